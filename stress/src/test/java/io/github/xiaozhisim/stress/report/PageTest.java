package io.github.xiaozhisim.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.RepositoryRoot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {

  private static final Pattern RUNS = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
  private static final Pattern LOOKS = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  @Test
  void shouldLoadNothing() throws IOException {
    assertThat(report("{}"))
        .doesNotContainPattern("<script[^>]* src=")
        .doesNotContainPattern("<link rel=\"stylesheet\"")
        .doesNotContainPattern("@import|url\\(");
  }

  @Test
  void shouldAllowOnlyTheScriptsAndStylesThatStandInIt() throws Exception {
    String page = report("{}");
    assertThat(page).doesNotContain("unsafe-inline", "unsafe-eval", "<!-- policy -->");
    for (String text : texts(page, RUNS)) {
      assertThat(directive(page, "script-src")).contains(hash(text));
    }
    for (String text : texts(page, LOOKS)) {
      assertThat(directive(page, "style-src")).contains(hash(text));
    }
    assertThat(texts(page, RUNS)).hasSizeGreaterThan(5);
    assertThat(texts(page, LOOKS)).hasSizeGreaterThan(2);
  }

  @Test
  void shouldTalkToNobodyAsAReportAndOnlyToItsOwnServerWhileLive() throws IOException {
    StringWriter live = new StringWriter();
    Page.writeLive(live, out -> out.write("{}"));
    assertThat(directive(report("{}"), "connect-src")).isEqualTo("'none'");
    assertThat(directive(live.toString(), "connect-src")).isEqualTo("'self'");
  }

  @Test
  void shouldNotLetWhatAServerSaidEndTheModel() throws IOException {
    String page = report("{\"errors\":[{\"message\":\"</script><script>alert(1)</script><!--\"}]}");
    assertThat(page)
        .contains("\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\u003c!--")
        .doesNotContain("<script>alert");
  }

  @Test
  void shouldKeepTheModelOtherwiseAsItIs() throws IOException {
    assertThat(report("{\"answer\":{\"zh\":\"服务器能承载 $1 \\\\ 台\"}}"))
        .contains("id=\"model\">{\"answer\":{\"zh\":\"服务器能承载 $1 \\\\ 台\"}}</script>");
  }

  @Test
  void shouldStaySmall() throws IOException {
    assertThat(report("{}").getBytes(StandardCharsets.UTF_8).length).isBetween(60_000, 200_000);
  }

  @Test
  void shouldLeaveBothItsFormsForTheTestsInABrowser() throws IOException {
    Path folder = Files.createDirectories(RepositoryRoot.find().resolve("stress/target/page"));
    try (Writer out = Files.newBufferedWriter(folder.resolve("live.html"))) {
      Page.writeLive(out, each -> each.write("{}"));
    }
    Files.writeString(folder.resolve("report.html"), report("{}"));
    assertThat(folder.resolve("live.html")).isNotEmptyFile();
  }

  private static String report(String json) throws IOException {
    StringWriter out = new StringWriter();
    Page.writeReport(out, each -> each.write(json));
    return out.toString();
  }

  private static List<String> texts(String page, Pattern element) {
    return element.matcher(page).results().map(found -> found.group(1)).toList();
  }

  private static String directive(String page, String name) {
    MatchResult policy =
        Pattern.compile("Policy\" content=\"([^\"]*)\"").matcher(page).results().findFirst().orElseThrow();
    for (String each : policy.group(1).split("; ")) {
      if (each.startsWith(name + " ")) {
        return each.substring(name.length() + 1);
      }
    }
    throw new AssertionError("no " + name + " in " + policy.group(1));
  }

  private static String hash(String text) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
