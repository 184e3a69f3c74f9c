package io.github.xiaozhisim.stress.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for 127.0.0.1 that signs itself, with an elliptic key as most servers have today, made by the JDK's own
 * tool.
 *
 * @param chain PEM file
 * @param key PEM file, not encrypted
 */
record TestCertificate(Path chain, Path key) {

  private static final String PASSWORD = "not-secret";
  private static final String ALIAS = "target";
  private static final long TOOL_SECONDS = 60;

  /** Makes both files in {@code folder}. */
  static TestCertificate make(Path folder) throws BenchFailure, InterruptedException {
    Path store = folder.resolve("certificate.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "SAN=ip:127.0.0.1",
            "-ext",
            "BC=ca:true",
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    try {
      Files.deleteIfExists(store);
      Process tool =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("keytool").toFile())
              .start();
      if (!tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0) {
        tool.destroy();
        throw new BenchFailure("keytool made no certificate: " + Files.readString(folder.resolve("keytool")).strip());
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      Path chain = pem(folder.resolve("target.pem"), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
      Path key =
          pem(folder.resolve("target-key.pem"), "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
      return new TestCertificate(chain, key);
    } catch (IOException | GeneralSecurityException e) {
      throw new BenchFailure("no certificate could be made (" + e.getMessage() + "): leave out the scenario tls", e);
    }
  }

  private static Path pem(Path file, String what, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.write(
        file,
        ("-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n")
            .getBytes(StandardCharsets.US_ASCII));
  }
}
