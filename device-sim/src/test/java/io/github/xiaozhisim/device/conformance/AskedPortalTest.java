package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.Fidelity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Who asks for the portal gets it, though the network comes back in the second before: else the device would have given
 * up its channel for nothing and could never talk again. Found by the explorer.
 */
class AskedPortalTest {

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldOpenThePortalThoughTheNetworkComesBackMeanwhile(Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    stage.idle();
    stage.network().goDown();
    stage.run(100);
    stage.device().configureWifi();
    stage.run(300);
    stage.network().comeUp();
    stage.seesWithin(2_000, "[wifi_configuring]");
  }

  /** Found by the explorer's seed 110358: it went on speaking without a channel, and the portal stayed shut. */
  @Test
  void shouldOpenThePortalThoughAPushedAnswerGoesOn() {
    Stage stage = new Stage(Fidelity.ROBUST);
    stage.mqttIdle();
    stage.gateway().send(Stage.T_START);
    stage.sees("[speaking]");
    stage.device().configureWifi();
    stage.sees("[idle]");
    stage.seesWithin(2_000, "[wifi_configuring]");
  }
}
