package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.OpusInput;
import io.github.xiaozhisim.hal.audio.PcmInput;
import java.util.List;
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
  private boolean detecting;

  Capture(AudioInput input, Scheduler scheduler, OpusInput.Sink packets) {
    this.input = input;
    this.scheduler = scheduler;
    this.packets = packets;
  }

  /** Starts to deliver packets, after so much has been thrown away. */
  void start(int warmUpMillis) {
    if (running) {
      return;
    }
    running = true;
    switch (input) {
      case OpusInput opus -> opus.start(warmUpMillis, packets);
      case PcmInput microphone -> {
        PcmPath path = path(microphone);
        path.restart(warmUpMillis);
        microphone.start(path);
      }
    }
  }

  void stop() {
    if (running) {
      running = false;
      if (!(detecting && input instanceof PcmInput)) {
        input.stop();
      }
    }
  }

  /**
   * Whether a wake word is waited for. Where the device itself encodes, it listens meanwhile and remembers the last 2
   * s.
   */
  void detect(boolean on) {
    if (on == detecting) {
      return;
    }
    detecting = on;
    if (on && pcm != null) {
      pcm.ring = null;
    }
    if (!running && input instanceof PcmInput microphone) {
      if (on) {
        PcmPath path = path(microphone);
        path.restart(0);
        microphone.start(path);
      } else {
        microphone.stop();
      }
    }
  }

  /** What was heard before the wake word, in packets; it is forgotten then. */
  List<Payload> preRoll() {
    return switch (input) {
      case OpusInput opus -> opus.preRoll(WakeRing.MAX_PACKETS);
      case PcmInput microphone -> path(microphone).preRoll();
    };
  }

  private PcmPath path(PcmInput microphone) {
    PcmPath path = pcm;
    if (path == null) {
      path = new PcmPath(microphone);
      pcm = path;
    }
    return path;
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
    private @Nullable WakeRing ring;
    private short[] mono = new short[0];
    private short[] converted = new short[0];
    private long taken;
    private long given;
    private boolean encoding;

    PcmPath(PcmInput microphone) {
      this.microphone = microphone;
    }

    void restart(int warmUpMillis) {
      assembler.restart(warmUpMillis);
      queue.clear();
      encoder.reset();
      taken = 0;
      given = 0;
      // firmware: the input resampler is reset when capture starts
      resampler = microphone.rateHz() == 16_000 ? null : new Resampler(microphone.rateHz(), 16_000);
    }

    @Override
    public void onSamples(short[] samples, int length, long capturedNanos) {
      if (!running && !detecting) {
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
        take(mono, frames, capturedNanos);
      } else {
        if (converted.length < rate.maxOutput(frames)) {
          converted = new short[rate.maxOutput(frames)];
        }
        int length16 = rate.process(mono, 0, frames, converted, 0);
        taken += frames;
        given += length16;
        take(converted, length16, capturedNanos - heldBackNanos());
      }
    }

    /** Samples at 16 kHz. */
    private void take(short[] at16k, int length16, long capturedNanos) {
      if (detecting) {
        WakeRing remembered = ring;
        if (remembered == null) {
          remembered = new WakeRing();
          ring = remembered;
        }
        remembered.add(at16k, length16);
      }
      if (running) {
        assembler.add(at16k, length16, capturedNanos);
      }
    }

    List<Payload> preRoll() {
      WakeRing remembered = ring;
      ring = null;
      return remembered == null ? List.of() : remembered.encode();
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
