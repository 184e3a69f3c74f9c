package io.github.xiaozhisim.pi.shell;

import java.util.List;

/**
 * One command: what help says about it, how a line is checked before it runs, what can be completed, and what it does.
 *
 * @param arguments as help shows them, such as {@code [PERCENT]}
 * @param meaning one line
 * @param details more of it, a line each
 * @param least how many words it wants at least
 * @param most how many it takes; {@link #SENTENCE}: the rest of the line
 */
record Command(
    String name,
    Group group,
    String arguments,
    String meaning,
    List<String> details,
    int least,
    int most,
    Check check,
    Completion completion,
    Action action) {

  static final int SENTENCE = Integer.MAX_VALUE;

  Command {
    details = List.copyOf(details);
  }

  /** Where help lists it. */
  enum Group {
    TALK("talking"),
    LOOK("looking"),
    CHANGE("changing"),
    SHELL("shell and scripts");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** A command without arguments, to which the other methods add. */
  static Command of(Group group, String name, String meaning, Action action) {
    return new Command(
        name, group, "", meaning, List.of(), 0, 0, order -> {}, (before, begun, desk) -> List.of(), action);
  }

  Command takes(int fewest, int mostWords, String shown) {
    return new Command(name, group, shown, meaning, details, fewest, mostWords, check, completion, action);
  }

  Command more(String... lines) {
    return new Command(name, group, arguments, meaning, List.of(lines), least, most, check, completion, action);
  }

  Command checked(Check by) {
    return new Command(name, group, arguments, meaning, details, least, most, by, completion, action);
  }

  Command completed(Completion by) {
    return new Command(name, group, arguments, meaning, details, least, most, check, by, action);
  }

  String usage() {
    return arguments.isEmpty() ? name : name + " " + arguments;
  }

  /** Finds what is wrong with a line without carrying it out. */
  void verify(Order order) throws ShellFailure {
    int given = order.words().size();
    if (given < least || given > most) {
      String what = most == 0 ? "takes nothing more" : "is written: " + usage();
      throw ShellFailure.mistake(name + " " + what);
    }
    check.verify(order);
  }

  /** Looks at the words of a line whose number is right. */
  interface Check {
    void verify(Order order) throws ShellFailure;
  }

  /** What may stand next. */
  interface Completion {
    /**
     * @param before the words between the command and the one that is completed
     * @param begun how that one begins
     */
    List<Choice> choices(List<String> before, String begun, Desk desk);

    /** The same words wherever one may stand first. */
    static Completion first(Choice... choices) {
      List<Choice> all = List.of(choices);
      return (before, begun, desk) -> before.isEmpty() ? all : List.of();
    }
  }

  /**
   * @param meaning shown beside it, may be empty
   * @param whole false where the word goes on, as after the name of a folder
   */
  record Choice(String value, String meaning, boolean whole) {
    Choice(String value, String meaning) {
      this(value, meaning, true);
    }
  }

  /** Does it, on the thread that reads. */
  interface Action {
    void run(Order order, Desk desk) throws ShellFailure, InterruptedException;
  }
}
