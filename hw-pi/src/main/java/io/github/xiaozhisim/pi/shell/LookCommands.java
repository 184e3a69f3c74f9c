package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.shell.Command.Group;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** What a person looks at: the device, its last turn, what servers did with it, the machine. */
final class LookCommands {

  private static final int LABELS = 14;
  private static final int MEND_COLUMN = 24;

  private LookCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(Group.LOOK, "state", "how the device is", LookCommands::state),
        Command.of(Group.LOOK, "why", "where the time of the last turn went", LookCommands::why)
            .more("Each stage stands where it lies on the way from the end of speech to the first sound."),
        Command.of(
            Group.LOOK,
            "mcp",
            "which tools were called, by the server or by hand, and what came of it",
            LookCommands::mcp),
        Command.of(
            Group.LOOK,
            "devices",
            "sound cards of this machine, or the other devices of a fleet",
            LookCommands::devices),
        Command.of(Group.LOOK, "boards", "boards a device can live on, or everything about one", LookCommands::boards)
            .takes(0, 1, "[NAME]"),
        Command.of(Group.LOOK, "doctor", "what is missing on this machine, and what mends it", LookCommands::doctor));
  }

  private static void state(Order order, Desk desk) throws InterruptedException {
    Snapshot now = desk.now();
    row(desk, "device", desk.session().name());
    row(desk, "state", now.stateName() + (now.channelOpen() ? ", connected" : ", not connected"));
    row(desk, "mode", now.mode().wireName());
    row(desk, "volume", now.volumePercent() + " %");
    row(desk, "face", Faces.named(now.emotion(), desk.unicode()));
    row(desk, "screen", now.status());
    row(desk, "microphone", level(now.microphoneDbfs()));
    row(desk, "loudspeaker", level(now.speakerDbfs()));
    if (!Double.isNaN(now.firstSoundMillis())) {
      row(desk, "last turn", "first sound after " + Figure.millis(now.firstSoundMillis()));
    }
  }

  private static void row(Desk desk, String label, String text) throws InterruptedException {
    if (!text.isBlank()) {
      desk.screen().say(new Shown().add("  " + label, Shown.FAINT).tab(LABELS + 2).add(text).done());
    }
  }

  private static String level(double dbfs) {
    if (Double.isNaN(dbfs)) {
      return ""; // nobody hears that from here
    }
    return dbfs <= Snapshot.SILENCE ? "silent" : String.format(Locale.ROOT, "%.0f dBFS", dbfs);
  }

  private static void why(Order order, Desk desk) throws ShellFailure, InterruptedException {
    Optional<TurnAccount> turn = desk.session().lastTurn();
    if (turn.isEmpty()) {
      throw ShellFailure.failed("no turn has ended yet; begin one with say or text, or hold the space bar");
    }
    for (AttributedString line : new WhyText(desk.unicode(), desk.columns()).of(turn.get())) {
      desk.screen().say(line);
    }
  }

  private static void mcp(Order order, Desk desk) throws InterruptedException {
    List<SessionEvent.ToolCalled> calls = desk.witness().calls();
    if (calls.isEmpty()) {
      desk.screen().say("No tool has been called yet.");
    }
    for (SessionEvent.ToolCalled call : calls) {
      AttributedString line = desk.events().of(call);
      if (line != null) {
        desk.screen().say(line);
      }
    }
  }

  private static void devices(Order order, Desk desk) throws ShellFailure, InterruptedException {
    List<Surroundings.Item> items;
    try {
      items = desk.surroundings().devices();
    } catch (SessionException e) {
      throw ShellFailure.failed(Desk.reason(e));
    }
    if (items.isEmpty()) {
      desk.screen().say("There are none.");
    }
    int names = items.stream().mapToInt(item -> new AttributedString(item.name()).columnLength()).max().orElse(0);
    for (Surroundings.Item item : items) {
      AttributedStyle style = item.chosen() ? Shown.GOOD : Shown.PLAIN;
      String mark = item.chosen() ? (desk.unicode() ? "● " : "* ") : "  ";
      desk.screen().say(new Shown().add(mark + item.name(), style).tab(names + 4).add(item.text(), Shown.FAINT).done());
    }
  }

  private static void boards(Order order, Desk desk) throws ShellFailure, InterruptedException {
    try {
      for (String line : desk.surroundings().boards(order.word(0))) {
        desk.screen().say(line);
      }
    } catch (SessionException e) {
      throw ShellFailure.failed(Desk.reason(e));
    }
  }

  private static void doctor(Order order, Desk desk) throws ShellFailure, InterruptedException {
    try {
      desk.surroundings()
          .doctor(
              finding -> {
                desk.screen().tell(finding(finding));
                if (!finding.mend().isEmpty()) {
                  desk.screen().tell(new Shown().tab(MEND_COLUMN).add(finding.mend(), Shown.FAINT).done());
                }
              });
    } catch (SessionException e) {
      throw ShellFailure.failed(Desk.reason(e));
    }
  }

  private static AttributedString finding(Finding finding) {
    AttributedStyle style =
        switch (finding.grade()) {
          case OK -> Shown.GOOD;
          case SKIPPED -> Shown.FAINT;
          case WARNING -> Shown.ODD;
          case ERROR -> Shown.BAD;
        };
    Shown line = new Shown().add(finding.grade().word(), style).tab(9);
    return line.add(finding.subject(), Shown.STRONG).tab(MEND_COLUMN).add(finding.told()).done();
  }
}
