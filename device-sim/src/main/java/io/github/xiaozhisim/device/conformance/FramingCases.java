package io.github.xiaozhisim.device.conformance;

import static io.github.xiaozhisim.device.conformance.Stage.T_START;

import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** How packets are framed, and what broken frames do. */
final class FramingCases {

  private static void speaking(Stage stage, int version) {
    stage.settings().putInt("websocket", "version", version);
    stage.speaking();
  }

  /** The server sends these bytes as one binary message, while the device speaks. */
  private static void sends(Stage stage, String hex) {
    stage.peer().sendBinary(HexFormat.of().parseHex(hex.replace(" ", "")));
    stage.run(5);
  }

  private static void crashes(Stage stage, String rule) {
    stage.sees("crash " + rule, "D> TCP closed");
    stage.seesWithin(1_100, "[starting]", "[activating]", "[idle]");
  }

  private static void isDropped(Stage stage, String rule) {
    stage.expectNote("violation " + rule);
    stage.expect("packets taken", stage.observer().accepted(), 0);
    stage.expect("packets dropped", stage.observer().dropped(), 1);
    stage.seesNothingFor(1_000);
  }

  private static String firstPacketSent(Stage stage) {
    return HexFormat.ofDelimiter(" ").formatHex(stage.peer().packets().getFirst());
  }

  @Case("F02")
  void framingTwoPutsSixteenBytesBeforeThePacket(Stage stage) {
    stage.settings().putInt("websocket", "version", 2);
    stage.listening();
    stage.run(300);
    stage.expect("the first message", firstPacketSent(stage), "00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01 58");
  }

  @Case("F04")
  void framingThreePutsFourBytesBeforeThePacket(Stage stage) {
    stage.settings().putInt("websocket", "version", 3);
    stage.listening();
    stage.run(300);
    stage.expect("the first message", firstPacketSent(stage), "00 00 00 01 58");
  }

  /** What is read beyond a buffer is undefined; where the firmware may crash, the strict device does. */
  @Case("F05")
  void halfAHeaderOfFramingTwoIsReadBeyondItsEnd(Stage stage) {
    speaking(stage, 2);
    sends(stage, "00 02 00 00 00");
    if (stage.strict()) {
      crashes(stage, "frame.truncated");
    } else {
      isDropped(stage, "frame.truncated");
    }
  }

  @Case("F06")
  void halfAHeaderOfFramingThreeIsReadBeyondItsEnd(Stage stage) {
    speaking(stage, 3);
    sends(stage, "00 00");
    if (stage.strict()) {
      crashes(stage, "frame.truncated");
    } else {
      isDropped(stage, "frame.truncated");
    }
  }

  @Case("F08")
  void aPacketShorterThanItsMessageIsTakenAsAnnounced(Stage stage) {
    speaking(stage, 2);
    sends(stage, "0002 0000 00000000 00000000 00000004 58 0b 6a 31 c4 92 7e 05");
    stage.expect("packets taken", stage.observer().accepted(), 1);
    stage.expect("notes of the excess", stage.notes("violation frame.excess"), stage.strict() ? 0 : 1);
  }

  @Case("F09")
  void aPacketOfFourGigabytesIsBelieved(Stage stage) {
    speaking(stage, 2);
    sends(stage, "0002 0000 00000000 00000000 ffffffff 58 0b 6a 31 c4 92 7e 05");
    if (stage.strict()) {
      crashes(stage, "frame.oversize");
    } else {
      isDropped(stage, "frame.oversize");
    }
  }

  @Case("F10")
  void anEmptyPacketOfFramingThreeReachesTheDecoder(Stage stage) {
    speaking(stage, 3);
    sends(stage, "00 00 00 00");
    emptyPacket(stage);
  }

  @Case("F11")
  void anEmptyMessageOfFramingOneReachesTheDecoder(Stage stage) {
    speaking(stage, 1);
    sends(stage, "");
    emptyPacket(stage);
  }

  private static void emptyPacket(Stage stage) {
    if (stage.strict()) {
      stage.run(100);
      stage.expect("packets taken", stage.observer().accepted(), 1);
      stage.expect("decode errors", stage.device().audio().decodeErrors(), 1L);
      stage.seesNothingFor(1_000);
    } else {
      isDropped(stage, "frame.empty");
    }
  }

  @Case("F12")
  void aHeaderNobodyAgreedOnIsPlayedAsNoise(Stage stage) {
    speaking(stage, 1);
    sends(stage, "0002 0000 00000000 00000000 00000008 58 0b 6a 31 c4 92 7e 05");
    if (stage.strict()) {
      stage.expect("packets taken", stage.observer().accepted(), 1);
      stage.seesNothingFor(1_000);
    } else {
      isDropped(stage, "frame.version");
    }
  }

  // ---- time stamps -------------------------------------------------------------------------------------------------

  private static Stage echoCancelling(Stage stage, int version) {
    stage.settings().putInt("websocket", "version", version);
    stage.realtime().config(c -> c.withServerEchoCancellation(true)).speaking();
    return stage;
  }

  private static void sendStamped(Stage stage, int timestampMillis) {
    stage.peer().sendBinary(
        BinaryFraming.V2.wrap(Payload.once(Stage.packet()), timestampMillis).bytes());
  }

  /** The time stamps of what the device sent since the case began to look, without leading and trailing zeros. */
  private static List<Integer> stampsSent(Stage stage) {
    List<byte[]> packets = stage.peer().packets();
    List<Integer> stamps = new ArrayList<>();
    for (byte[] message : packets.subList(packets.size() - stage.packetsSent(), packets.size())) {
      stamps.add(BinaryFraming.V2.timestampMillis(ByteBuffer.wrap(message)));
    }
    while (!stamps.isEmpty() && stamps.getFirst() == 0) {
      stamps.removeFirst();
    }
    while (!stamps.isEmpty() && stamps.getLast() == 0) {
      stamps.removeLast();
    }
    return stamps;
  }

