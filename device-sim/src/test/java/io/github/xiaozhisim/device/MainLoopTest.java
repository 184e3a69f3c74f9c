package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a pass of the main loop takes, in which order, and what has to wait for the next. */
class MainLoopTest {

  private final SimScheduler time = new SimScheduler();
  private final List<String> done = new ArrayList<>();
  private final Map<DeviceEvent, Runnable> actions = new EnumMap<>(DeviceEvent.class);
  private final MainLoop loop =
      new MainLoop(
          time,
          event -> {
            done.add(event.name());
            actions.getOrDefault(event, () -> {}).run();
          });

  @Test
  void shouldHandleEventsInTheFirmwaresOrderAndClosuresBehindThem() {
    loop.schedule(() -> done.add("first"));
    loop.raise(DeviceEvent.VAD_CHANGE);
    loop.raise(DeviceEvent.ERROR);
    loop.raise(DeviceEvent.VAD_CHANGE);
    loop.schedule(() -> done.add("second"));
    time.runForMillis(1);
    assertThat(done).containsExactly("ERROR", "VAD_CHANGE", "first", "second");
  }

  @Test
  void shouldHandleTheChangeOfStateBeforeWhatTheSameEventQueued() {
    actions.put(
        DeviceEvent.TOGGLE_CHAT,
        () -> {
          loop.raise(DeviceEvent.STATE_CHANGED);
          loop.schedule(() -> done.add("opening"));
        });
    loop.raise(DeviceEvent.TOGGLE_CHAT);
    time.runForMillis(1);
    assertThat(done).containsExactly("TOGGLE_CHAT", "STATE_CHANGED", "opening");
  }

  @Test
  void shouldTakeWhatAnEventQueuesInTheSamePassWhereClosuresWaitedAlready() {
    actions.put(
        DeviceEvent.TOGGLE_CHAT,
        () -> {
          loop.raise(DeviceEvent.STATE_CHANGED);
          loop.schedule(() -> done.add("opening"));
        });
    loop.schedule(() -> done.add("waited"));
    loop.raise(DeviceEvent.TOGGLE_CHAT);
    time.runForMillis(1);
    assertThat(done).containsExactly("TOGGLE_CHAT", "waited", "opening", "STATE_CHANGED");
  }

  @Test
  void shouldLeaveWhatAClosureQueuesOrRaisesToTheNextPass() {
    loop.schedule(
        () -> {
          done.add("first");
          loop.schedule(() -> done.add("third"));
          loop.raise(DeviceEvent.WAKE_WORD);
        });
    loop.schedule(() -> done.add("second"));
    time.runForMillis(1);
    assertThat(done).containsExactly("first", "second", "WAKE_WORD", "third");
  }

  @Test
  void shouldGoOnWithTheRestOfThePassWhenABlockingClosureReturns() {
    loop.schedule(
        () -> {
          done.add("blocks");
          loop.block();
        });
    loop.schedule(() -> done.add("rest of the pass"));
    time.runForMillis(1);
    loop.raise(DeviceEvent.TOGGLE_CHAT);
    loop.raise(DeviceEvent.TOGGLE_CHAT);
    loop.schedule(() -> done.add("queued meanwhile"));
    time.runForMillis(1);
    assertThat(done).containsExactly("blocks");
    loop.resume(() -> done.add("returns"));
    assertThat(done).containsExactly("blocks", "returns", "rest of the pass", "TOGGLE_CHAT", "queued meanwhile");
  }

  @Test
  void shouldHandleWhatArrivesAtOnceUnlessItIsBusy() {
    loop.scheduleNow(
        () -> {
          done.add("arrived");
          loop.raiseNow(DeviceEvent.SEND_AUDIO);
          done.add("still at it");
        });
    assertThat(done).containsExactly("arrived", "still at it", "SEND_AUDIO");
  }

  @Test
  void shouldDoNothingAnyMoreWhenItIsStopped() {
    loop.raise(DeviceEvent.ERROR);
    loop.schedule(() -> done.add("late"));
    loop.stop();
    loop.raise(DeviceEvent.ERROR);
    loop.resume(() -> done.add("late"));
    time.runForMillis(1);
    assertThat(done).isEmpty();
  }
}
