package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.speech.VoiceActivity;
import io.github.xiaozhisim.device.speech.WavBytes;
import io.github.xiaozhisim.pi.sound.SoundBench;
import io.github.xiaozhisim.stress.live.Terminal;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audio record}: what the microphone hears, into a file that a fleet or a device can say. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = "Records what the microphone hears into a WAV file (16 kHz, mono), as '--speech' and 'say' take it.",
    footerHeading = "%nExit codes: ",
    footer = "0 recorded; 1 the card fails or went away; 2 no such card, or the file cannot be written")
final class AudioRecordCommand implements Callable<Integer> {

  /** A voice is nobody else's business. */
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final long END_LIMIT_SECONDS = 3;

  @Parameters(paramLabel = "FILE", description = "The WAV file; it must not exist yet.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Mixin private AudioOptions options = new AudioOptions();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--play", description = "Plays the recording afterwards.")
  private boolean play;

  @Override
  public Integer call() throws CliFailure {
    if (seconds < 1 || seconds > 600) {
      throw CliFailure.usage("--seconds " + seconds + ": record 1 to 600 seconds");
    }
    if (Files.exists(file)) {
      throw CliFailure.usage(file + " exists already: name another file");
    }
    Terminal terminal = Terminal.standard(System.out, System.getenv());
    try (AudioBench bench = AudioBench.open(options, true, play, terminal)) {
      bench.say("recording " + seconds + " s; Ctrl-C ends it earlier");
      short[] heard = record(bench);
      if (play) {
        bench.await(bench.bench().playBack(heard), seconds, false);
      }
      return bench.sayTroubles() ? ExitCodes.WELL : ExitCodes.SOME_FAILED;
    }
  }

  /** A signal ends the recording, and what was heard until then is kept. */
  private short[] record(AudioBench bench) throws CliFailure {
    CountDownLatch kept = new CountDownLatch(1);
    try (Farewell signal = Farewell.of(() -> end(bench, kept))) {
      short[] heard = bench.await(bench.bench().listen(seconds * 1_000), seconds, true);
      write(heard);
      bench.say(
          String.format(
              Locale.ROOT, "%s: %.1f s, %s", file, heard.length / (double) SoundBench.HEAR_RATE_HZ, said(heard)));
      return heard;
    } finally {
      kept.countDown();
    }
  }

  private static void end(AudioBench bench, CountDownLatch kept) {
    bench.bench().enough();
    try {
      kept.await(END_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(short[] heard) throws CliFailure {
    try {
      boolean posix = file.toAbsolutePath().getFileSystem().supportedFileAttributeViews().contains("posix");
      Files.createFile(file, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
      Files.write(file, WavBytes.of(heard, heard.length, SoundBench.HEAR_RATE_HZ));
    } catch (FileAlreadyExistsException _) {
      throw CliFailure.usage(file + " exists already: name another file");
    } catch (IOException e) {
      throw CliFailure.usage(file + " cannot be written (" + e.getMessage() + "): name a file in a folder that is there"
          + " and may be written");
    }
  }

  private static String said(short[] heard) {
    VoiceActivity.Voiced voiced = VoiceActivity.find(heard, SoundBench.HEAR_RATE_HZ);
    return voiced.any()
        ? String.format(
            Locale.ROOT, "speech from %.1f to %.1f s", voiced.firstMillis() / 1_000, voiced.lastMillis() / 1_000)
        : "no speech in it";
  }
}
