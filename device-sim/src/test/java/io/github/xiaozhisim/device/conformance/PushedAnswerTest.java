package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.Fidelity;
import org.junit.jupiter.api.Test;

/** A broker may push an answer to a device that is idle and has no audio channel. */
class PushedAnswerTest {

  /** Found by the explorer's seed 1003. */
  @Test
  void shouldNotListenToNobodyAfterAPushedAnswer() {
    Stage stage = new Stage(Fidelity.ROBUST);
    stage.mqttIdle();
    stage.gateway().send(Stage.T_START);
    stage.sees("[speaking]");
    stage.gateway().send(Stage.T_STOP);
    stage.sees("[idle]");
    stage.seesNothingFor(5_000);
  }

  /** Found by the explorer's seed 2024. */
  @Test
  void shouldNotWaitForTheEndOfAPushedAnswerWhenTheBrokerIsGone() {
    Stage stage = new Stage(Fidelity.ROBUST);
    stage.mqttIdle();
    stage.gateway().send(Stage.T_START);
    stage.sees("[speaking]");
    stage.gateway().drop();
    stage.sees("[idle]");
  }

  @Test
  void shouldListenOnLikeTheFirmwareWhenStrict() {
    Stage stage = new Stage(Fidelity.STRICT);
    stage.mqttIdle();
    stage.gateway().send(Stage.T_START);
    stage.sees("[speaking]");
    stage.gateway().send(Stage.T_STOP);
    stage.seesWithin(1_000, "[listening]", "D> LS(auto)");
  }
}
