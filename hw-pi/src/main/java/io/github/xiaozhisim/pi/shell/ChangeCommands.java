package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.pi.session.DeviceSession.Setting;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.shell.Command.Choice;
import io.github.xiaozhisim.pi.shell.Command.Group;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a person changes: loudness, how conversations listen, and whatever else can be set while the device runs. */
final class ChangeCommands {

  private static final Pattern VOLUME = Pattern.compile("[+-]?\\d{1,3}");
  private static final int LOUDEST = 100;
  private static final int STEP = 10;
  private static final long CHANGE_LIMIT_MILLIS = 5_000;

  private ChangeCommands() {}

  static List<Command> all() {
    return List.of(
        Command.of(Group.CHANGE, "volume", "how loud it is, or shall be", ChangeCommands::volume)
            .takes(0, 1, "[PERCENT|+PERCENT|-PERCENT]")
            .checked(ChangeCommands::verifyVolume)
            .completed(
                Command.Completion.first(
                    new Choice("+" + STEP, "louder"), new Choice("-" + STEP, "softer"), new Choice("0", "mute"))),
        Command.of(Group.CHANGE, "mode", "how conversations listen from the next one on", ChangeCommands::mode)
            .takes(0, 1, "[auto|manual|realtime]")
            .checked(ChangeCommands::verifyMode)
            .completed(
                Command.Completion.first(
                    new Choice("auto", "the server finds out when you have finished"),
                    new Choice("manual", "you say so, by letting the key go"),
                    new Choice("realtime", "it listens while it speaks; needs echo cancellation"))),
        Command.of(Group.CHANGE, "set", "what can be set while it runs, or sets it", ChangeCommands::set)
            .takes(0, 2, "[NAME VALUE]")
            .completed((before, begun, desk) -> settings(before, desk)));
  }

  private static void volume(Order order, Desk desk) throws ShellFailure, InterruptedException {
    int before = desk.now().volumePercent();
    String word = order.word(0);
    if (word.isEmpty()) {
      desk.screen().say("The volume is " + before + " %.");
      return;
    }
    int amount = Integer.parseInt(word);
    boolean relative = word.startsWith("+") || word.startsWith("-");
    int wanted = Math.clamp((long) (relative ? before : 0) + amount, 0, LOUDEST);
    desk.session().volume(wanted);
    if (desk.waits(order)) {
      desk.awaitOrFail(
          now -> now.volumePercent() == wanted, CHANGE_LIMIT_MILLIS, "the volume is still " + before + " %");
    }
  }

  private static void verifyVolume(Order order) throws ShellFailure {
    String word = order.word(0);
    boolean wrong = !VOLUME.matcher(word).matches() || Math.abs(Integer.parseInt(word)) > LOUDEST;
    if (!word.isEmpty() && wrong) {
      throw ShellFailure.mistake("the volume is from 0 to 100, or changes by +10 or -10, not " + word);
    }
  }

  private static void mode(Order order, Desk desk) throws ShellFailure, InterruptedException {
    if (order.words().isEmpty()) {
      desk.screen().say("The mode is " + desk.now().mode().wireName() + ".");
    } else {
      changeMode(ListeningMode.valueOf(order.word(0).toUpperCase(Locale.ROOT)), order, desk);
    }
  }

  /** A conversation that runs keeps its mode, so there is nothing to wait for. */
  private static void changeMode(ListeningMode wanted, Order order, Desk desk)
      throws ShellFailure, InterruptedException {
    int problems = desk.witness().problems();
    desk.session().mode(wanted);
    boolean between = desk.now().state() == DeviceState.IDLE;
    if (desk.waits(order) && between) {
      desk.awaitOrFail(now -> now.mode() == wanted, CHANGE_LIMIT_MILLIS, "the mode is still another");
    } else if (desk.waits(order) && desk.witness().problems() > problems) {
      throw ShellFailure.failed(desk.witness().lastProblem(""));
    }
  }

  private static void verifyMode(Order order) throws ShellFailure {
    List<String> modes = Arrays.stream(ListeningMode.values()).map(ListeningMode::wireName).toList();
    if (!order.words().isEmpty() && !modes.contains(order.word(0).toLowerCase(Locale.ROOT))) {
      throw ShellFailure.mistake("a mode is auto, manual or realtime, not " + order.word(0));
    }
  }

  private static void set(Order order, Desk desk) throws ShellFailure, InterruptedException {
    if (order.words().size() == 2 && desk.waits(order) && changesAsACommandDoes(order, desk)) {
      return;
    }
    if (order.words().size() == 2) {
      try {
        desk.session().set(order.word(0), order.word(1));
        return;
      } catch (SessionException e) {
        throw ShellFailure.failed(Desk.reason(e));
      }
    }
    List<Setting> all = desk.session().settings();
    List<Setting> wanted =
        order.words().isEmpty() ? all : all.stream().filter(one -> one.name().equals(order.word(0))).toList();
    if (wanted.isEmpty() && !order.words().isEmpty()) {
      String names = String.join(", ", all.stream().map(Setting::name).toList());
      throw ShellFailure.failed(
          "there is no setting " + order.word(0) + (names.isEmpty() ? "" : "; there are " + names));
    }
    int width = all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    for (Setting one : wanted) {
      Shown line = new Shown().add("  " + one.name()).tab(width + 4).add(one.value(), Shown.STRONG).tab(width + 16);
      line.add(one.meaning(), Shown.FAINT);
      line.add(one.values().isEmpty() ? "" : " (" + String.join(", ", one.values()) + ")", Shown.FAINT);
      desk.screen().say(line.done());
    }
  }

  /** What has a command of its own is waited for as that command does; what is wrong is left to the session to say. */
  private static boolean changesAsACommandDoes(Order order, Desk desk) throws ShellFailure, InterruptedException {
    Order alone = Order.parse(order.textAfter(0));
    switch (order.word(0)) {
      case "volume" -> {
        if (!alone.word(0).matches("\\d{1,3}") || Integer.parseInt(alone.word(0)) > LOUDEST) {
          return false;
        }
        volume(alone, desk);
      }
      case "mode" -> {
        if (Arrays.stream(ListeningMode.values()).noneMatch(mode -> mode.wireName().equals(alone.word(0)))) {
          return false;
        }
        mode(alone, desk);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static List<Choice> settings(List<String> before, Desk desk) {
    List<Setting> all = desk.session().settings();
    if (before.isEmpty()) {
      return all.stream().map(one -> new Choice(one.name(), one.meaning())).toList();
    }
    return all.stream()
        .filter(one -> before.size() == 1 && one.name().equals(before.getFirst()))
        .flatMap(one -> one.values().stream())
        .map(value -> new Choice(value, ""))
        .toList();
  }
}
