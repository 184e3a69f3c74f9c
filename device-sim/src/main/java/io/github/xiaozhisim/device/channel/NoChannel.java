package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import org.jspecify.annotations.Nullable;

/** The channel of a board that lacks the transport it was told to use: every opening fails and says why. */
final class NoChannel implements AudioChannel {

  private final Scheduler scheduler;
  private final String why;
  private final Events events;
  private boolean stopped;

  NoChannel(Scheduler scheduler, String why, Events events) {
    this.scheduler = scheduler;
    this.why = why;
    this.events = events;
  }

  @Override
  public void open() {
    scheduler.execute(
        () -> {
          if (!stopped) {
            events.onFailed(new ChannelFailure(ChannelFailure.Stage.NO_SERVER, why));
          }
        });
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public void close() {}

  @Override
  public void shutdown() {
    stopped = true;
  }

  @Override
  public boolean stalled() {
    return false;
  }

  @Override
  public int sendAudio(Payload packet, int timestampMillis) {
    return -1;
  }

  @Override
  public void sendListenStart(ListeningMode mode) {}

  @Override
  public void sendListenEnd(ListeningMode mode, Dialect.ListenEnd why) {}

  @Override
  public void sendWakeWord(String word) {}

  @Override
  public void sendTyped(ListeningMode mode, String text) {}

  @Override
  public void sendAbort(@Nullable String reason) {}

  @Override
  public void sendMcp(String payloadJson) {}

  @Override
  public int maxMessageBytes() {
    return 0;
  }

  @Override
  public int serverSampleRateHz() {
    return 24_000;
  }

  @Override
  public int serverFrameMillis() {
    return 60;
  }
}
