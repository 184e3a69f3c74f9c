package io.github.xiaozhisim.stress.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For picocli: {@code on} or {@code off}. */
final class OnOff implements ITypeConverter<Boolean> {

  @Override
  public Boolean convert(String value) {
    return switch (value) {
      case "on", "true" -> true; // picocli hands boolean options true for on
      case "off", "false" -> false;
      default -> throw new TypeConversionException("'" + value + "' is neither on nor off");
    };
  }
}
