package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.stress.measure.Count;
import java.util.Locale;

/** What a recorder counts besides outcomes. */
public enum TurnCount implements Count {
  TURNS_STARTED,
  TURNS_FINISHED,
  /** Of the finished ones, those that were to begin during the warm-up: their latencies are left out. */
  TURNS_WARMING_UP,
  /** Devices whose channel was opened at least once. */
  DEVICES_CONNECTED,
  /** Channels opened, first ones and others. */
  CHANNELS_OPENED,
  /** Channels that are open now: not a sum, it falls again. */
  CHANNELS_OPEN,
  /** TCP connections whose SYN was sent again after a second: the server's backlog was full. */
  CONNECTS_SLOW,
  /** Times that the pace of connecting was halved because the server did not keep up. */
  CONNECT_BACKOFFS,
  /** Full TLS handshakes. */
  TLS_FULL,
  /** Short TLS handshakes: an earlier session was resumed. */
  TLS_RESUMED,
  /** Devices switched on that are to stay silent. */
  SILENT_DEVICES,
  /** Silent devices whose channel was opened at least once. */
  SILENT_CONNECTED,
  /** Silent devices that never lost their channel and had it at the end. */
  SILENT_STAYED,
  /** Channels that silent devices lost: the server or the network ended them. */
  SILENT_LOSSES,
  CHANNEL_FAILURES,
  /** Of them, those for want of descriptors, ports or memory of this machine. */
  LOCAL_FAILURES,
  /** Channels that the server closed while nobody was in a turn. */
  IDLE_CLOSES,
  PACKETS_SENT,
  PACKETS_RECEIVED,
  BYTES_SENT,
  BYTES_RECEIVED,
  GAPS,
  CUT_TAILS,
  LATE_FRAMES,
  DROPPED_FRAMES,
  /** Frames by which stalls of this machine moved the microphones' grids. */
  FRAMES_MOVED,
  /** Utterances that the server cut into: it answered before they had ended. */
  INTERRUPTED_SPEECH,
  /** Answers nobody had asked for: tts start between turns. */
  UNASKED_ANSWERS,
  /** Odd messages of the server. */
  VIOLATIONS,
  BOOT_PROBLEMS,
  /** Devices that crashed where the firmware would. */
  CRASHES,
  /** Time in which devices had a channel open, in milliseconds. */
  TALKING_MILLIS;

  private final String label = name().toLowerCase(Locale.ROOT);

  @Override
  public String label() {
    return label;
  }

  @Override
  public boolean isLevel() {
    return this == CHANNELS_OPEN;
  }
}
