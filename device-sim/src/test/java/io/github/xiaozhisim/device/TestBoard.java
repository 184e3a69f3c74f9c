package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.OpusInput;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.Display;
import java.util.List;

/** A board in virtual time whose parts a test puts in as it needs them. */
public final class TestBoard implements Board {

  public final SimScheduler scheduler;
  public BoardInfo info = VirtualBoard.DEFAULT_INFO;
  public Identity identity = new Identity("02:12:34:ab:cd:ef", "7b94d69a-9808-4c59-9c9b-704333b38aff");
  public Settings settings = new MemorySettings();
  public Network network = new NoNetwork();
  public AudioInput input = new MuteInput();
  public AudioOutput output;
  public Display display = Display.NONE;
  public Backlight backlight;
  public Battery battery;
  public Double temperatureCelsius;
  public Link link;
  public List<Tool> tools = List.of();
  public byte[] hmac;

  public TestBoard(SimScheduler scheduler) {
    this.scheduler = scheduler;
    this.output = new VirtualSpeaker(scheduler);
  }

  @Override
  public BoardInfo info() {
    return info;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public SimScheduler scheduler() {
    return scheduler;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public AudioInput audioInput() {
    return input;
  }

  @Override
  public AudioOutput audioOutput() {
    return output;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Display display() {
    return display;
  }

  @Override
  public Backlight backlight() {
    return backlight;
  }

  @Override
  public Battery battery() {
    return battery;
  }

  @Override
  public Double temperatureCelsius() {
    return temperatureCelsius;
  }

  @Override
  public Link link() {
    return link;
  }

  @Override
  public List<Tool> tools() {
    return tools;
  }

  @Override
  public byte[] hmac(byte[] message) {
    return hmac;
  }

  /** A microphone that a test speaks through, packet by packet. */
  public static final class MuteInput implements OpusInput {
    public Sink sink;
    public int warmUpMillis;

    @Override
    public int frameMillis() {
      return 60;
    }

    @Override
    public void start(int warmUp, Sink to) {
      warmUpMillis = warmUp;
      sink = to;
    }

    @Override
    public void stop() {
      sink = null;
    }

    public void say(byte[] packet, long capturedNanos) {
      sink.onPacket(Payload.once(packet), capturedNanos);
    }
  }

  /** A network that leads nowhere. */
  public static class NoNetwork implements Network {
    @Override
    public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
      throw new AssertionError("no WebSocket was to be opened");
    }

    @Override
    public void http(HttpRequest request, HttpListener listener) {
      throw new AssertionError("no HTTP request was to be sent");
    }
  }
}
