package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.transport.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the server is and how devices get in: options shared by whatever connects to one, a fleet or a single device.
 * Each complaint is one sentence.
 */
final class AccessOptions {

  @Option(
      names = "--server",
      paramLabel = "URL",
      converter = Addresses.class,
      description = "WebSocket server, ws://HOST:PORT/PATH or wss://…; no OTA request.")
  @Nullable URI server;

  @Option(
      names = "--ota",
      paramLabel = "URL",
      converter = Addresses.class,
      description = {
        "OTA address, http://… or https://…; its answer names the server. Without --ota and --server a server is built "
            + "in."
      })
  @Nullable URI ota;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "What the server wants to see in Authorization; better in a file or in XIAOZHI_TOKEN.")
  @Nullable String token;

  @Option(names = "--token-file", paramLabel = "FILE", description = "A file whose first line is the token.")
  @Nullable Path tokenFile;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "Another header of the WebSocket request; repeatable.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "Trust the certificate authorities in this PEM file, and no others.")
  @Nullable Path ca;

  @Option(names = "--insecure", description = "Accept any certificate. For test machines only.")
  boolean insecure;

  /** No server is named: there has to be one built in. */
  boolean namesNone() {
    return server == null && ota == null;
  }

  /** Complains about what can be seen to be wrong before anything is opened. */
  void check() throws CliFailure {
    if (server != null && ota != null) {
      throw CliFailure.usage("--server and --ota exclude each other; with --ota the answer names the server");
    }
    if (server != null) {
      check("--server", server, Set.of("ws", "wss"), "ws://HOST:PORT/PATH or wss://HOST/PATH");
    }
    if (ota != null) {
      check("--ota", ota, Set.of("http", "https"), "http://HOST:PORT/xiaozhi/ota/");
    }
    if (ca != null && insecure) {
      throw CliFailure.usage("--ca and --insecure exclude each other");
    }
  }

  private static void check(String option, URI uri, Set<String> schemes, String form) throws CliFailure {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!schemes.contains(scheme) || uri.getHost() == null) {
      throw CliFailure.usage(option + " '" + Redaction.url(uri.toString()) + "' cannot be used; write it like " + form);
    }
  }

  /** What was given by {@code --header}, in its order. */
  Map<String, String> headers() throws CliFailure {
    Map<String, String> named = new LinkedHashMap<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      String name = colon < 0 ? "" : header.substring(0, colon).strip();
      if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || header.chars().anyMatch(c -> c == '\r' || c == '\n')) {
        throw CliFailure.usage("--header needs the form 'Name: value' on one line");
      }
      named.put(name, header.substring(colon + 1).strip());
    }
    return named;
  }

  /** What devices authenticate with; null for nothing. */
  @Nullable String token() throws CliFailure {
    if (token != null && tokenFile != null) {
      throw CliFailure.usage("--token and --token-file exclude each other");
    }
    return tokenFile != null ? firstLine(tokenFile) : token;
  }

  private static String firstLine(Path file) throws CliFailure {
    try {
      String first = Files.readString(file).lines().findFirst().orElse("").strip();
      if (first.isEmpty()) {
        throw CliFailure.usage("--token-file " + file + ": its first line is empty");
      }
      return first;
    } catch (IOException e) {
      throw CliFailure.usage("--token-file " + file + " cannot be read");
    }
  }

  /** Whom devices trust. */
  TlsSettings tls() throws CliFailure {
    try {
      return insecure ? TlsSettings.insecure() : ca != null ? TlsSettings.withCa(ca) : TlsSettings.verified();
    } catch (IOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }
}
