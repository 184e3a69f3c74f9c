package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.shell.Command.Choice;
import io.github.xiaozhisim.pi.shell.Command.Group;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a person keeps: the sound of a conversation, a trace of everything that the device does. */
final class KeepCommands {

  private static final String STOP = "stop";
  private static final Pattern WAV = Pattern.compile("(?i).*\\.wav");
  private static final Pattern JSON = Pattern.compile("(?i).*\\.json");

  private KeepCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(Group.LOOK, "record", "keeps what is heard and played in a sound file", KeepCommands::record)
            .takes(1, 1, "FILE.wav|stop")
            .checked(order -> file(order, WAV, ".wav"))
            .completed(KeepCommands::recordings)
            .more("Left is the microphone, right the loudspeaker, at the same time as they were heard."),
        Command.of(
                Group.LOOK,
                "trace",
                "shows each message, or writes all that the device does into a file",
                KeepCommands::trace)
            .takes(0, 1, "[on|off|FILE.json|stop]")
            .checked(KeepCommands::verifyTrace)
            .completed(
                Command.Completion.first(
                    new Choice("on", "each control message is shown"),
                    new Choice("off", "not any more"),
                    new Choice(STOP, "ends the file")))
            .more("The file opens at https://ui.perfetto.dev and holds states, messages, frames and queues."));
  }

  private static void record(Order order, Desk desk) throws ShellFailure, InterruptedException {
    try {
      if (order.word(0).equals(STOP)) {
        desk.session().record(null);
        desk.screen().say("Nothing is recorded any more.");
      } else {
        Path file = fresh(order.word(0));
        desk.session().record(file);
        desk.screen().say("Recording to " + file + "; 'record stop' ends it.");
      }
    } catch (SessionException e) {
      throw ShellFailure.failed(Desk.reason(e));
    }
  }

  private static void trace(Order order, Desk desk) throws ShellFailure, InterruptedException {
    String word = order.word(0);
    try {
      switch (word) {
        case "", "on", "off" -> {
          boolean on = word.isEmpty() ? !desk.events().protocol() : word.equals("on");
          desk.events().protocol(on);
          desk.screen().say(on ? "Messages are shown from now on." : "Messages are not shown any more.");
        }
        case STOP -> {
          desk.session().trace(null);
          desk.screen().say("The trace is written.");
        }
        default -> {
          Path file = fresh(word);
          desk.session().trace(file);
          desk.screen().say("Tracing to " + file + "; 'trace stop' writes it.");
        }
      }
    } catch (SessionException e) {
      throw ShellFailure.failed(Desk.reason(e));
    }
  }

  private static void verifyTrace(Order order) throws ShellFailure {
    if (!List.of("", "on", "off").contains(order.word(0))) {
      file(order, JSON, ".json");
    }
  }

  private static void file(Order order, Pattern fitting, String ending) throws ShellFailure {
    String name = order.word(0);
    if (!name.equals(STOP) && !fitting.matcher(name).matches()) {
      throw ShellFailure.mistake(order.command() + " wants a file that ends in " + ending + ", not " + name);
    }
  }

  /** What is there already is nobody's to overwrite. */
  private static Path fresh(String name) throws ShellFailure {
    Path file;
    try {
      file = Path.of(name);
    } catch (InvalidPathException e) {
      throw ShellFailure.mistake(name + " cannot be the name of a file");
    }
    if (Files.exists(file)) {
      throw ShellFailure.failed(file + " is there already; take another name, or delete it first");
    }
    return file;
  }

  private static List<Choice> recordings(List<String> before, String begun, Desk desk) {
    if (!before.isEmpty()) {
      return List.of();
    }
    List<Choice> choices = new ArrayList<>(List.of(new Choice(STOP, "ends the recording")));
    choices.addAll(FileChoices.of(begun, WAV));
    return choices;
  }
}
