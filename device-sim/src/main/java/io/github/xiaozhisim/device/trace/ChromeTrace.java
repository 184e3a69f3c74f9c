package io.github.xiaozhisim.device.trace;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.network.CloseReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One device's timeline in the trace format of Chrome, which Perfetto and {@code chrome://tracing} open: states as
 * slices, queues as counters, messages and frames as instants. A device is a process; its tracks are threads.
 *
 * <p>So many events are kept as is asked for, the first ones; what is missing is said in the last one. On the device's
 * thread until {@link #finish}.
 */
public final class ChromeTrace implements DeviceObserver {

  public static final int MAX_EVENTS = 2_000_000;

  private static final int STATES = 1;
  private static final int CHANNEL = 2;
  private static final int MESSAGES = 3;
  private static final int UPLINK = 4;
  private static final int DOWNLINK = 5;

  private final int process;
  private final int mostEvents;
  private final long zeroNanos;
  private final List<String> events = new ArrayList<>();
  private @Nullable Device device;
  private boolean inState;
  private boolean inChannel;
  private boolean finished;
  private int lastSending = -1;
  private int lastDecoding = -1;
  private long missing;

  /**
   * From the clock's zero on, up to {@link #MAX_EVENTS}.
   *
   * @param process number of the device in the file, from 1
   * @param name what it is called there
   */
  public ChromeTrace(int process, String name) {
    this(process, name, MAX_EVENTS, 0);
  }

  /**
   * @param process number of the device in the file, from 1
   * @param name what it is called there
   * @param mostEvents how many are kept, some 150 bytes each
   * @param zeroNanos where the file's time begins
   */
  public ChromeTrace(int process, String name, int mostEvents, long zeroNanos) {
    this.process = process;
    this.mostEvents = mostEvents;
    this.zeroNanos = zeroNanos;
    meta("process_name", 0, name);
    meta("thread_name", STATES, "state");
    meta("thread_name", CHANNEL, "channel");
    meta("thread_name", MESSAGES, "messages");
    meta("thread_name", UPLINK, "frames sent");
    meta("thread_name", DOWNLINK, "frames received");
  }

  /** Whose queues to look at. */
  public void of(Device traced) {
    device = traced;
  }

  /** The same for one that lives already: what it is in the middle of begins here. */
  public void of(Device traced, long nowNanos) {
    device = traced;
    state(nowNanos, traced.state().logName());
    if (traced.channelOpen()) {
      channel(nowNanos, "open");
    }
    queues(nowNanos);
  }

  /** Ends what is still going on; nothing is taken in any more. */
  public void finish(long nowNanos) {
    if (finished) {
      return;
    }
    finished = true;
    if (inState) {
      events.add(event("E", STATES, nowNanos, null, ""));
    }
    if (inChannel) {
      events.add(event("E", CHANNEL, nowNanos, null, ""));
    }
    if (missing > 0) {
      events.add(event("i", STATES, nowNanos, "trace full: " + missing + " more events", ",\"s\":\"p\""));
    }
  }

  /** How many events came when there was no room any more. */
  public long missing() {
    return missing;
  }

  /** Writes a whole file: the timelines of these devices, one after the other. Once they are finished; any thread. */
  public static void write(List<ChromeTrace> devices, Appendable out) throws IOException {
    out.append("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
    String between = "";
    for (ChromeTrace trace : devices) {
      for (String event : trace.events) {
        out.append(between).append(event);
        between = ",\n";
      }
    }
    out.append("\n]}\n");
  }

  // ---- writing -----------------------------------------------------------------------------------------------------

  private void meta(String what, int track, String name) {
    events.add(
        "{\"ph\":\"M\",\"pid\":" + process + ",\"tid\":" + track + ",\"ts\":0,\"name\":\"" + what
            + "\",\"args\":{\"name\":" + Json.quote(name) + "}}");
  }

  private void add(String phase, int track, long nowNanos, @Nullable String name, String more) {
    if (finished) {
      return;
    }
    if (events.size() >= mostEvents && !phase.equals("E")) {
      missing++;
      return;
    }
    events.add(event(phase, track, nowNanos, name, more));
  }

  private String event(String phase, int track, long nowNanos, @Nullable String name, String more) {
    StringBuilder out = new StringBuilder(120);
    out.append("{\"ph\":\"").append(phase).append("\",\"pid\":").append(process).append(",\"tid\":").append(track);
    long atNanos = nowNanos - zeroNanos;
    out.append(",\"ts\":").append(atNanos / 1_000);
    long rest = atNanos % 1_000;
    if (rest != 0) {
      out.append(String.format(Locale.ROOT, ".%03d", rest));
    }
    if (name != null) {
      out.append(",\"name\":").append(Json.quote(name)).append(",\"cat\":\"device\"");
    }
    return out.append(more).append('}').toString();
  }

  private void instant(int track, long nowNanos, String name, String args) {
    add("i", track, nowNanos, name, ",\"s\":\"t\",\"args\":{" + args + "}");
  }

  private void trouble(int track, long nowNanos, String name, String detail) {
    add("i", track, nowNanos, name, ",\"s\":\"p\",\"args\":{\"detail\":" + Json.quote(detail) + "}");
  }

  /** Counters stay as they are until they change. */
  private void queues(long nowNanos) {
    Device of = device;
    if (of == null) {
      return;
    }
    int sending = of.audio().sendQueue().size();
    int decoding = of.audio().waitingForDecoder();
    if (sending != lastSending || decoding != lastDecoding) {
      lastSending = sending;
      lastDecoding = decoding;
      add("C", 0, nowNanos, "queues", ",\"args\":{\"to send\":" + sending + ",\"to decode\":" + decoding + "}");
    }
  }

  private void channel(long nowNanos, @Nullable String now) {
    if (inChannel) {
      add("E", CHANNEL, nowNanos, null, "");
    }
    inChannel = now != null && events.size() < mostEvents;
    if (inChannel) {
      add("B", CHANNEL, nowNanos, now, "");
    }
  }

  private void state(long nowNanos, @Nullable String now) {
    if (inState) {
      add("E", STATES, nowNanos, null, "");
    }
    inState = now != null && events.size() < mostEvents;
    if (inState) {
      add("B", STATES, nowNanos, now, "");
    }
  }

  // ---- what the device tells ---------------------------------------------------------------------------------------

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    state(nowNanos, to.logName());
    if (to == DeviceState.IDLE && device != null && !device.channelOpen()) {
      channel(nowNanos, null);
    }
    queues(nowNanos);
  }

  @Override
  public void onChannelOpening(long nowNanos) {
    channel(nowNanos, "connecting");
  }

  @Override
  public void onConnected(long nowNanos) {
    channel(nowNanos, "waiting for hello");
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    channel(nowNanos, "open");
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    channel(nowNanos, null);
    trouble(CHANNEL, nowNanos, "channel failed", failure.detail());
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    channel(nowNanos, null);
    instant(CHANNEL, nowNanos, "closed", "\"why\":" + Json.quote(reason.describe()));
  }

  @Override
  public void onMessageSent(String kind, int bytes, long nowNanos) {
    instant(MESSAGES, nowNanos, "> " + kind, "\"bytes\":" + bytes);
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    String text =
        switch (message) {
          case ServerMessage.Stt stt -> ",\"text\":" + Json.quote(stt.text());
          case ServerMessage.SentenceStart sentence when sentence.text() != null ->
              ",\"text\":" + Json.quote(sentence.text() + "");
          default -> "";
        };
    instant(MESSAGES, nowNanos, "< " + message.kind(), "\"bytes\":" + bytes + text);
  }

  @Override
  public void onAudioSent(int bytes, long nowNanos) {
    instant(UPLINK, nowNanos, "frame", "\"bytes\":" + bytes);
    queues(nowNanos);
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    instant(DOWNLINK, nowNanos, accepted ? "frame" : "frame dropped", "\"bytes\":" + bytes);
    queues(nowNanos);
  }

  @Override
  public void onCaptureStarted(long nowNanos) {
    instant(UPLINK, nowNanos, "capture started", "");
  }

  @Override
  public void onPlaybackDrained(long nowNanos) {
    instant(DOWNLINK, nowNanos, "all heard", "");
    queues(nowNanos);
  }

  @Override
  public void onSound(String name, long nowNanos) {
    instant(DOWNLINK, nowNanos, "sound " + name, "");
  }

  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    trouble(MESSAGES, nowNanos, "violation " + rule, detail);
  }

  @Override
  public void onBootProblem(String what, long nowNanos) {
    trouble(STATES, nowNanos, "boot problem", what);
  }

  @Override
  public void onUpgrade(String what, long bytes, long nowNanos) {
    instant(STATES, nowNanos, "upgrade " + what, "\"bytes\":" + bytes);
  }

  @Override
  public void onReady(long nowNanos) {
    instant(STATES, nowNanos, "ready", "");
  }

  @Override
  public void onCrash(String rule, String detail, long nowNanos) {
    trouble(STATES, nowNanos, "crash " + rule, detail);
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    state(nowNanos, null);
    channel(nowNanos, null);
    instant(STATES, nowNanos, "off", "");
  }
}
