package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A conversation of a board with an ordinary sound card: the device encodes, decodes and resamples by itself. */
class SoundCardConversationTest {

  private static final int CAPTURE_HZ = 48_000;
  private static final int PLAYBACK_HZ = 44_100;

  private final SimScheduler time = new SimScheduler();
  private final Listener server = new Listener();
  private final List<short[]> played = new ArrayList<>();
  private final VirtualPcmMicrophone microphone = new VirtualPcmMicrophone(time, CAPTURE_HZ, 2);
  private final VirtualPcmSpeaker speaker =
      new VirtualPcmSpeaker(time, PLAYBACK_HZ, (samples, startNanos) -> played.add(samples));
  private final Device device = device();

  @Test
  void shouldSendWhatTheSoundCardHearsAsOpusOfSixtyMilliseconds() throws OpusDecodeException {
    device.toggleChat();
    time.runForMillis(400);
    microphone.say(tone(CAPTURE_HZ, 600));
    time.runForMillis(1_600);

    List<short[]> heard = new ArrayList<>();
    OpusDecoder decoder = new OpusDecoder(16_000);
    short[] samples = new short[decoder.maxSamples()];
    for (byte[] packet : server.packets) {
      int length = decoder.decode(packet, samples);
      assertThat(length).as("samples in a packet").isEqualTo(960);
      heard.add(Arrays.copyOf(samples, length));
    }

    assertThat(heard).hasSizeBetween(29, 31); // 2 s less the hello, the warm-up and the frame under way
    assertThat(loudMillis(heard, 16_000)).isBetween(560, 680);
  }

  @Test
  void shouldPlayTheServersOpusAtTheSoundCardsRate() {
    device.toggleChat();
    time.runForMillis(400);
    server.text("{\"type\":\"tts\",\"state\":\"start\"}");
    time.runForMillis(20);
    OpusEncoder encoder = new OpusEncoder(24_000);
    short[] tone = tone(24_000, 600);
    for (int frame = 0; frame < 10; frame++) {
      server.binary(encoder.encode(tone, frame * encoder.frameSamples(), encoder.frameSamples()));
    }
    time.runForMillis(20);
    server.text("{\"type\":\"tts\",\"state\":\"stop\"}");
    assertThat(device.state()).isEqualTo(DeviceState.SPEAKING);
    time.runForMillis(1_000);

    int samples = played.stream().mapToInt(block -> block.length).sum();
    assertThat(samples * 1_000.0 / PLAYBACK_HZ).isBetween(595.0, 601.0);
    assertThat(loudMillis(played, PLAYBACK_HZ)).isBetween(560, 600);
    assertThat(device.state()).isEqualTo(DeviceState.LISTENING);
  }

  private Device device() {
    VirtualBoard plain =
        new VirtualBoard(
            new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555"),
            time,
            new SimNetwork(time, server, 1_000_000),
            microphone,
            speaker);
    plain.settings().putString("websocket", "url", "ws://server.example:8000/");
    Device started = new Device(plain, DeviceConfig.defaults(), new DeviceObserver() {});
    started.start();
    time.runForMillis(500); // the sound of being ready
    played.clear();
    return started;
  }

  private static short[] tone(int rateHz, int millis) {
    short[] samples = new short[rateHz * millis / 1_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / rateHz));
    }
    return samples;
  }

  /** How long it is loud, in steps of 10 ms. */
  private static int loudMillis(List<short[]> blocks, int rateHz) {
    int window = rateHz / 100;
    int loud = 0;
    int inWindow = 0;
    long energy = 0;
    for (short[] block : blocks) {
      for (short sample : block) {
        energy += (long) sample * sample;
        if (++inWindow == window) {
          loud += energy / window > 1_000_000 ? 10 : 0;
          inWindow = 0;
          energy = 0;
        }
      }
    }
    return loud;
  }

  /** A server that answers the hello and keeps the packets. */
  private static final class Listener implements ServerEndpoint, WebSocketListener {
    final List<byte[]> packets = new ArrayList<>();
    private WebSocketConnection connection;

    void text(String json) {
      connection.sendText(json);
    }

    void binary(byte[] packet) {
      connection.sendBinary(Payload.once(packet));
    }

    @Override
    public HttpResponse onHttp(HttpRequest request) {
      return HttpResponse.text(404, "none");
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
      return new UpgradeAnswer.Accept(this);
    }

    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      connection = opened;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      if (StandardCharsets.UTF_8.decode(utf8).toString().contains("\"hello\"")) {
        text(ScriptedServer.HELLO);
      }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      packets.add(copy);
    }

    @Override
    public void onClosed(CloseReason reason) {}
  }
}
