package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.stress.fleet.Pause;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.fleet.Wave;
import io.github.xiaozhisim.stress.server.ServerBehaviour.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who talks, how and for how long: options shared by every command that runs a fleet. See {@link TalkSetup}. */
final class TalkOptions {

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "How many devices (default: 100).")
  @Nullable Integer devices;

  @Option(names = "--turns", paramLabel = "N", description = "Turns for each device (default: no limit).")
  @Nullable Integer turns;

  @Option(
      names = "--talking",
      paramLabel = "SHARE",
      defaultValue = "100%",
      converter = TypedDurations.Shares.class,
      description = {
        "So many of the devices talk (default: ${DEFAULT-VALUE}); the others are silent: they open their channel and",
        "  keep it, and connect again when they lose it."
      })
  double talking = 1;

  @Option(
      names = "--wave",
      paramLabel = "SHARE@TIME",
      converter = Waves.class,
      description = {
        "So long after the start this share of the silent devices takes one turn, all at once; they push to talk.",
        "  Repeatable: --talking 0%% --wave 10%%@1m --wave 50%%@2m."
      })
  List<Wave> waves = new ArrayList<>();

  @Option(
      names = "--ramp-up",
      paramLabel = "TIME",
      converter = TypedDurations.Nanos.class,
      description = "Switch the devices on evenly over this time (default: 1s, or 200 devices a second).")
  @Nullable Long rampNanos;

  @Option(
      names = "--connect-rate",
      paramLabel = "N",
      description = {
        "So many connections are begun a second at most, at the start and whenever many come back (default: no limit).",
        "  Less when the server does not keep up. Without --ramp-up devices are switched on at that rate."
      })
  @Nullable Double connectRate;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = TypedDurations.Nanos.class,
      description = "What running turns get after --duration before they are aborted (default: ${DEFAULT-VALUE}).")
  long graceNanos;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = {
        "auto, manual or realtime (default: as the board is built:",
        "  realtime with echo cancellation, else auto)."
      })
  @Nullable ListeningMode mode;

  @Option(
      names = "--think",
      paramLabel = "TIME",
      defaultValue = "1s..3s",
      converter = TypedDurations.Pauses.class,
      description = {
        "Pause of the user between turns: fixed, a range, exp(2s) or lognormal(2s,0.5) (default: ${DEFAULT-VALUE})."
      })
  Pause think = new Span(0, 0);

  @Mixin PeopleOptions people = new PeopleOptions();

  @Option(names = "--text", paramLabel = "TEXT", description = "Type this instead of speaking: turns without audio.")
  @Nullable String text;

  @Option(
      names = "--speech",
      paramLabel = "FILE",
      arity = "1..*",
      description = "What users say: WAV, Ogg Opus or raw Opus packets (default: the speech built in).")
  List<Path> speech = new ArrayList<>();

  @Option(
      names = "--framing",
      paramLabel = "N",
      defaultValue = "1",
      description = "Binary framing 1, 2 or 3 (default: ${DEFAULT-VALUE}).")
  int framing;

  @Option(
      names = "--wire",
      paramLabel = "WIRE",
      defaultValue = "websocket",
      description = {
        "What the built-in server has its devices use: websocket, or mqtt with encrypted audio over UDP",
        "(default: ${DEFAULT-VALUE}). With --ota the answer decides."
      })
  Wire wire = Wire.WEBSOCKET;

  @Mixin DialectOptions spelling = new DialectOptions();

  @Option(
      names = "--board",
      paramLabel = "BOARD",
      completionCandidates = BoardNames.class,
      description =
          "What the devices are: a name that 'xiaozhi boards' lists, NAME@NETWORK, or a file (default: virtual).")
  @Nullable String board;

  @Option(
      names = "--boards",
      paramLabel = "MIX",
      description = "Several, with shares: esp-box-3:70%%,bread-compact-ml307:30%%.")
  @Nullable String boards;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "What cameras see, a JPEG (default: a small test card).")
  @Nullable Path picture;

  @Option(
      names = "--mac-prefix",
      paramLabel = "MAC",
      defaultValue = "02:00:00",
      description = "First bytes of invented MAC addresses (default: ${DEFAULT-VALUE}).")
  String macPrefix = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Everything that looks like chance comes from it (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--ears",
      paramLabel = "SHARE",
      defaultValue = "1%",
      converter = TypedDurations.Shares.class,
      description = "Devices that really decode and judge what they hear (default: ${DEFAULT-VALUE}).")
  double ears;

  @Option(names = "--report", paramLabel = "DIR", description = "Where the report goes (default: reports/DATE-TIME).")
  @Nullable Path report;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      defaultValue = "reports",
      description = "Where the folders of reports go that are named by date and time (default: ${DEFAULT-VALUE}).")
  Path reports = Path.of("reports");

  @Option(
      names = "--timeout-connect",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = TypedDurations.Nanos.class,
      description = "Patience for TCP, TLS and upgrade (default: ${DEFAULT-VALUE}).")
  long connectTimeoutNanos;

  @Option(
      names = "--timeout-hello",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = TypedDurations.Nanos.class,
      description = "From the upgrade to the server's hello (default: ${DEFAULT-VALUE}).")
  long helloTimeoutNanos;

  @Option(
      names = "--timeout-stt",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = TypedDurations.Nanos.class,
      description = "From the end of speech to the first reaction (default: ${DEFAULT-VALUE}).")
  long sttTimeoutNanos;

  @Option(
      names = "--timeout-answer",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = TypedDurations.Nanos.class,
      description = "From stt to tts start (default: ${DEFAULT-VALUE}).")
  long answerTimeoutNanos;

  @Option(
      names = "--timeout-tts",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = TypedDurations.Nanos.class,
      description = "Longest silence of the server within an answer (default: ${DEFAULT-VALUE}).")
  long ttsTimeoutNanos;
}
