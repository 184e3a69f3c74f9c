package io.github.xiaozhisim.stress.cli;

import java.lang.reflect.Member;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The headings below which {@code --help} lists the options of a command that has many. */
enum OptionGroup {
  SEARCH("The search", Set.of(CapacityCommand.class), ""),
  WHERE(
      "Where to",
      Set.of(),
      "--server --ota --attach --device --yes --token --token-file --header --identities --ca --insecure"),
  WHEN(
      "How many, how long",
      Set.of(PlanOptions.class),
      "--devices --turns --duration --hours --talking --wave --ramp-up --connect-rate --grace --warm-up --seed "
          + "--cores"),
  WHO(
      "Who uses a device, and how",
      Set.of(PeopleOptions.class),
      "--mode --think --text --speech --hands-free --talk --run"
          + " --timeout-connect --timeout-hello --timeout-stt --timeout-answer --timeout-tts"),
  WHAT(
      "What a device is",
      Set.of(DialectOptions.class),
      "--board --boards --framing --wire --mac --mac-prefix --picture --state"),
  SOUND("Sound card and pins", Set.of(), "--sound --microphone --loudspeaker --sound-buffer --aec --no-pins"),
  NETWORK(
      "The network on the way", Set.of(LineOptions.class), "--transport --source --loops --tls-resumption"),
  JUDGING(
      "What must hold, and what is looked at",
      Set.of(ObjectiveOptions.class, WatchOptions.class, ClockOptions.class),
      "--accept-degraded --ears --ears-budget"),
  SHOWN(
      "What is shown and kept",
      Set.of(),
      "--live --top --report --reports --trace --trace-file --log --figures"),
  BUILT_IN("The server built in, which answers without --server and --ota", Set.of(ServerOptions.class), ""),
  REST("Others", Set.of(), "--old-env --old-config --help --version");

  /** With fewer options a command's list is read as a whole. */
  private static final int MANY = 30;

  private final String heading;
  private final Set<Class<?>> classes;
  private final List<String> names;

  OptionGroup(String heading, Set<Class<?>> classes, String names) {
    this.heading = heading;
    this.classes = classes;
    this.names = List.of(names.split(" "));
  }

  String heading() {
    return heading;
  }

  /** Whether a command's options stand in groups: it has many, and is no server itself. */
  static boolean apply(CommandSpec command) {
    return command.options().size() > MANY && command.findOption("--bind") == null;
  }

  /** Where an option stands: where its name is, else where all of its class are. */
  static OptionGroup of(OptionSpec option) {
    return Arrays.stream(values())
        .filter(group -> group.names.contains(option.longestName()))
        .findFirst()
        .orElseGet(() -> byClass(option));
  }

  private static OptionGroup byClass(OptionSpec option) {
    if (option.userObject() instanceof Member member) {
      for (OptionGroup group : values()) {
        if (group.classes.contains(member.getDeclaringClass())) {
          return group;
        }
      }
    }
    return REST;
  }
}
