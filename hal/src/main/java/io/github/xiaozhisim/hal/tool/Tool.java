package io.github.xiaozhisim.hal.tool;

import java.util.List;

/**
 * Something a server may ask the device to do.
 *
 * @param userOnly listed only to who asks for the user's tools; may be called by anyone // firmware: hidden, not barred
 */
public record Tool(String name, String description, List<Property> properties, boolean userOnly, Action action) {

  public Tool {
    properties = List.copyOf(properties);
  }

  public Tool(String name, String description, List<Property> properties, boolean userOnly, AtOnce action) {
    this(name, description, properties, userOnly, (Action) action);
  }

  public Tool(String name, String description, List<Property> properties, boolean userOnly, Slow action) {
    this(name, description, properties, userOnly, (Action) action);
  }

  /** Does it; on the device's thread. */
  public sealed interface Action {}

  /** Done when the method returns. */
  @FunctionalInterface
  public non-sealed interface AtOnce extends Action {

    /**
     * @return the text of the result
     * @throws ToolException with the text of the error
     */
    String call(Arguments arguments) throws ToolException;
  }

  /** Takes its time, such as a picture that is uploaded. // firmware: the main loop stands still meanwhile */
  @FunctionalInterface
  public non-sealed interface Slow extends Action {

    /**
     * Begins; exactly one method of {@code answer} is called in the end, on the device's thread.
     *
     * @throws ToolException with the text of the error, instead of an answer
     */
    void call(Arguments arguments, Answer answer) throws ToolException;
  }

  /** Where a slow tool's answer goes. */
  public interface Answer {

    /** It is done; {@code text} is the result. */
    void text(String text);

    /** It failed. */
    void error(String message);
  }

  /** A call failed; the message goes to the server. */
  public static final class ToolException extends Exception {
    private static final long serialVersionUID = 1L;

    public ToolException(String message) {
      super(message, null, false, false);
    }
  }
}
