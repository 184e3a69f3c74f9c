package io.github.xiaozhisim.pi.sound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The other side of the virtual sound card that {@code .ci/with-virtual-sound-card} makes: what the world hears of its
 * loudspeaker, what it says into its microphone, and the hand that pulls it out.
 */
final class PulseCard {

  /** Set where there is such a card: how a sink is made. */
  static final String VARIABLE = "VIRTUAL_SOUND_CARD";

  static final int RATE_HZ = 48_000;

  private PulseCard() {}

  /** What came out of the loudspeaker from when this returns. */
  static Recording record() {
    try {
      Path file = Files.createTempFile("speaker", ".raw");
      Process parec =
          new ProcessBuilder("parec", "-d", "speaker.monitor", "--format=s16le", "--rate=" + RATE_HZ, "--channels=1",
                  "--latency-msec=10", "--raw")
              .redirectOutput(file.toFile())
              .start();
      Recording recording = new Recording(parec, file);
      Awaitility.await().pollInterval(10, TimeUnit.MILLISECONDS).until(() -> Files.size(file) > 0);
      return recording;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A recording that goes on until it is stopped. */
  record Recording(Process parec, Path file) {

    /** Everything so far, mono at {@link #RATE_HZ}. */
    short[] heard() {
      try {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    short[] stop() {
      parec.destroy();
      try {
        parec.waitFor(5, TimeUnit.SECONDS);
        short[] all = heard();
        Files.deleteIfExists(file);
        return all;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Says {@code samples} into the microphone, mono at 16 kHz; returns at once. */
  static Process say(short[] samples) {
    try {
      Path file = Files.createTempFile("voice", ".raw");
      ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asShortBuffer().put(samples);
      Files.write(file, bytes.array());
      return new ProcessBuilder("pacat", "-p", "-d", "voice", "--format=s16le", "--rate=16000", "--channels=1",
              "--latency-msec=200", file.toString())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the card away, with both its sides: what plays on one of two cards would be moved to the other. */
  static void pullOut() {
    for (String line : run("pactl", "list", "short", "modules").split("\n")) {
      if (line.contains("module-null-sink")) {
        run("pactl", "unload-module", line.split("\t")[0]);
      }
    }
  }

  /** And gives it back. */
  static void giveBack() {
    for (String sink : List.of("speaker", "voice")) {
      run(("pactl load-module " + System.getenv(VARIABLE) + sink).split(" "));
    }
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
