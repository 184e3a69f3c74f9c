package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.TurnAccount;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeviceJournalTest {

  private final StringWriter written = new StringWriter();

  private DeviceJournal journal(boolean systemd) {
    return new DeviceJournal(new PrintWriter(written), systemd, true, new VirtualClock(1_767_225_600_000L));
  }

  @Test
  void shouldSayWhatHappensInLines() {
    try (DeviceJournal journal = journal(true)) {
      journal.say("device linux-pc 02:00:00:00:00:01");
      journal.accept(new SessionEvent.StateChanged(0, DeviceState.IDLE, DeviceState.LISTENING));
      journal.accept(new SessionEvent.Understood(0, "你好"));
      journal.accept(new SessionEvent.Spoken(0, "Hello"));
      journal.accept(new SessionEvent.Problem(0, "the microphone has gone away"));
      journal.accept(
          new SessionEvent.TurnEnded(0, turn("answered", true, 612.4, 0, List.of("before that, connecting"))));
      journal.accept(
          new SessionEvent.TurnEnded(0, turn("timed-out-stt", false, Double.NaN, 0, List.of("no reaction"))));
      journal.accept(new SessionEvent.Sent(0, "listen start", ""));
    }

    assertThat(written.toString().lines())
        .containsExactly(
            "<5>device linux-pc 02:00:00:00:00:01",
            "<6>state: listening",
            "<6>heard: 你好",
            "<6>says: Hello",
            "<4>problem: the microphone has gone away",
            "<6>turn 1 answered, first sound after 612 ms",
            "<4>turn 1 timed-out-stt; no reaction");
  }

  @Test
  void shouldKeepToItselfWhatIsSaidWhereThatIsWanted() {
    try (DeviceJournal journal = new DeviceJournal(new PrintWriter(written), true, false, new VirtualClock(0))) {
      journal.accept(new SessionEvent.Understood(0, "my secret"));
      journal.accept(new SessionEvent.Spoken(0, "your secret"));
      journal.accept(new SessionEvent.ToolCalled(0, "self.note", "{\"text\":\"secret\"}", "secret", false));
    }

    assertThat(written.toString().lines())
        .containsExactly("<6>heard something", "<6>says a sentence", "<6>tool self.note");
  }

  @Test
  void shouldStampLinesForATerminal() {
    try (DeviceJournal journal = journal(false)) {
      journal.say("hello");
    }

    assertThat(written.toString().strip()).matches("\\d\\d:\\d\\d:\\d\\d  hello");
  }

  @Test
  void shouldNotLetAServerForgeLines() {
    try (DeviceJournal journal = journal(true)) {
      journal.accept(new SessionEvent.Spoken(0, "one\n<2>two\u001b[2J"));
    }

    assertThat(written.toString().strip()).isEqualTo("<6>says: one <2>two·[2J");
  }

  @Test
  void shouldNotStopTheDeviceWhenNobodyReads() throws InterruptedException {
    CountDownLatch reads = new CountDownLatch(1);
    Writer stuck =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) {
            try {
              reads.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            written.write(text, from, length);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    try (DeviceJournal journal = new DeviceJournal(new PrintWriter(stuck), true, true, new VirtualClock(0))) {
      for (int i = 0; i < 5_000; i++) {
        journal.say("line " + i); // returns, though nothing can be written
      }
      reads.countDown();
    }

    assertThat(written.toString()).contains("lines are missing here").contains("line 4999");
    assertThat(written.toString().lines().count()).isBetween(1_000L, 1_010L);
  }

  @Test
  void shouldBeginToTalkOnceWhenAskedTo() {
    AtomicInteger begun = new AtomicInteger();
    try (DeviceJournal journal = journal(true)) {
      var events = journal.andThenOnce(begun::incrementAndGet);
      events.accept(new SessionEvent.StateChanged(0, DeviceState.STARTING, DeviceState.ACTIVATING));
      assertThat(begun).hasValue(0);
      events.accept(new SessionEvent.StateChanged(0, DeviceState.ACTIVATING, DeviceState.IDLE));
      events.accept(new SessionEvent.StateChanged(0, DeviceState.LISTENING, DeviceState.IDLE));
    }

    assertThat(begun).hasValue(1);
  }

  private static TurnAccount turn(String outcome, boolean good, double firstSound, int gaps, List<String> notes) {
    return new TurnAccount(1, "", "", outcome, good, List.of(), firstSound, Double.NaN, gaps, notes);
  }
}
