package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.audio.FrameAccount;
import io.github.xiaozhisim.hal.Payload;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every audio packet is accounted for, whatever happens. */
class FrameAccountTest {

  @Test
  void shouldTellWhereEveryPacketHasGone() {
    DeviceRig rig = DeviceRig.listening();
    rig.server.sendAudio(3); // while listening
    rig.runMillis(1_000);
    rig.server.sendTts("start");
    rig.server.sendAudio(60);
    rig.server.connection.sendBinary(Payload.once(new byte[0]));
    rig.runMillis(10);
    FrameAccount frames = rig.device.frames();
    assertThat(frames.balanced()).isTrue();
    assertThat(frames.downlink()).isEqualTo(new FrameAccount.Downlink(64, 1, 3, 17, 43));
    assertThat(frames.uplink().sent()).isEqualTo(rig.server.audio);
    rig.device.pressToTalk(); // cuts what waits
    rig.runMillis(10);
    assertThat(rig.device.frames().decoding().forgotten()).isEqualTo(40);
    assertThat(rig.device.frames().balanced()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldBalanceThroughAnything(Fidelity fidelity) {
    DeviceRig rig = DeviceRig.listening(DeviceConfig.defaults().withFidelity(fidelity));
    SplittableRandom random = new SplittableRandom(7);
    for (int step = 0; step < 2_000; step++) {
      if (rig.server.connection != null) {
        switch (random.nextInt(10)) {
          case 0 -> rig.device.toggleChat();
          case 1 -> rig.device.pressToTalk();
          case 2 -> rig.device.releaseToTalk();
          case 3 -> rig.device.wakeWord("你好小智");
          case 4 -> rig.server.sendTts("start");
          case 5 -> rig.server.sendTts("stop");
          case 6 -> rig.server.sendAudio(random.nextInt(50));
          case 7 -> rig.server.connection.sendBinary(Payload.once(new byte[random.nextInt(3)]));
          case 8 -> rig.server.connection.drop();
          default -> rig.device.networkLost();
        }
      }
      rig.runMillis(random.nextInt(400));
      assertThat(rig.device.frames().balanced()).as("step %d: %s", step, rig.device.frames()).isTrue();
    }
    assertThat(rig.device.frames().uplink().sent()).isPositive();
  }
}
