package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.OpusInput;
import io.github.xiaozhisim.hal.audio.PcmInput;
import org.jspecify.annotations.Nullable;

/**
 * The way of sound from either kind of microphone to finished packets. Encoder, assembler and resampler exist only on
 * boards that need them.
 */
final class Capture {

  private final AudioInput input;
  private final Scheduler scheduler;
  private final OpusInput.Sink packets;
  private @Nullable PcmPath pcm;
  private boolean running;

  Capture(AudioInput input, Scheduler scheduler, OpusInput.Sink packets) {
    this.input = input;
    this.scheduler = scheduler;
    this.packets = packets;
  }

  void start() {
    if (running) {
      return;
    }
    running = true;
    switch (input) {
      case OpusInput opus -> opus.start(FrameAssembler.WARM_UP_MILLIS, packets);
      case PcmInput microphone -> {
        PcmPath path = pcm;
        if (path == null) {
          path = new PcmPath(microphone);
          pcm = path;
        }
        path.restart();
        microphone.start(path);
      }
    }
  }

  void stop() {
    if (running) {
      running = false;
      input.stop();
    }
  }

  boolean running() {
    return running;
  }

  long framesDropped() {
    PcmPath path = pcm;
    return path == null ? 0 : path.queue.dropped();
  }

  /** Samples to packets. */
  private final class PcmPath implements PcmInput.Sink {
    private final PcmInput microphone;
    private final FrameAssembler assembler = new FrameAssembler(this::onFrame);
    private final EncodeQueue queue = new EncodeQueue();
    private final OpusEncoder encoder = new OpusEncoder(16_000);
    private @Nullable Resampler resampler;
    private short[] mono = new short[0];
    private short[] converted = new short[0];
    private long taken;
    private long given;
    private boolean encoding;

    PcmPath(PcmInput microphone) {
      this.microphone = microphone;
    }

    void restart() {
      assembler.restart();
      queue.clear();
      encoder.reset();
      taken = 0;
      given = 0;
      // firmware: the input resampler is reset when capture starts
      resampler = microphone.rateHz() == 16_000 ? null : new Resampler(microphone.rateHz(), 16_000);
    }

    @Override
    public void onSamples(short[] samples, int length, long capturedNanos) {
      if (!running) {
        return;
      }
      int channels = microphone.channels();
      int frames = length / channels;
      if (mono.length < frames) {
        mono = new short[frames];
      }
      for (int i = 0; i < frames; i++) {
        mono[i] = samples[i * channels];
      }
      Resampler rate = resampler;
      if (rate == null) {
        assembler.add(mono, frames, capturedNanos);
      } else {
        if (converted.length < rate.maxOutput(frames)) {
          converted = new short[rate.maxOutput(frames)];
        }
        int length16 = rate.process(mono, 0, frames, converted, 0);
        taken += frames;
        given += length16;
        assembler.add(converted, length16, capturedNanos - heldBackNanos());
      }
    }

    /** How much sound the resampler has taken and not yet given, since it looks ahead. */
    private long heldBackNanos() {
      long rateHz = microphone.rateHz();
      return (taken * 16_000 - given * rateHz) * 1_000_000_000L / (rateHz * 16_000);
    }

    private void onFrame(short[] frame, long capturedNanos) {
      queue.add(frame, capturedNanos);
      if (!encoding) {
        // the codec has a task of its own on the chip: capture never waits for it
        encoding = true;
        scheduler.execute(this::encode);
      }
    }

    private void encode() {
      encoding = false;
      for (EncodeQueue.Frame frame = queue.poll(); frame != null; frame = queue.poll()) {
        if (!running) {
          queue.clear();
          return;
        }
        byte[] packet = encoder.encode(frame.samples(), 0, frame.samples().length);
        packets.onPacket(Payload.once(packet), frame.capturedNanos());
      }
    }
  }
}
