package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.OpusInput;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The firmware's audio service: capture to packets, packets to sound, each with its queues. It is told when to capture
 * and when to forget; it tells its owner when packets wait to be sent and when everything has been heard.
 */
public final class AudioService implements AudioOutput.Listener, OpusInput.Sink {

  /** What the service tells its owner, on the device's thread. */
  public interface Events {

    /** A packet waits in {@link #sendQueue}; the last thing its scheduler task does. */
    void onPacketToSend();

    /** Everything handed over for playback has been heard. */
    void onPlaybackDrained();
  }

  private final Events events;
  private final Scheduler scheduler;
  private final Capture capture;
  private final Playback playback;
  private final @Nullable CodecPower power;
  private final SendQueue sendQueue = new SendQueue();
  private final DecodeQueue decodeQueue = new DecodeQueue();
  private final SoundFeed sounds = new SoundFeed();
  private final @Nullable EchoTimestamps timestamps;
  private final boolean robust;
  private final boolean keepsPreRoll;
  private final AudioOutput output;
  private @Nullable TestRecorder recorder;
  private boolean voiceProcessing;
  private boolean detecting;
  private int captured;
  private int played;
  private int invalidPackets;

  public AudioService(Board board, boolean robust, boolean serverEchoCancellation, Events events) {
    this.events = events;
    this.robust = robust;
    this.scheduler = board.scheduler();
    this.output = board.audioOutput();
    this.capture = new Capture(board.audioInput(), scheduler, this);
    this.playback = new Playback(output, robust, board.info().audio().outputRateHz());
    this.power = CodecPower.of(scheduler, board.audioInput(), output);
    this.timestamps = serverEchoCancellation ? new EchoTimestamps() : null;
    this.keepsPreRoll = board.info().audioEngine() == AudioEngine.AFE && board.info().wakeWord() != null;
    output.listener(this);
  }

  /** Starts or stops capturing for the server. // firmware: EnableVoiceProcessing */
  public void enableVoiceProcessing(boolean on) {
    if (on == voiceProcessing) {
      return;
    }
    voiceProcessing = on;
    if (on) {
      readMicrophone();
      capture.start(FrameAssembler.WARM_UP_MILLIS);
    } else {
      capture.stop();
      readMicrophone();
    }
  }

  public boolean voiceProcessing() {
    return voiceProcessing;
  }

  /** Somebody waits for a wake word, for which the microphone is needed. // firmware: EnableWakeWordDetection */
  public void enableWakeWordDetection(boolean on) {
    if (on != detecting) {
      detecting = on;
      readMicrophone();
      if (keepsPreRoll) {
        capture.detect(on);
      }
    }
  }

  public boolean wakeWordDetection() {
    return detecting;
  }

  /**
   * The last 2 s before the wake word, in up to 33 packets; none where the board keeps none.
   * // firmware: EncodeWakeWord
   */
  public List<Payload> preRoll() {
    return keepsPreRoll ? capture.preRoll() : List.of();
  }

  private void readMicrophone() {
    if (power != null) {
      power.reading(voiceProcessing || detecting || recorder != null);
    }
  }

  /** A packet of the microphone, which is heard for the server or for a test. */
  @Override
  public void onPacket(Payload packet, long capturedNanos) {
    captured++;
    TestRecorder test = recorder;
    if (test != null) {
      if (!test.add(packet)) {
        capture.stop(); // firmware: recording ends by itself, the state stays
      }
      return;
    }
    sendQueue.add(packet, timestamps == null ? 0 : timestamps.next(), capturedNanos);
    events.onPacketToSend();
  }

  // ---- recording for a test ----------------------------------------------------------------------------------------

  /** Records up to 10 s for {@link #stopRecordingAndPlay}. // firmware: EnableAudioTesting */
  public void startRecording() {
    recorder = new TestRecorder();
    readMicrophone();
    capture.start(0);
  }

  public void stopRecordingAndPlay() {
    capture.stop();
    TestRecorder test = recorder;
    recorder = null;
    readMicrophone();
    if (test != null && !test.isEmpty()) {
      play(test.recorded(), () -> {});
    }
  }

  // ---- sounds of the device's own ----------------------------------------------------------------------------------

  /**
   * Plays a sound behind everything that waits already.
   *
   * @param queued called, later, when the last packet has found room, unless there was room for all of them now
   * @return true when nobody has to wait, so that {@code queued} is not called: there was room for all of them, or too
   *     many sounds wait already and this one is dropped
   */
  public boolean play(Sound sound, Runnable queued) {
    boolean first = sounds.isEmpty();
    if (!sounds.add(sound, queued)) {
      return true;
    }
    boolean fits = first && sounds.fill(decodeQueue, playback.wantsBytes()) != null;
    pump();
    return fits;
  }

  // ---- packets -----------------------------------------------------------------------------------------------------

  /** What waits for the network; the owner takes packets out as the network takes them. */
  public SendQueue sendQueue() {
    return sendQueue;
  }

