package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.fleet.Wave;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For picocli: a wave as people write it, {@code 10%@5m}. */
final class Waves implements ITypeConverter<Wave> {

  @Override
  public Wave convert(String value) {
    int at = value.indexOf('@');
    if (at < 0) {
      throw new TypeConversionException("'" + value + "' is not a wave; write who and when like 10%@5m");
    }
    double share = new Durations.Shares().convert(value.substring(0, at));
    if (share == 0) {
      throw new TypeConversionException("'" + value + "' is a wave of nobody; write who and when like 10%@5m");
    }
    return Wave.speak(share, new Durations.Nanos().convert(value.substring(at + 1)));
  }
}
