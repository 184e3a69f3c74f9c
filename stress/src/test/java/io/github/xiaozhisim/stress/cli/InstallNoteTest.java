package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/**
 * What people are told to type to make a Raspberry Pi a device, and the files of the
 * service, fit each other and the program.
 */
class InstallNoteTest {

  private static final Path ROOT = RepositoryRoot.find();
  private static final Path NOTE = ROOT.resolve("hw-pi/docs/raspberry-pi.md");
  private static final Path SERVICE = ROOT.resolve("hw-pi/service");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
  private static final Pattern CALL =
      Pattern.compile("(?<![-/\\w.])(?:\\./)?xiaozhi ([a-z][a-z-]*)((?: +[^\\s`#>]+)*)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("hw-pi/docs"))) {
      List<Path> pages = new ArrayList<>(docs.filter(each -> each.toString().endsWith(".md")).sorted().toList());
      pages.add(ROOT.resolve("hw-pi/README.md"));
      return pages;
    }
  }

  /** What a page has in code: blocks of commands, and words in the text. */
  private static List<String> code(Path page) {
    List<String> code = new ArrayList<>();
    String text = text(page);
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      block.group(1).lines().forEach(code::add);
    }
    Matcher word = CODE.matcher(text.replaceAll("(?ms)^```.*?^```", ""));
    while (word.find()) {
      code.add(word.group(1));
    }
    return code;
  }

  @Test
  void shouldNameOnlyCommandsAndOptionsThatThereAre() throws IOException {
    CommandLine program = Main.commandLine(Map.of());
    Set<String> unknown = new TreeSet<>();
    int checked = 0;
    for (Path page : pages()) {
      for (String line : code(page)) {
        Matcher call = CALL.matcher(line);
        while (call.find()) {
          CommandLine command = program.getSubcommands().get(call.group(1));
          if (command == null) {
            unknown.add(page.getFileName() + ": " + call.group());
            continue;
          }
          checked++;
          String arguments = call.group(2);
          for (String word : arguments.strip().split(" +")) {
            command = command.getSubcommands().getOrDefault(word, command);
          }
          Matcher option = OPTION.matcher(arguments);
          while (option.find()) {
            if (command.getCommandSpec().findOption(option.group()) == null) {
              unknown.add(page.getFileName() + ": " + call.group() + ": " + option.group());
            }
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(checked).isGreaterThan(5);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void shouldGiveCommandsThatAShellUnderstands() throws Exception {
    for (Path page : pages()) {
      Matcher block = BLOCK.matcher(text(page));
      while (block.find()) {
        Process shell = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        shell.getOutputStream().write(block.group(1).getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).as(block.group(1)).isEmpty();
      }
    }
  }

  @Test
  void shouldPackAndInstallFilesThatExist() {
    String note = text(NOTE);
    Matcher packing = Pattern.compile("tar -czf \\S+ (.*)").matcher(note);
    assertThat(packing.find()).isTrue();
    assertThat(packing.group(1).split(" "))
        .contains("xiaozhi", ".mvn/find-java.sh", "stress/target/xiaozhi.jar", "stress/target/lib")
        .filteredOn(name -> !name.contains("/target/"))
        .allMatch(name -> Files.exists(ROOT.resolve(name)));
    Matcher installing = Pattern.compile("sudo install -m \\d+ (?:-D )?(\\S+) (\\S+)").matcher(note);
    List<String> sources = new ArrayList<>();
    while (installing.find()) {
      sources.add(installing.group(1));
    }
    assertThat(sources)
        .containsExactlyInAnyOrder("xiaozhi.sysusers", "device.env", "xiaozhi.service", "60-xiaozhi.rules")
        .allMatch(name -> Files.exists(SERVICE.resolve(name)));
  }

  @Test
  void shouldStartWhatTheNoteInstallsAsTheUserItMakes() {
    String unit = text(SERVICE.resolve("xiaozhi.service"));
    String note = text(NOTE);
    String users = text(SERVICE.resolve("xiaozhi.sysusers"));
    assertThat(note).contains("-C /opt/xiaozhi", "device.env /etc/xiaozhi/device.env");
    assertThat(unit)
        .contains("ExecStart=/opt/xiaozhi/xiaozhi device", "EnvironmentFile=/etc/xiaozhi/device.env", "User=xiaozhi")
        .contains("SupplementaryGroups=audio gpio spi", "Restart=on-failure", "StartLimitIntervalSec=0")
        .doesNotContain("RestartPreventExitStatus");
    assertThat(users).contains("u xiaozhi ", "g gpio ", "g spi ", "m xiaozhi audio");
  }

  @Test
  void shouldSetOnlyVariablesThatMeanSomething() {
    Matcher variable = Pattern.compile("(?m)^#?(XIAOZHI_\\w+)=").matcher(text(SERVICE.resolve("device.env")));
    CommandLine program = Main.commandLine(Map.of());
    int checked = 0;
    while (variable.find()) {
      assertThat(OptionVariables.unknown(program, Map.of(variable.group(1), "x"))).isEmpty();
      checked++;
    }
    assertThat(checked).isGreaterThan(2);
  }
}
