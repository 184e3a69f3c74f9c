package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Phases;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For picocli: phases as people write them. */
final class PhasesText implements ITypeConverter<Phases> {

  @Override
  public Phases convert(String value) {
    try {
      return Phases.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
