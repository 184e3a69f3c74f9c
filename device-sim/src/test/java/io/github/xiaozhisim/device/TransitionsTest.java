package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {

  /** Rows: from; columns: to; x: allowed. Unknown and fatal error are never entered. */
  private static final String TABLE =
      """
                       starting wifi_configuring idle connecting listening speaking upgrading activating audio_testing
      unknown          x        .                .    .          .         .        .         .          .
      starting         .        x                .    .          .         .        .         x          .
      wifi_configuring .        .                .    .          .         .        .         x          x
      idle             .        x                .    x          x         x        x         x          .
      connecting       .        .                x    .          x         .        .         .          .
      listening        .        .                x    .          .         x        .         .          .
      speaking         .        .                x    .          x         .        .         .          .
      upgrading        .        .                x    .          .         .        .         x          .
      activating       .        x                x    .          .         .        x         .          .
      audio_testing    .        x                .    .          .         .        .         .          .
      fatal_error      .        .                .    .          .         .        .         .          .
      """;

  static Stream<Arguments> pairs() {
    Set<String> allowed = new HashSet<>();
    List<String> lines = TABLE.lines().toList();
    String[] columns = lines.get(0).trim().split(" +");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.trim().split(" +");
      for (int i = 0; i < columns.length; i++) {
        if (cells[i + 1].equals("x")) {
          allowed.add(cells[0] + ">" + columns[i]);
        }
      }
    }
    List<Arguments> all = new ArrayList<>();
    for (DeviceState from : DeviceState.values()) {
      for (DeviceState to : DeviceState.values()) {
        boolean may = from == to || allowed.contains(from.logName() + ">" + to.logName());
        all.add(Arguments.of(from, to, may));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("pairs")
  void shouldAllowWhatTheFirmwareAllows(DeviceState from, DeviceState to, boolean allowed) {
    assertThat(Transitions.allowed(from, to)).isEqualTo(allowed);
  }

  @Test
  void shouldKnowElevenStatesInTheFirmwaresOrder() {
    assertThat(Stream.of(DeviceState.values()).map(DeviceState::logName))
        .containsExactly(
            "unknown", "starting", "wifi_configuring", "idle", "connecting", "listening", "speaking", "upgrading",
            "activating", "audio_testing", "fatal_error");
    assertThat(pairs()).hasSize(121);
  }
}
