package io.github.xiaozhisim.device.board;

import io.github.xiaozhisim.hal.tool.Property;
import java.util.List;
import java.util.Map;

/**
 * A board's own tool, as it is described.
 *
 * @param arguments by their order
 * @param steps what a call does, in order
 * @param answer what it answers: {@link Boolean}, {@link Integer}, {@link String}, or a map of those
 */
public record ToolDefinition(
    String name, String description, boolean userOnly, List<Argument> arguments, List<Step> steps, Object answer) {

  public ToolDefinition {
    arguments = List.copyOf(arguments);
    steps = List.copyOf(steps);
  }

  /**
   * An argument.
   *
   * @param choices the texts that are allowed and what each stands for; empty: any text
   * @param otherwise the error for any other
   */
  public record Argument(Property property, Map<String, Object> choices, String otherwise) {}

  /** Something a call does. Texts may hold {@code {name}} for a state or an argument. */
  public sealed interface Step {

    /** Changes a state. */
    record Set(String state, Object to) implements Step {}

    /** Keeps a value in the settings. */
    record Store(String namespace, String key, Object to) implements Step {}

    /** Opens the set-up of the wireless network. */
    record ConfigureWifi() implements Step {}

    /** Acts like a wake word. */
    record Wake(String text) implements Step {}
  }
}