  /**
   * Takes a packet from the network.
   *
   * @param packet valid only during the call
   * @param rateHz what the server's hello says, whatever the packet holds
   * @param frameMillis likewise
   * @return false when it was dropped: 40 wait already, or a robust device found that it is no packet
   */
  public boolean pushPacket(ByteBuffer packet, int timestampMillis, int rateHz, int frameMillis) {
    int durationMicros = OpusPacket.durationMicros(packet, packet.position(), packet.remaining());
    if (durationMicros <= 0) {
      invalidPackets++;
      if (robust) {
        return false;
      }
      durationMicros = 0; // firmware: queued like any other; the decoder finds out
    }
    byte[] bytes = null;
    if (playback.wantsBytes() && !decodeQueue.isFull()) {
      bytes = new byte[packet.remaining()];
      packet.get(packet.position(), bytes);
    }
    if (!decodeQueue.offer(bytes, durationMicros, timestampMillis, DecoderFormat.pair(rateHz, frameMillis))) {
      return false;
    }
    pump();
    return true;
  }

  /** Whether sound can be decoded as a server announces it. */
  public static boolean decodable(int rateHz, int frameMillis) {
    return DecoderFormat.valid(DecoderFormat.pair(rateHz, frameMillis));
  }

  private void pump() {
    do {
      while (!decodeQueue.isEmpty() && playback.hasRoom()) {
        byte[] packet = decodeQueue.headPacket();
        int durationMicros = decodeQueue.headDurationMicros();
        int timestampMillis = decodeQueue.headTimestampMillis();
        int format = decodeQueue.headFormat();
        boolean silent = playback.drained();
        decodeQueue.remove();
        if (power != null) {
          power.writing();
        }
        if (playback.play(packet, durationMicros, format & ~DecoderFormat.OWN)) {
          played += format < 0 ? 0 : 1;
          if (timestamps != null) {
            timestamps.handedOver(timestampMillis, silent);
          }
        } else if (playbackDrained()) {
          scheduler.execute(this::onDrained); // nobody will hear the end of it
        }
      }
    } while (feed());
  }

  /** Moves sounds that wait into the queue; true when that may have given the speaker something to play. */
  private boolean feed() {
    if (sounds.isEmpty() || decodeQueue.isFull()) {
      return false;
    }
    for (Runnable queued = sounds.fill(decodeQueue, playback.wantsBytes());
        queued != null;
        queued = sounds.fill(decodeQueue, playback.wantsBytes())) {
      scheduler.execute(queued);
    }
    return playback.hasRoom();
  }

  @Override
  public void onRoom() {
    if (timestamps != null) {
      timestamps.blockHeard();
    }
    pump();
  }

  @Override
  public void onDrained() {
    if (playbackDrained()) {
      events.onPlaybackDrained();
    }
  }

  /** True when nothing waits for the decoder or the speaker. */
  public boolean playbackDrained() {
    return decodeQueue.isEmpty() && sounds.isEmpty() && playback.drained();
  }

  /** True when nothing waits, neither for the network nor for the speaker. // firmware: IsIdle */
  public boolean idle() {
    return sendQueue.size() == 0 && playbackDrained();
  }

  /** The device is idle and will be for a while: where nothing waits, what waiting takes is given back. */
  public void rest() {
    sendQueue.letGo();
    if (playbackDrained()) {
      decodeQueue.letGo();
      output.flush();
    }
  }

  /** Forgets all sound that has not been heard, and the decoder's memory. // firmware: ResetDecoder */
  public void resetDecoder() {
    decodeQueue.clear();
    if (timestamps != null) {
      timestamps.clear();
    }
    playback.reset();
    if (!sounds.isEmpty()) {
      pump(); // firmware: whoever waits for room has it now
    }
  }

  /**
   * Stops everything; nothing is captured or played until something is started again. Who waits for room for a sound
   * waits no longer. // firmware: Stop empties the queue and wakes them all
   */
  public void stop() {
    List<Runnable> waiting = sounds.drop();
    halt();
    waiting.forEach(scheduler::execute);
  }

  private void halt() {
    voiceProcessing = false;
    detecting = false;
    capture.stop();
    capture.detect(false);
    recorder = null;
    readMicrophone();
    sendQueue.clear(false);
    resetDecoder();
  }

  /** As {@link #stop}, for good, and nobody is told. */
  public void shutdown() {
    sounds.drop();
    halt();
    if (power != null) {
      power.stop();
    }
  }

  public void volume(int percent) {
    output.volume(percent);
  }

  /** Where every packet from the decode queue on has gone. */
  public FrameAccount.Decoding decoding() {
    return decodeQueue.account();
  }

  /** Packets that came from the microphone. */
  public long captured() {
    return captured;
  }

  /** Packets of the server handed to the speaker. */
  public long played() {
    return played;
  }

  /** Packets that wait for the decoder, at most 40. */
  public int waitingForDecoder() {
    return decodeQueue.size();
  }

  /** Sounds of the device's own dropped because too many waited. */
  public long soundsDropped() {
    return sounds.dropped();
  }

  /** Packets of the server dropped because 40 were waiting. */
  public long decodeQueueDropped() {
    return decodeQueue.dropped();
  }

  /** Frames dropped because the encoder did not keep up. */
  public long framesDropped() {
    return capture.framesDropped();
  }

  /** Packets that are no Opus packet by their header. */
  public long invalidPackets() {
    return invalidPackets;
  }

  public long decodeErrors() {
    return playback.decodeErrors();
  }
}
