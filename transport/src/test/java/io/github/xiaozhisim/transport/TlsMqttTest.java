package io.github.xiaozhisim.transport;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** MQTT under TLS keeps the same promises. */
class TlsMqttTest extends NettyMqttContract {

  @TempDir static Path folder;

  private static NettyTransport transport;
  private static TlsSettings.Server server;

  @BeforeAll
  static void open() throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    server = certificates.server("localhost", "dns:localhost,ip:127.0.0.1");
    transport = NettyTransport.open(TransportKind.AUTO, 2, TlsSettings.withCa(certificates.ca()));
  }

  @AfterAll
  static void close() {
    transport.close();
  }

  @Override
  NettyTransport transport() {
    return transport;
  }

  @Override
  TlsSettings.Server serverTls() {
    return server;
  }
}
