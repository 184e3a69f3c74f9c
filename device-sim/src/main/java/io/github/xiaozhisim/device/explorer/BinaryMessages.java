package io.github.xiaozhisim.device.explorer;

import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.hal.Payload;
import java.util.SplittableRandom;

/** Binary messages, right and wrong. */
final class BinaryMessages {

  private BinaryMessages() {}

  static byte[] framed(int framing, byte[] packet) {
    return BinaryFraming.ofVersion(framing).wrap(Payload.once(packet), 0).bytes();
  }

  static byte[] bad(int framing, SplittableRandom random) {
    byte[] good = framed(framing, World.PACKET);
    return switch (random.nextInt(6)) {
      case 0 -> new byte[0];
      case 1 -> java.util.Arrays.copyOf(good, random.nextInt(good.length));
      case 2 -> Mutations.bytes(random, 1 + random.nextInt(200));
      case 3 -> BinaryFraming.ofVersion(framing).wrapAnnouncing(World.PACKET, random.nextInt());
      case 4 -> framed(1 + random.nextInt(3), Mutations.bytes(random, 1 + random.nextInt(1_500)));
      default -> Mutations.mutate(good, random);
    };
  }
}
