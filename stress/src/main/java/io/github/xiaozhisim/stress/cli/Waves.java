package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Wave;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For picocli: something that happens to many devices at once, as people write it, {@code 10%@5m}. */
sealed class Waves implements ITypeConverter<Wave> {

  private final Wave.Kind kind;
  private final String word;

  /** Silent devices that talk. */
  Waves() {
    this(Wave.Kind.SPEAK, "wave");
  }

  private Waves(Wave.Kind kind, String word) {
    this.kind = kind;
    this.word = word;
  }

  /** Devices that lose their connections. */
  static final class Storms extends Waves {
    Storms() {
      super(Wave.Kind.CUT, "storm");
    }
  }

  /** Devices that lose their power. */
  static final class PowerCuts extends Waves {
    PowerCuts() {
      super(Wave.Kind.POWER, "power cut");
    }
  }

  @Override
  public Wave convert(String value) {
    int at = value.indexOf('@');
    if (at < 0) {
      throw new TypeConversionException("'" + value + "' is not a " + word + "; write who and when like 10%@5m");
    }
    double share = new TypedDurations.Shares().convert(value.substring(0, at));
    if (share == 0) {
      throw new TypeConversionException("'" + value + "' is a " + word + " of nobody; write who and when like 10%@5m");
    }
    return new Wave(kind, share, new TypedDurations.Nanos().convert(value.substring(at + 1)));
  }
}
