package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.pi.session.Utterance;
import io.github.xiaozhisim.pi.shell.Command.Choice;
import io.github.xiaozhisim.pi.shell.Command.Group;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a person does with a device: talks to it, types, wakes it, interrupts it. */
final class TalkCommands {

  /** A device gives up connecting after ten seconds by itself. */
  private static final long CONNECT_LIMIT_MILLIS = 15_000;

  private static final long SAY_LIMIT_MILLIS = 120_000;
  private static final long STATE_LIMIT_MILLIS = 5_000;
  private static final String USUAL_WAKE_WORD = "你好小智";
  private static final Pattern SOUND_FILE = Pattern.compile("(?i).*\\.(wav|opus|ogg|p3|bin)");

  private TalkCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(Group.TALK, "connect", "opens the channel and stays idle", TalkCommands::connect),
        Command.of(Group.TALK, "talk", "presses the talk key; the space bar does it, too", TalkCommands::talk)
            .more(
                "At an empty line hold the space bar to talk. A terminal does not say when a key is let go: the shell "
                    + "takes",
                "the key for held as long as it repeats, so a short press lasts almost a second."),
        Command.of(Group.TALK, "stop", "lets the talk key go: that was all", TalkCommands::stop),
        Command.of(
            Group.TALK,
            "button",
            "presses the chat button: begins, interrupts or ends a conversation",
            TalkCommands::button),
        Command.of(Group.TALK, "say", "says a sentence into the device's microphone", TalkCommands::say)
            .takes(1, Command.SENTENCE, "FILE|NAME|TEXT")
            .checked(TalkCommands::verifySay)
            .completed((before, begun, desk) -> before.isEmpty() ? speech(begun) : List.of())
            .more(
                "FILE is WAV, Ogg Opus or raw Opus packets; NAME or TEXT is a sentence that ships with the program:",
                "Tab lists them. In a script the line waits until the answer has been heard."),
        Command.of(Group.TALK, "text", "a turn without sound", TalkCommands::text).takes(1, Command.SENTENCE, "WORDS"),
        Command.of(Group.TALK, "wake", "says the wake word", TalkCommands::wake).takes(0, Command.SENTENCE, "[WORDS]"),
        Command.of(
            Group.TALK,
            "abort",
            "stops what is being said, by the server or by say; so does Ctrl-C",
            TalkCommands::abort),
        Command.of(Group.TALK, "hangup", "ends the conversation and drops the connection", TalkCommands::hangUp));
  }

  private static void connect(Order order, Desk desk) throws ShellFailure, InterruptedException {
    int before = desk.witness().problems();
    desk.session().connect();
    if (!desk.waits(order)) {
      return;
    }
    desk.witness().await(() -> isConnected(desk) || desk.witness().problems() > before, CONNECT_LIMIT_MILLIS);
    if (!isConnected(desk)) {
      String silence = "the server did not answer within " + Figure.millis(CONNECT_LIMIT_MILLIS);
      throw ShellFailure.unreachable(
          desk.witness().problems() > before ? desk.witness().lastProblem(silence) : silence);
    }
  }

  private static boolean isConnected(Desk desk) {
    return desk.now().channelOpen() && desk.now().state() != DeviceState.CONNECTING;
  }

  private static void talk(Order order, Desk desk) throws ShellFailure, InterruptedException {
    desk.session().press();
    if (desk.waits(order)) {
      desk.awaitOrFail(
          now -> now.state() == DeviceState.LISTENING, CONNECT_LIMIT_MILLIS, "the device did not begin to listen");
    }
  }

  private static void stop(Order order, Desk desk) throws ShellFailure, InterruptedException {
    TurnWait wait = new TurnWait(desk);
    desk.session().release();
    if (desk.waits(order)) {
      wait.forAnswer();
    }
  }

  private static void button(Order order, Desk desk) {
    desk.session().toggle();
  }

  private static void say(Order order, Desk desk) throws ShellFailure, InterruptedException {
    Utterance what = utterance(order.sentence());
    TurnWait wait = new TurnWait(desk);
    CompletionStage<Void> said = desk.session().say(what);
    if (desk.waits(order)) {
      desk.result(said, SAY_LIMIT_MILLIS, "it was not said within " + Figure.millis(SAY_LIMIT_MILLIS));
      wait.forAnswerToWhatWasSaid();
    } else {
      said.whenComplete(
          (done, failure) -> {
            if (failure != null) {
              desk.screen().tell(Shown.line(Desk.reason(failure), Shown.BAD));
            }
          });
    }
  }

  private static void verifySay(Order order) throws ShellFailure {
    utterance(order.sentence());
  }

  private static Utterance utterance(String text) throws ShellFailure {
    Path file = asPath(text);
    if (file != null && Files.isRegularFile(file)) {
      return new Utterance.Recording(file);
    }
    if (SOUND_FILE.matcher(text).matches() || text.contains("/")) {
      throw ShellFailure.mistake(
          "there is no file " + text + "; it is looked for from " + Path.of("").toAbsolutePath());
    }
    return new Utterance.BuiltIn(text);
  }

  private static @Nullable Path asPath(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null; // a sentence, then
    }
  }

  private static void text(Order order, Desk desk) throws ShellFailure, InterruptedException {
    TurnWait wait = new TurnWait(desk);
    desk.session().type(order.sentence());
    if (desk.waits(order)) {
      wait.forAnswerToText();
    }
  }

  private static void wake(Order order, Desk desk) throws ShellFailure, InterruptedException {
    desk.session().wake(order.text().isEmpty() ? USUAL_WAKE_WORD : order.sentence());
    if (desk.waits(order)) {
      desk.awaitOrFail(
          now -> now.state() == DeviceState.LISTENING || now.state() == DeviceState.SPEAKING,
          CONNECT_LIMIT_MILLIS,
          "the device did not begin to listen");
    }
  }

  private static void abort(Order order, Desk desk) throws ShellFailure, InterruptedException {
    desk.session().abort();
    if (desk.waits(order)) {
      desk.awaitOrFail(
          now -> now.state() != DeviceState.SPEAKING,
          STATE_LIMIT_MILLIS,
          "the server went on speaking for " + Figure.millis(STATE_LIMIT_MILLIS));
    }
  }

  private static void hangUp(Order order, Desk desk) throws ShellFailure, InterruptedException {
    desk.session().hangUp();
    if (desk.waits(order)) {
      desk.awaitOrFail(now -> !now.channelOpen(), STATE_LIMIT_MILLIS, "the connection is still up");
    }
  }

  private static List<Choice> speech(String begun) {
    List<Choice> choices = new ArrayList<>();
    if (!begun.contains("/")) {
      for (Clip clip : Corpus.builtIn().utterances()) {
        choices.add(new Choice(clip.name(), clip.transcript()));
      }
    }
    choices.addAll(FileChoices.of(begun, SOUND_FILE));
    return choices;
  }
}
