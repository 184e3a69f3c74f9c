package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sounds for tests, made and encoded on the spot: a buzzing voice, quiet with a
 * little noise, answers of a given length.
 */
final class TestSpeech {

  static final int FRAME = 60;

  /** Quiet, then 1200 ms of voice from 300 ms on, then quiet; 2400 ms in all. */
  static final Clip UTTERANCE = utterance("utterance", "今天天气怎么样", "zh", 300, 1200, 2400, 140);

  /** Another voice, another length: 600 ms of it from 240 ms on. */
  static final Clip SHORT_UTTERANCE = utterance("short", "turn on the light", "en", 240, 600, 1800, 210);

  static final Clip SILENCE = clip("silence", "", "", 16_000, pcm(16_000, 3000, 0, 0, 0, 1));

  static final Clip ANSWER = answer("answer", "今天是晴天。", "zh", 20);
  static final Clip OTHER_ANSWER = answer("other answer", "Light is on.", "en", 12);

  private TestSpeech() {}

  static Clip utterance(String name, String text, String language, int from, int length, int total, int pitch) {
    Clip made = clip(name, text, language, 16_000, pcm(16_000, total, from, length, pitch, 7));
    return new Clip(name, text, language, 16_000, FRAME, made.packets(), from, from + length);
  }

  static Clip answer(String name, String text, String language, int packets) {
    return clip(name, text, language, 24_000, pcm(24_000, packets * FRAME, 0, packets * FRAME, 180, packets));
  }

  /** Steady noise of about -36 dBFS. */
  static Clip noise(int millis) {
    short[] pcm = new short[16 * millis];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) random.nextInt(-900, 900);
    }
    return clip("noise", "", "", 16_000, pcm);
  }

  /** Harmonics of {@code pitch} with a syllable's rhythm, over a hiss of about -76 dBFS. */
  static short[] pcm(int rate, int totalMillis, int fromMillis, int voiceMillis, int pitch, long seed) {
    short[] pcm = new short[rate / 1000 * totalMillis];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < pcm.length; i++) {
      double sample = random.nextInt(-9, 10);
      double millis = i * 1000.0 / rate;
      if (millis >= fromMillis && millis < fromMillis + voiceMillis) {
        double swell = 0.75 + 0.25 * Math.sin(2 * Math.PI * 4 * millis / 1000);
        for (int harmonic = 1; harmonic <= 8; harmonic++) {
          sample += 2500.0 / harmonic * swell * Math.sin(2 * Math.PI * pitch * harmonic * i / rate);
        }
      }
      pcm[i] = (short) sample;
    }
    return pcm;
  }

  static Clip clip(String name, String text, String language, int rate, short[] pcm) {
    OpusEncoder encoder = new OpusEncoder(rate);
    int frame = encoder.frameSamples();
    List<Payload> packets = new ArrayList<>();
    for (int at = 0; at + frame <= pcm.length; at += frame) {
      packets.add(Payload.shared(encoder.encode(pcm, at, frame)));
    }
    return new Clip(name, text, language, rate, FRAME, packets, -1, -1);
  }
}
