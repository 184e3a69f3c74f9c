package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Fact;
import io.github.xiaozhisim.stress.fleet.Fleet;
import io.github.xiaozhisim.stress.fleet.Follower;
import io.github.xiaozhisim.stress.fleet.Member;
import io.github.xiaozhisim.stress.fleet.Presence;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Touch;
import io.github.xiaozhisim.stress.measure.State;
import io.github.xiaozhisim.stress.operate.FactText;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnWork;
import io.github.xiaozhisim.stress.web.Happening;
import io.github.xiaozhisim.stress.web.Workers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The devices of a fleet, as the live page lists and follows them. On the page's threads. */
final class LiveDevices implements Workers {

  /** A loop that is late by more than that is left out of a list. */
  private static final long ANSWER_MILLIS = 1_000;

  private final Fleet fleet;
  private final Roster roster;
  private final long startNanos;
  private final long startedWallMillis;
  private final LiveHand hand;

  LiveDevices(Fleet fleet, Roster roster, long startNanos, long startedWallMillis) {
    this.fleet = fleet;
    this.roster = roster;
    this.startNanos = startNanos;
    this.startedWallMillis = startedWallMillis;
    this.hand = new LiveHand(fleet);
  }

  @Override
  public Found find(String text, int limit) throws InterruptedException {
    List<Presence> present = new ArrayList<>();
    for (CompletableFuture<List<Presence>> loop : fleet.present()) {
      try {
        present.addAll(loop.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS));
      } catch (ExecutionException | TimeoutException e) {
        continue; // it has better things to do just now
      }
    }
    present.sort(Comparator.comparingInt(Presence::device));
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    int total = 0;
    List<Entry> entries = new ArrayList<>();
    for (Presence one : present) {
      if (wanted.isEmpty() && entries.size() >= limit) {
        total++;
        continue;
      }
      Member member = roster.member(one.device());
      if (fits(member, one, wanted)) {
        total++;
        if (entries.size() < limit) {
          entries.add(entry(member, one));
        }
      }
    }
    return new Found(total, entries);
  }

  private static boolean fits(Member member, Presence one, String wanted) {
    return wanted.isEmpty()
        || member.name().contains(wanted)
        || member.identity().deviceId().toLowerCase(Locale.ROOT).contains(wanted)
        || state(one).label().contains(wanted)
        || state(one).meaning().contains(wanted)
        || state(one).chinese().contains(wanted)
        || one.persona().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static Entry entry(Member member, Presence one) {
    String note =
        member.identity().deviceId() + ", " + one.turns() + (one.turns() == 1 ? " turn, " : " turns, ") + one.persona();
    return new Entry(member.index() + 1, member.name(), state(one), note);
  }

  private static State state(Presence one) {
    return TurnWork.state(one.state());
  }

  @Override
  public @Nullable Following follow(int number, Consumer<Happening> to) {
    int device = number - 1;
    if (device < 0 || device >= roster.capacity()) {
      return null;
    }
    fleet.follow(
        device,
        new Follower() {
          private @Nullable Turn ended;

          @Override
          public void on(Kind kind, long nowNanos, String english, String chinese, Fact fact) {
            Map<String, String> members =
                fact instanceof Fact.TurnEnded && ended != null ? FactText.of(fact, ended) : FactText.of(fact);
            to.accept(happening(kind, nowNanos, english, chinese, members));
          }

          @Override
          public void turnEnded(Turn turn) {
            ended = turn;
          }
        });
    return () -> fleet.unfollow(device);
  }

  @Override
  public Answer ask(int number, String about) throws InterruptedException {
    return isThere(number) ? hand.ask(number - 1, about) : new Nobody();
  }

  @Override
  public Answer touch(int number, String wish, String words) throws InterruptedException {
    return isThere(number) ? hand.touch(number - 1, wish, words) : new Nobody();
  }

  private boolean isThere(int number) {
    return number > 0 && number <= roster.capacity();
  }

  @Override
  public void hold(int number, boolean yes) {
    if (isThere(number)) {
      fleet.touch(number - 1, new Touch.Hold(yes));
    }
  }

  private Happening happening(
      Follower.Kind kind, long nowNanos, String english, String chinese, Map<String, String> fact) {
    long sinceNanos = nowNanos - startNanos;
    Happening.Kind shown =
        switch (kind) {
          case OUT -> Happening.Kind.OUT;
          case IN -> Happening.Kind.IN;
          case STATE -> Happening.Kind.STATE;
          case USER -> Happening.Kind.USER;
          case HEARD -> Happening.Kind.HEARD;
          case ERROR -> Happening.Kind.ERROR;
          case GONE -> Happening.Kind.GONE;
        };
    return new Happening(sinceNanos, startedWallMillis + sinceNanos / 1_000_000, shown, english, chinese, fact);
  }
}
