package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.ContractOf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@ContractOf({NettyNetwork.class, WebSocketChannel.class})
class AutoWebSocketTest extends NettyWebSocketContract {

  private static NettyTransport transport;

  @BeforeAll
  static void open() {
    transport = NettyTransport.open(TransportKind.AUTO, 2, TlsSettings.verified());
  }

  @AfterAll
  static void close() {
    transport.close();
  }

  @Override
  NettyTransport transport() {
    return transport;
  }
}
