package io.github.xiaozhisim.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate authority and servers signed by it, made with the JDK's keytool when a test begins. */
final class TestCertificates {

  private static final String PASSWORD = "changeit";

  private final Path folder;

  TestCertificates(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    keytool(
        "-genkeypair -alias ca -keyalg EC -groupname secp256r1 -dname CN=test-ca -ext bc:c -validity 3650 -keystore "
            + "ca.p12");
    keytool("-exportcert -rfc -alias ca -keystore ca.p12 -file ca.pem");
  }

  Path ca() {
    return folder.resolve("ca.pem");
  }

  /** A server's chain and key for these names, such as {@code dns:localhost,ip:127.0.0.1}. */
  TlsSettings.Server server(String name, String alternativeNames)
      throws IOException, InterruptedException, GeneralSecurityException {
    String store = name + ".p12";
    keytool(
        "-genkeypair -alias node -keyalg EC -groupname secp256r1 -validity 365 -keystore "
            + store
            + " -dname CN="
            + name);
    keytool("-certreq -alias node -keystore " + store + " -file " + name + ".csr");
    keytool(
        "-gencert -alias ca -keystore ca.p12 -rfc -infile "
            + name
            + ".csr -outfile "
            + name
            + ".pem -ext san="
            + alternativeNames);
    KeyStore keys = KeyStore.getInstance(folder.resolve(store).toFile(), PASSWORD.toCharArray());
    Key key = keys.getKey("node", PASSWORD.toCharArray());
    String pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    Path keyFile = folder.resolve(name + ".key");
    Files.writeString(keyFile, "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
    return TlsSettings.Server.fromPem(folder.resolve(name + ".pem"), keyFile);
  }

  private void keytool(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add("-J-XX:TieredStopAtLevel=1");
    command.addAll(Arrays.asList(arguments.split(" ")));
    command.addAll(List.of("-storepass", PASSWORD, "-noprompt"));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool " + arguments + ": " + said);
    }
  }
}
