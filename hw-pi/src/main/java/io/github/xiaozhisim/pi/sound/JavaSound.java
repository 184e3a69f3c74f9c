package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.pi.sound.SoundCard.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.Port;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/** The cards of this machine, by javax.sound. */
final class JavaSound implements Lines {

  private final Supplier<List<Mixer>> system;

  JavaSound() {
    this(() -> Arrays.stream(AudioSystem.getMixerInfo()).map(AudioSystem::getMixer).toList());
  }

  /** On other cards, in the order in which a system would list them. */
  JavaSound(Supplier<List<Mixer>> system) {
    this.system = system;
  }

  @Override
  public List<SoundCard> cards() {
    return cards(mixers());
  }

  private static List<SoundCard> cards(List<Mixer> mixers) {
    List<SoundCard> cards = new ArrayList<>();
    for (Mixer mixer : mixers) {
      Mixer.Info info = mixer.getMixerInfo();
      cards.add(
          new SoundCard(
              cards.size() + 1,
              name(info),
              description(info),
              !offered(mixer, Direction.CAPTURE).isEmpty(),
              !offered(mixer, Direction.PLAYBACK).isEmpty()));
    }
    return cards;
  }

  /** Where the system gives a device no name but its address, as {@code  [default]}, the address is its name. */
  private static String name(Mixer.Info info) {
    String name = info.getName().strip();
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  /** Without the JDK's own words, and without commas that part nothing. */
  private static String description(Mixer.Info info) {
    return Arrays.stream(info.getDescription().replace("Direct Audio Device:", "").split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /**
   * All but those that are controls only. A card that another program had when Java first looked has no lines at all.
   */
  private List<Mixer> mixers() {
    return system.get().stream().filter(mixer -> !controlsOnly(mixer)).toList();
  }

  private static boolean controlsOnly(Mixer mixer) {
    return Stream.concat(Arrays.stream(mixer.getSourceLineInfo()), Arrays.stream(mixer.getTargetLineInfo()))
        .anyMatch(line -> line instanceof Port.Info);
  }

  private static List<DataLine.Info> offered(Mixer mixer, Direction direction) {
    boolean capture = direction == Direction.CAPTURE;
    Class<? extends Line> kind = capture ? TargetDataLine.class : SourceDataLine.class;
    List<DataLine.Info> offered = new ArrayList<>();
    for (Line.Info line : capture ? mixer.getTargetLineInfo() : mixer.getSourceLineInfo()) {
      if (line instanceof DataLine.Info data && data.getLineClass() == kind) {
        offered.add(data);
      }
    }
    return offered;
  }

  @Override
  public CaptureLine openCapture(@Nullable String wish, int rateHz, int bufferMillis) throws SoundException {
    List<Mixer> mixers = mixers();
    SoundCard card = SoundCards.choose(cards(mixers), wish, Direction.CAPTURE);
    return open(
        mixers, card, Direction.CAPTURE, rateHz,
        (mixer, format) -> {
          int bytes = bufferBytes(format, bufferMillis);
          TargetDataLine line =
              (TargetDataLine) mixer.getLine(new DataLine.Info(TargetDataLine.class, format, bytes));
          line.open(format, bytes);
          line.start();
          return new JavaCaptureLine(line, card.name(), CallWatch.over(line));
        });
  }

  @Override
  public PlaybackLine openPlayback(@Nullable String wish, int rateHz, int bufferMillis) throws SoundException {
    List<Mixer> mixers = mixers();
    SoundCard card = SoundCards.choose(cards(mixers), wish, Direction.PLAYBACK);
    return open(
        mixers, card, Direction.PLAYBACK, rateHz,
        (mixer, format) -> {
          int bytes = bufferBytes(format, bufferMillis);
          SourceDataLine line =
              (SourceDataLine) mixer.getLine(new DataLine.Info(SourceDataLine.class, format, bytes));
          line.open(format, bytes);
          return new JavaPlaybackLine(line, card.name(), CardVolume.of(card.name()), CallWatch.over(line));
        });
  }

  private static int bufferBytes(AudioFormat format, int millis) {
    return Math.round(format.getSampleRate() * millis / 1_000) * format.getFrameSize();
  }

  /** Opens a line in one format. */
  private interface Opening<L> {
    L open(Mixer mixer, AudioFormat format) throws LineUnavailableException;
  }

  private static <L> L open(
      List<Mixer> mixers, SoundCard card, Direction direction, int rateHz, Opening<L> opening) throws SoundException {
    Mixer mixer = mixers.get(card.number() - 1);
    List<AudioFormat> formats = LineFormats.toTry(offered(mixer, direction), rateHz);
    if (formats.isEmpty()) {
      throw new SoundException("the " + direction.part + " " + card.name() + " offers no format that can be used:"
          + " choose another one with " + direction.option + " (./xiaozhi audio list)");
    }
    SoundException failure =
        new SoundException("the " + direction.part + " " + card.name() + " cannot be opened in any of " + formats.size()
            + " formats; most likely another program has it: 'fuser -v /dev/snd/*' shows which");
    for (AudioFormat format : formats) {
      try {
        return opening.open(mixer, format);
      } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }
}
