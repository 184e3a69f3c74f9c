package io.github.xiaozhisim.stress.cli;

import java.util.List;

/**
 * A value of an option that nobody typed.
 *
 * @param option its name on the command line, such as {@code --devices}
 * @param arguments what would have been typed: {@code --devices=500}, several where an option may be repeated
 * @param origin where it stands, for people: {@code XIAOZHI_DEVICES}, {@code evening.yaml:4:3}
 */
record Supplied(String option, List<String> arguments, String origin) {

  Supplied {
    arguments = List.copyOf(arguments);
  }

  static Supplied value(String option, String value, String origin) {
    return new Supplied(option, List.of(option + "=" + value), origin);
  }
}
