package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.shell.Command.Choice;
import io.github.xiaozhisim.pi.shell.Command.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is for the shell itself and for scripts: waiting, expecting, help, the end. */
final class ScriptCommands {

  private static final long WAIT_LIMIT_MILLIS = 60_000;
  private static final Pattern EXIT_CODE = Pattern.compile("\\d{1,3}");
  private static final int HIGHEST_EXIT_CODE = 255;

  private ScriptCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(
                Group.SHELL,
                "wait",
                "waits for a time, the end of a turn, or until something is so",
                ScriptCommands::await)
            .takes(1, Command.SENTENCE, "TIME|turn|CONDITION")
            .checked(ScriptCommands::verifyWait)
            .completed(ScriptCommands::conditions)
            .more(
                "A condition is " + Condition.KINDS + ".",
                "It waits for a minute at most, or for as long as is said at the end: wait listening within 5s."),
        Command.of(Group.SHELL, "expect", "fails unless something is so", ScriptCommands::expect)
            .takes(1, Command.SENTENCE, "CONDITION")
            .checked(order -> Condition.parse(order.text()))
            .completed(ScriptCommands::conditions)
            .more("A condition is " + Condition.KINDS + "."),
        Command.of(Group.SHELL, "help", "all commands, or one in full", ScriptCommands::help)
            .takes(0, 1, "[COMMAND]")
            .completed(
                (before, begun, desk) ->
                    before.isEmpty()
                        ? desk.commands().all().stream().map(one -> new Choice(one.name(), one.meaning())).toList()
                        : List.of()),
        Command.of(Group.SHELL, "quit", "ends the shell, and switches the device off", ScriptCommands::quit)
            .takes(0, 1, "[EXIT CODE]")
            .checked(ScriptCommands::verifyQuit)
            .more("So does Ctrl-D."));
  }

  /** What a line of waiting says. */
  private record Wait(@Nullable Long timeMillis, boolean forTurn, @Nullable Condition condition, long limitMillis) {

    static Wait parse(Order order) throws ShellFailure {
      String text = order.text();
      long limit = WAIT_LIMIT_MILLIS;
      int within = text.lastIndexOf(" within ");
      if (within > 0) {
        limit = Objects.requireNonNullElse(Condition.millis(text.substring(within + 8).strip()), -1L);
        text = text.substring(0, within).strip();
        if (limit < 0) {
          throw ShellFailure.mistake("after 'within' stands a time such as 500ms, 5s or 2m");
        }
      }
      Long time = Condition.millis(text);
      if (time != null || text.equals("turn")) {
        return new Wait(time, time == null, null, limit);
      }
      return new Wait(null, false, Condition.parse(text), limit);
    }
  }

  private static void await(Order order, Desk desk) throws ShellFailure, InterruptedException {
    Wait wait = Wait.parse(order);
    Condition condition = wait.condition();
    if (wait.timeMillis() != null) {
      desk.witness().await(() -> false, wait.timeMillis());
    } else if (condition == null) {
      int ended = desk.witness().turnsEnded();
      if (!desk.witness().await(() -> desk.witness().turnsEnded() > ended, wait.limitMillis())) {
        throw ShellFailure.failed("no turn ended within " + Figure.millis(wait.limitMillis()));
      }
    } else if (!desk.witness().await(() -> condition.holds(desk), wait.limitMillis())) {
      throw ShellFailure.failed(condition.complaint(desk) + " after " + Figure.millis(wait.limitMillis()));
    }
  }

  private static void verifyWait(Order order) throws ShellFailure {
    Wait.parse(order);
  }

  private static void expect(Order order, Desk desk) throws ShellFailure {
    Condition condition = Condition.parse(order.text());
    if (!condition.holds(desk)) {
      throw ShellFailure.failed(condition.complaint(desk));
    }
  }

  private static List<Choice> conditions(List<String> before, String begun, Desk desk) {
    if (!before.isEmpty()) {
      return List.of();
    }
    List<Choice> choices = new ArrayList<>();
    for (DeviceState state : List.of(DeviceState.IDLE, DeviceState.LISTENING, DeviceState.SPEAKING)) {
      choices.add(new Choice(state.logName(), "the device is " + state.logName()));
    }
    choices.add(new Choice("turn", "a turn ends (wait only)"));
    choices.add(new Choice("ready", "the device has booted"));
    choices.add(new Choice("connected", "the channel is open"));
    choices.add(new Choice("disconnected", "it is not"));
    choices.add(new Choice("answered", "the last turn got an answer"));
    choices.add(new Choice("no-gaps", "its answer had none"));
    choices.add(new Choice("first-sound", "< TIME: the last answer came soon"));
    choices.add(new Choice("understood", "WORDS: the server heard them"));
    choices.add(new Choice("answer", "WORDS: the server said them"));
    choices.add(new Choice("volume", "PERCENT"));
    choices.add(new Choice("mode", "NAME"));
    return choices;
  }

  private static void help(Order order, Desk desk) throws ShellFailure, InterruptedException {
    if (!order.words().isEmpty()) {
      one(desk, desk.commands().find(order.word(0), false));
      return;
    }
    int width = desk.commands().all().stream().mapToInt(one -> one.usage().length()).max().orElse(0);
    int column = Math.min(width, 34) + 4;
    for (Group group : Group.values()) {
      desk.screen().say(Shown.line(group.title(), Shown.STRONG));
      for (Command command : desk.commands().all()) {
        if (command.group() == group) {
          Shown usage = new Shown().add("  " + command.name(), Shown.GOOD).add(" " + command.arguments());
          desk.screen().say(usage.tab(column).add(command.meaning()).done());
        }
      }
    }
    String keys = "Tab completes. At an empty line hold the space bar to talk; Ctrl-C interrupts an answer.";
    desk.screen().say(Shown.line(keys, Shown.FAINT));
  }

  private static void one(Desk desk, Command command) throws InterruptedException {
    Shown usage = new Shown().add(command.name(), Shown.STRONG).add(" " + command.arguments());
    desk.screen().say(usage.add("  " + command.meaning()).done());
    for (String line : command.details()) {
      desk.screen().say("  " + line);
    }
  }

  private static void quit(Order order, Desk desk) {
    desk.quit(order.words().isEmpty() ? 0 : Integer.parseInt(order.word(0)));
  }

  private static void verifyQuit(Order order) throws ShellFailure {
    String code = order.word(0);
    if (!code.isEmpty() && (!EXIT_CODE.matcher(code).matches() || Integer.parseInt(code) > HIGHEST_EXIT_CODE)) {
      throw ShellFailure.mistake("an exit code is from 0 to 255, not " + code);
    }
  }
}
