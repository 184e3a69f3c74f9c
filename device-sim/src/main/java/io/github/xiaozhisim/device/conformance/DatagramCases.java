package io.github.xiaozhisim.device.conformance;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** UDP: which datagrams a device sends, and which it takes. */
final class DatagramCases {

  @Case("Q06")
  void theFirstDatagramHasSequenceOneAndDecryptsWithItsHeader(Stage stage) {
    stage.gateway().answersHelloWith(Gateway.hello("s1", "8884", Gateway.KEY, "07800000a1b2c3d40000000000000000"));
    stage.mqttListening();
    byte[] first = stage.gateway().datagrams().getFirst();
    ByteBuffer header = ByteBuffer.wrap(first);
    stage.expect("its type byte, the nonce's first", (int) first[0], 7);
    stage.expect("its flags, the nonce's second", first[1] & 0xff, 0x80);
    stage.expect("its length field", (int) header.getShort(2), first.length - 16);
    stage.expect("its connection id", Integer.toHexString(header.getInt(4)), "a1b2c3d4");
    stage.expect("its time stamp", header.getInt(8), 0);
    stage.expect("its sequence", header.getInt(12), 1);
    stage.expect("its packet's first byte", (int) Gateway.opened(Gateway.KEY, first)[0], 0x58);
    byte[] second = stage.gateway().datagrams().get(1);
    stage.expect("the next sequence", ByteBuffer.wrap(second).getInt(12), 2);
  }

  @Case("Q09")
  void aDatagramShorterThanItsHeaderIsDropped(Stage stage) {
    stage.mqttSpeaking();
    dropped(stage, new byte[15], "udp.truncated");
    dropped(stage, new byte[0], "udp.truncated");
  }

  @Case("Q10")
  void anotherTypeThanAudioIsDropped(Stage stage) {
    stage.mqttSpeaking();
    byte[] datagram = Gateway.sealed(Gateway.KEY, Gateway.NONCE, 1, 0, Stage.packet());
    datagram[0] = 2;
    dropped(stage, datagram, "udp.type");
  }

  @Case("Q11")
  void aLengthFieldThatIsNotTheLengthIsDropped(Stage stage) {
    stage.mqttSpeaking();
    byte[] datagram = Gateway.sealed(Gateway.KEY, Gateway.NONCE, 1, 0, new byte[20]);
    ByteBuffer.wrap(datagram).putShort(2, (short) 10);
    dropped(stage, datagram, "udp.length");
  }

  private static void dropped(Stage stage, byte[] datagram, String rule) {
    int before = stage.notes("violation " + rule);
    stage.gateway().sendDatagram(datagram);
    stage.seesNothingFor(20);
    stage.expect("violations of " + rule, stage.notes("violation " + rule), before + 1);
    stage.expect("packets accepted", stage.observer().accepted(), 0);
  }

  @Case("Q12")
  void gapsAreAcceptedAndOlderSequencesDropped(Stage stage) {
    stage.mqttSpeaking();
    for (int sequence : new int[] {1, 2, 5, 3, 6, 6}) {
      stage.gateway().sendAudio(sequence, Stage.packet());
    }
    stage.seesNothingFor(20);
    stage.expect("packets accepted", stage.observer().accepted(), 4);
    stage.expect("gaps", stage.notes("violation udp.gap"), 1);
    stage.expect("older or equal", stage.notes("violation udp.sequence"), 2);
  }

  @Case("Q14")
  void theFirstSequenceMustExceedZero(Stage stage) {
    stage.mqttSpeaking();
    dropped(stage, Gateway.sealed(Gateway.KEY, Gateway.NONCE, 0, 0, Stage.packet()), "udp.sequence");
    stage.gateway().sendAudio(1, Stage.packet());
    stage.run(10);
    stage.expect("packets accepted", stage.observer().accepted(), 1);
  }

  @Case("Q16")
  void datagramsFromAnotherAddressAreNotReceived(Stage stage) {
    stage.mqttSpeaking();
    byte[] datagram = Gateway.sealed(Gateway.KEY, Gateway.NONCE, 1, 0, Stage.packet());
    stage.network().straySend("stranger.example:8884", datagram);
    stage.network().straySend("gateway.example:8885", datagram);
    stage.run(10);
    stage.expect("packets accepted", stage.observer().accepted(), 0);
    stage.network().straySend("gateway.example:8884", datagram);
    stage.run(10);
    stage.expect("packets accepted from the server", stage.observer().accepted(), 1);
  }

  @Case("Q28")
  void packetsBeyondTheReceiveBufferAreCutAndDropped(Stage stage) {
    stage.mqttSpeaking();
    byte[] largest = Arrays.copyOf(Stage.packet(), 1_484);
    stage.gateway().sendAudio(1, largest);
    stage.run(10);
    stage.expect("packets of 1484 bytes accepted", stage.observer().accepted(), 1);
    stage.gateway().sendAudio(2, Arrays.copyOf(largest, 1_485));
    stage.run(10);
    stage.expect("packets of 1485 bytes accepted", stage.observer().accepted(), 1);
    stage.expectNote("violation udp.length");
  }
}