  @Case("F14")
  void timestampsOfWhatWasPlayedComeBackInOrder(Stage stage) {
    echoCancelling(stage, 2);
    for (int timestamp : new int[] {1000, 1060, 1120}) {
      sendStamped(stage, timestamp);
      stage.run(60);
    }
    stage.run(600);
    stage.expect("time stamps sent", stampsSent(stage), List.of(1000, 1060, 1120));
  }

  /** Packets of 20 ms: three are played while the microphone makes one, so their time stamps queue up. */
  @Case("F15")
  void moreThanThreeTimestampsMeanThatTheyNoLongerMatch(Stage stage) {
    stage.peer().answersHelloWith(Peer.HELLO.replace("\"frame_duration\":60", "\"frame_duration\":20"));
    echoCancelling(stage, 2);
    for (int i = 0; i < 12; i++) {
      byte[] packet = {0x48, 0x0b, 0x6a, 0x31};
      stage.peer().sendBinary(BinaryFraming.V2.wrap(Payload.once(packet), 1000 + 20 * i).bytes());
      stage.run(20);
    }
    stage.run(1_000);
    List<Integer> stamps = stampsSent(stage);
    // while more than three wait, one is thrown away for each frame and 0 is sent; the last three match again
    stage.expect("time stamps sent", stamps, List.of(1000, 0, 0, 0, 0, 0, 0, 0, 0, 1180, 1200, 1220));
  }

  @Case("F16")
  void withoutEchoCancellationTimestampsAreZero(Stage stage) {
    stage.realtime();
    speaking(stage, 2);
    for (int timestamp : new int[] {1000, 1060, 1120}) {
      sendStamped(stage, timestamp);
      stage.run(60);
    }
    stage.run(600);
    stage.expect("time stamps sent", stampsSent(stage), List.of());
    stage.expectBetween("packets sent", stage.packetsSent(), 12, 14);
  }

  @Case("F17")
  void framingsOneAndThreeCannotCarryTimestamps(Stage stage) {
    echoCancelling(stage, 3);
    stage.expect("warnings", stage.notes("violation aec.framing"), stage.strict() ? 0 : 1);
    stage.peer().sendBinary(HexFormat.of().parseHex("00000008580b6a31c4927e05"));
    stage.run(300);
    stage.expect("bytes of a message", stage.peer().packets().getLast().length, 5);
  }

  @Case("F18")
  void anAnswerBeyondSixteenBitsOfLengthBreaksTheChannel(Stage stage) {
    stage.idle();
    stage.peer().answersHelloWith(Peer.HELLO.replace("\"s1\"", "\"" + "s".repeat(65_500) + "\""));
    stage.button();
    if (stage.strict()) { // a session id of 65 500 bytes: listen start does not fit a message
      stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "[idle]");
      stage.expectNote("failure SEND");
      stage.seesNothingFor(1_000);
      stage.expect("whether TCP is up", stage.peer().isUp(0), true);
      stage.peer().answersHelloWith(Peer.HELLO);
      stage.button(); // unusable: a new one is opened, with what that brings, see W41
      stage.sees("[connecting]", "D> TCP closed", "D> upgrade", "D> hello", "[listening]", "[idle]", "D> LS(auto)");
      return;
    }
    stage.sees("[connecting]", "D> upgrade", "D> hello", "[listening]", "[idle]");
  }

  @Case("F18")
  void aRobustDeviceSaysThatAnAnswerDoesNotFit(Stage stage) {
    stage.listening();
    String method = "m".repeat(66_000);
    stage.server(
        "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":{}}}");
    if (stage.strict()) {
      stage.sees("[idle]");
      stage.expectNote("failure SEND");
      return;
    }
    stage.sees(
        "D> mcp {\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32603,"
            + "\"message\":\"The result of 66085 bytes does not fit a message\"}}");
    stage.expectNote("violation mcp.oversize");
    stage.seesNothingFor(1_000);
  }

  // ---- what the hello says about sound -----------------------------------------------------------------------------

  @Case("W20")
  void aRateThatIsNoneOfOpusIsNotHeard(Stage stage) {
    notHeard(stage, "{\"sample_rate\":44100,\"frame_duration\":60}");
  }

  @Case("W21")
  void aFrameLengthThatTheDecoderDoesNotHaveIsNotHeard(Stage stage) {
    notHeard(stage, "{\"sample_rate\":24000,\"frame_duration\":30}");
  }

  /** A zero is a number, and taken over as any other. */
  @Case("W20")
  void aRateOfZeroIsNotHeardEither(Stage stage) {
    notHeard(stage, "{\"sample_rate\":0,\"frame_duration\":60}");
  }

  @Case("W21")
  void aFrameLengthOfZeroIsNotHeardEither(Stage stage) {
    notHeard(stage, "{\"sample_rate\":24000,\"frame_duration\":0.5}");
  }

  private static void notHeard(Stage stage, String audioParams) {
    stage.peer().answersHelloWith(
        "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\",\"audio_params\":" + audioParams + "}");
    stage.speaking();
    stage.expectNote("violation hello.audio");
    stage.audio(3);
    stage.run(400);
    stage.expect("packets taken", stage.observer().accepted(), 3);
    stage.expect("packets played", stage.device().audio().played(), stage.strict() ? 0L : 3L);
    stage.server(Stage.T_STOP);
    stage.sees("[listening]", "D> LS(auto)");
    stage.server(T_START);
    stage.sees("[speaking]");
  }
}
