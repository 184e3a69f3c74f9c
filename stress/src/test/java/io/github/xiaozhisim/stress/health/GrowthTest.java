package io.github.xiaozhisim.stress.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.monitor.Lasting;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What looks like a leak, and what does not. */
class GrowthTest {

  private static final long MEBI = 1 << 20;
  private static final Histogram NOTHING = new Histogram(3);

  private static final Gauge SERVER =
      new Gauge("server_rss_mib", "server.memory", "MiB", "python3: resident memory", "");

  private double serverMebibytes = -1;
  private final Growth.Watch watch = new Growth.Watch(List.of(new Lasting(SERVER, 16)));

  private void look(int second, long heapBytes, long rssBytes, long descriptors) {
    long nanos = 1_000_000_000L;
    watch.look(
        new Look(second * nanos, nanos, NOTHING, 0, NOTHING, 0, 0, 0, 2, 0, 0, heapBytes, rssBytes, descriptors, 0),
        new Reading(second * nanos, serverMebibytes < 0 ? Map.of() : Map.of(SERVER, serverMebibytes)));
  }

  @Test
  void shouldTellWhatGrewInAnHour() {
    for (int second = 0; second < 900; second++) {
      look(second, (100 + second % 3) * MEBI, 300 * MEBI + second * MEBI / 10, 50);
    }
    List<Growth> growth = watch.growth();
    assertThat(growth)
        .extracting(Growth::level)
        .containsExactly(Growth.Level.HEAP_AFTER_GC, Growth.Level.RESIDENT, Growth.Level.DESCRIPTORS);
    assertThat(growth.get(0).suspicious()).isFalse();
    assertThat(growth.get(1).perHour()).isBetween(359.0, 361.0);
    assertThat(growth.get(1).suspicious()).isTrue();
    assertThat(growth.get(2).mean()).isCloseTo(50, within(1e-6));
    assertThat(growth.get(2).perHour()).isCloseTo(0, within(1e-6));
    assertThat(growth.get(2).seconds()).isEqualTo(580);
  }

  @Test
  void shouldWatchTheServerInTheSameWay() {
    for (int second = 0; second < 900; second++) {
      serverMebibytes = 200 + second / 20.0;
      look(second, -1, -1, -1);
    }
    assertThat(watch.growth())
        .singleElement()
        .satisfies(
            growth -> {
              assertThat(growth.level().label()).isEqualTo("server_rss_mib");
              assertThat(growth.perHour()).isCloseTo(180, within(1.0));
              assertThat(growth.suspicious()).isTrue();
            });
  }

  @Test
  void shouldCallADescriptorAMinuteALeak() {
    for (int second = 0; second < 900; second++) {
      look(second, -1, -1, 50 + second / 60);
    }
    assertThat(watch.growth()).singleElement().matches(Growth::suspicious);
  }

  @Test
  void shouldNotSuspectWhatDoesNotMatter() {
    for (int second = 0; second < 900; second++) {
      look(second, 40 * MEBI + second * 1_000, 300 * MEBI + second * 1_000, 50);
    }
    assertThat(watch.growth()).noneMatch(Growth::suspicious);
  }

  @Test
  void shouldNotTakeOneCollectionForAsManyAsThereWereLooks() {
    for (int second = 0; second < 900; second++) {
      look(second, (100 + second / 300 * 20) * MEBI, -1, -1); // three collections
    }
    assertThat(watch.growth()).isEmpty();
  }

  @Test
  void shouldWeighEachCollectionOnce() {
    for (int second = 0; second < 1_200; second++) {
      // sixteen collections after different times, each of which leaves a mebibyte more
      look(second, (100 + (int) Math.sqrt(second / 4.7)) * MEBI, -1, -1);
    }
    assertThat(watch.growth()).singleElement().matches(Growth::suspicious);
  }

  @Test
  void shouldSayNothingOfShortRuns() {
    for (int second = 0; second < 290; second++) {
      look(second, MEBI, MEBI, 50);
    }
    assertThat(watch.growth()).isEmpty();
  }
}
