package io.github.xiaozhisim.pi.sound;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;

/**
 * Which formats a line is tried with, best first: the rate that is wanted in mono with 16 bits, where nothing has to be
 * converted; then the rates that cards usually have; then whatever this card says it has. Pure functions.
 */
final class LineFormats {

  private static final int[] USUAL_RATES_HZ = {48_000, 44_100, 32_000, 24_000, 16_000, 96_000, 22_050, 8_000};
  private static final int[] CHANNELS = {1, 2};
  private static final int[] BITS = {16, 24, 32};

  /** Systems that convert everything claim to have thousands. */
  private static final int MOST_CHANNELS = 16;

  private LineFormats() {}

  /**
   * @param offered what the card says of itself; rates, channels and widths may be left open
   * @return formats of integer samples that the card claims to take
   */
  static List<AudioFormat> toTry(List<? extends DataLine.Info> offered, int wantedHz) {
    Set<AudioFormat> formats = new LinkedHashSet<>();
    for (int rateHz : rates(wantedHz)) {
      for (int bits : BITS) {
        for (int channels : CHANNELS) {
          AudioFormat format = new AudioFormat(rateHz, bits, channels, true, false);
          if (offered.stream().anyMatch(info -> info.isFormatSupported(format))) {
            formats.add(format);
          }
        }
      }
    }
    for (DataLine.Info info : offered) {
      for (AudioFormat format : info.getFormats()) {
        if (usable(format)) {
          formats.add(filledIn(format));
        }
      }
    }
    return withoutTwins(formats);
  }

  private static int[] rates(int wantedHz) {
    int[] rates = new int[USUAL_RATES_HZ.length + 1];
    rates[0] = wantedHz;
    System.arraycopy(USUAL_RATES_HZ, 0, rates, 1, USUAL_RATES_HZ.length);
    return rates;
  }

  private static boolean usable(AudioFormat format) {
    Encoding encoding = format.getEncoding();
    int bits = format.getSampleSizeInBits();
    int channels = format.getChannels();
    boolean whole = bits == AudioSystem.NOT_SPECIFIED || format.getFrameSize() == AudioSystem.NOT_SPECIFIED
        || format.getFrameSize() == channels * bits / 8;
    return (Encoding.PCM_SIGNED.equals(encoding) || Encoding.PCM_UNSIGNED.equals(encoding))
        && (bits == AudioSystem.NOT_SPECIFIED || (bits >= 8 && bits <= 32 && bits % 8 == 0))
        && channels <= MOST_CHANNELS
        && whole;
  }

  private static AudioFormat filledIn(AudioFormat format) {
    float rate = format.getSampleRate() < 1 ? USUAL_RATES_HZ[0] : format.getSampleRate();
    int bits = format.getSampleSizeInBits() < 1 ? 16 : format.getSampleSizeInBits();
    int channels = format.getChannels() < 1 ? 2 : format.getChannels();
    boolean signed = Encoding.PCM_SIGNED.equals(format.getEncoding());
    return new AudioFormat(rate, bits, channels, signed, format.isBigEndian());
  }

  /** {@link AudioFormat} does not compare by its contents. */
  private static List<AudioFormat> withoutTwins(Set<AudioFormat> formats) {
    List<AudioFormat> different = new ArrayList<>();
    for (AudioFormat format : formats) {
      if (different.stream().noneMatch(format::matches)) {
        different.add(format);
      }
    }
    return different;
  }

  /** For people, such as {@code 48000 Hz, stereo, 24 bit}. */
  static String describe(AudioFormat format) {
    String channels =
        switch (format.getChannels()) {
          case 1 -> "mono";
          case 2 -> "stereo";
          default -> format.getChannels() + " channels";
        };
    return Math.round(format.getSampleRate()) + " Hz, " + channels + ", " + format.getSampleSizeInBits() + " bit";
  }

  static PcmBytes bytes(AudioFormat format) {
    boolean signed = Encoding.PCM_SIGNED.equals(format.getEncoding());
    return new PcmBytes(format.getChannels(), format.getSampleSizeInBits(), format.isBigEndian(), signed);
  }
}
