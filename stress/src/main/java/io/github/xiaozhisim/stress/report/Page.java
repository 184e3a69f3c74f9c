package io.github.xiaozhisim.stress.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTML file that holds everything it needs: styles, scripts and a model as JSON. It loads nothing, and its content
 * security policy allows nothing else than what stands in it; the page of a live run may talk to where it came from.
 *
 * <p>It is put together from the resources in {@code page/}: {@code page.html} names the others, each takes its place.
 * Any thread. A model may hold whatever a server said: nothing of it can end the element it stands in.
 */
public final class Page {

  /** Writes a model as JSON. */
  @FunctionalInterface
  public interface ModelJson {
    void writeTo(Writer out) throws IOException;
  }

  private static final String MODEL = "<!-- model -->";
  private static final String POLICY = "<!-- policy -->";
  private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([\\w.]+)\">");
  private static final Pattern SCRIPT = Pattern.compile("<script src=\"([\\w.]+)\"></script>");

  private Page() {}

  /** A report: opens from a file, with the network off. The writer stays open. */
  public static void writeReport(Writer out, ModelJson model) throws IOException {
    write(out, model, "'none'");
  }

  /** The page of a run that goes on; to be served. The writer stays open. */
  public static void writeLive(Writer out, ModelJson model) throws IOException {
    write(out, model, "'self'");
  }

  private static void write(Writer out, ModelJson model, String connections) throws IOException {
    String shell = shell(connections);
    int at = shell.indexOf(MODEL);
    out.write(shell, 0, at);
    Writer json = new ScriptSafeWriter(out);
    model.writeTo(json);
    json.flush();
    out.write(shell, at + MODEL.length(), shell.length() - at - MODEL.length());
    out.flush();
  }

  private static String shell(String connections) {
    Set<String> styles = new LinkedHashSet<>();
    Set<String> scripts = new LinkedHashSet<>();
    String page = resource("page.html");
    page = inline(page, STYLE, text -> "<style>" + hashed(text, styles) + "</style>");
    page = inline(page, SCRIPT, text -> "<script>" + hashed(text, scripts) + "</script>");
    String policy =
        ("default-src 'none'; script-src %s; style-src %s; img-src data:; media-src data:; connect-src %s; base-uri "
                + "'none'")
            .formatted(String.join(" ", scripts), String.join(" ", styles), connections);
    return page.replace(
        POLICY, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s; form-action 'none'\">".formatted(policy));
  }

  private static String inline(String page, Pattern reference, UnaryOperator<String> element) {
    return reference
        .matcher(page)
        .replaceAll(found -> Matcher.quoteReplacement(element.apply(resource(found.group(1)))));
  }

  /** Notes in {@code hashes} that the browser may use this text. */
  private static String hashed(String text, Set<String> hashes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      hashes.add("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
      return text;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("page/" + name + " is missing in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
