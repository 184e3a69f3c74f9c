package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a device elsewhere is, as far as it has been told. Told on one thread, seen by any, bit by bit. */
final class AttachedLook {

  private static final int USUAL_VOLUME = 70;

  private volatile DeviceState state = DeviceState.UNKNOWN;

  /** Since then each change is told, and what is asked for may be older. */
  private boolean moved;

  private volatile ListeningMode mode = ListeningMode.AUTO;
  private volatile boolean gone;
  private volatile boolean channelOpen;
  private volatile int volumePercent = USUAL_VOLUME;
  private volatile String emotion = "neutral";
  private volatile String status = "";
  private volatile @Nullable TurnAccount lastTurn;

  /** What the page answers to {@code now}. */
  void told(JsonNode now) {
    if (gone) {
      return; // asked before it left
    }
    if (!moved) {
      state = FactText.state(now.path("state").asString("")).orElse(DeviceState.UNKNOWN);
    }
    channelOpen = now.path("connected").asBoolean(false);
    int turns = now.path("turns").asInt(0);
    status = now.path("persona").asString("") + ", " + turns + (turns == 1 ? " turn" : " turns");
    for (ListeningMode each : ListeningMode.values()) {
      if (each.wireName().equals(now.path("mode").asString(""))) {
        mode = each;
      }
    }
  }

  void saw(SessionEvent event) {
    switch (event) {
      case SessionEvent.StateChanged change -> {
        state = change.to();
        moved = true;
      }
      case SessionEvent.Emotion face -> emotion = face.name();
      case SessionEvent.TurnEnded end -> lastTurn = end.turn();
      default -> {}
    }
  }

  void volume(int percent) {
    volumePercent = percent;
  }

  int volume() {
    return volumePercent;
  }

  /** It will not come back. */
  void gone() {
    gone = true;
    state = DeviceState.UNKNOWN;
    channelOpen = false;
  }

  Optional<TurnAccount> lastTurn() {
    return Optional.ofNullable(lastTurn);
  }

  Snapshot snapshot() {
    return new Snapshot(
        state,
        gone,
        mode,
        channelOpen,
        state == DeviceState.LISTENING,
        volumePercent,
        emotion,
        status,
        Double.NaN,
        Double.NaN,
        lastTurn().map(TurnAccount::firstSoundMillis).orElse(Double.NaN));
  }
}
