package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.stress.fleet.Impairments.Range;
import io.github.xiaozhisim.transport.impaired.Impairment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which network each device of a fleet has. */
class ImpairmentsTest {

  private static final Seeds SEEDS = new Seeds(3);
  private static final Impairments SOME =
      new Impairments(
          Span.ofMillis(20, 120), Span.ofMillis(0, 40), new Range(4_000, 32_000), 0.01, 0, 0, 0, 60_000_000_000L, 0.3);

  private static List<Impairment> thousand(Impairments impairments) {
    return IntStream.range(0, 1_000).mapToObj(index -> impairments.of(index, SEEDS)).toList();
  }

  @Test
  void shouldGiveEachDeviceItsOwnFromTheRanges() {
    List<Impairment> impaired = thousand(SOME).stream().filter(each -> !each.isNone()).toList();
    assertThat(impaired)
        .allSatisfy(
            each -> {
              assertThat(each.delayNanos()).isBetween(20_000_000L, 120_000_000L);
              assertThat(each.jitterNanos()).isBetween(0L, 40_000_000L);
              assertThat(each.bytesPerSecond()).isBetween(4_000L, 32_000L);
              assertThat(each.loss()).isEqualTo(0.01);
            });
    assertThat(impaired.stream().mapToLong(Impairment::delayNanos).distinct().count()).isGreaterThan(250);
    assertThat(impaired.stream().mapToLong(Impairment::delayNanos).average().orElse(0)).isBetween(65e6, 75e6);
  }

  @Test
  void shouldSpareTheOthers() {
    assertThat(thousand(SOME).stream().filter(each -> !each.isNone()).count()).isBetween(250L, 350L);
  }

  @Test
  void shouldBeAFunctionOfTheSeedAndOfTheDevice() {
    assertThat(thousand(SOME)).isEqualTo(thousand(SOME));
    assertThat(SOME.of(5, SEEDS)).isEqualTo(thousand(SOME).get(5));
    assertThat(IntStream.range(0, 50).mapToObj(index -> SOME.of(index, new Seeds(4))).toList())
        .isNotEqualTo(thousand(SOME).subList(0, 50));
  }

  @Test
  void shouldLeaveANetworkAloneThatNobodyImpairs() {
    VirtualDevices.Networks networks = (member, scheduler) -> null;
    assertThat(thousand(Impairments.NONE)).allMatch(Impairment::isNone);
    assertThat(Impairments.NONE.over(networks, SEEDS).of(new Member(0, null, null), null)).isNull();
  }
}
