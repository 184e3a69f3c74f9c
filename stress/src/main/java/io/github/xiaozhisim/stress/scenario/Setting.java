package io.github.xiaozhisim.stress.scenario;

import java.util.List;

/**
 * What a scenario says about one option of {@code fleet}.
 *
 * @param option its name, such as {@code --devices}
 * @param values one for each time the option would be typed; an empty one for an option without a value
 * @param path the member of the file that says so
 * @param place where its value stands
 */
public record Setting(String option, List<String> values, String path, Place place) {

  public Setting {
    values = List.copyOf(values);
  }
}
