package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.board.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All commands there are, and how the one that is meant is found. Immutable. */
final class Commands {

  private final List<Command> all;

  Commands() {
    List<Command> commands = new ArrayList<>();
    commands.addAll(TalkCommands.all());
    commands.addAll(LookCommands.all());
    commands.addAll(KeepCommands.all());
    commands.addAll(ToolCommands.all());
    commands.addAll(ChangeCommands.all());
    commands.addAll(ScriptCommands.all());
    all = List.copyOf(commands);
  }

  List<Command> all() {
    return all;
  }

  Optional<Command> named(String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * The command of that name, or the only one that begins so.
   *
   * @param exactly the whole name is wanted: scripts must not break when commands are added
   */
  Command find(String name, boolean exactly) throws ShellFailure {
    Optional<Command> named = named(name.equals("exit") ? "quit" : name);
    if (named.isPresent()) {
      return named.get();
    }
    List<Command> begin = all.stream().filter(one -> one.name().startsWith(name)).toList();
    if (begin.size() == 1 && !exactly) {
      return begin.getFirst();
    }
    List<String> near =
        begin.isEmpty()
            ? Suggestions.near(name, all.stream().map(Command::name).toList())
            : begin.stream().map(Command::name).toList();
    String hint = near.isEmpty() ? "; 'help' lists all there are" : "; did you mean " + String.join(" or ", near) + "?";
    throw ShellFailure.mistake("there is no command " + name + hint);
  }

  /** Finds what is wrong with a line. */
  Command verify(Order order, boolean exactly) throws ShellFailure {
    Command command = find(order.command(), exactly);
    command.verify(order);
    return command;
  }
}
