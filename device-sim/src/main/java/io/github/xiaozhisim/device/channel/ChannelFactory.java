package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.boot.BootSequence;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import io.github.xiaozhisim.hal.Board;

/** The one place that knows which channel a transport and a dialect need. // firmware: InitializeProtocol */
public final class ChannelFactory {

  private ChannelFactory() {}

  public static AudioChannel create(
      BootSequence.Transport transport, Board board, DeviceConfig config, AudioChannel.Events events) {
    Dialect dialect = config.robust() ? config.dialect() : config.dialect().unescaped();
    return switch (transport) {
      case WEBSOCKET -> new WebSocketChannel(board, config, dialect, events);
      case MQTT_UDP ->
          board.network().hasMqtt()
              ? new MqttChannel(board, config, mqttDialect(config), events)
              : new NoChannel(
                  board.scheduler(),
                  "the boot answer asks for MQTT, which this board's network does not have, and names no"
                      + " WebSocket server",
                  events);
    };
  }

  /** No other dialect speaks MQTT. */
  private static XiaozhiDialect mqttDialect(DeviceConfig config) {
    return config.robust() ? XiaozhiDialect.INSTANCE : XiaozhiDialect.INSTANCE.unescaped();
  }
}
