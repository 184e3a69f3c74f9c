package io.github.xiaozhisim.stress.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a scenario becomes options. What it must not be is in the broken scenarios of the command line's tests. */
class ScenarioFileTest {

  private static final ScenarioCheck CHECK = new ScenarioCheck();

  @TempDir Path folder;

  private List<Setting> settings(String... lines) throws ScenarioException {
    return CHECK.read("a.yaml", folder, "schema: 1\n" + String.join("\n", lines) + "\n").settings();
  }

  private List<String> options(String... lines) throws ScenarioException {
    return settings(lines).stream()
        .flatMap(setting -> setting.values().stream().map(value -> (setting.option() + " " + value).strip()))
        .toList();
  }

  @Test
  void shouldSayNothingAboutWhatIsNotInTheFile() throws ScenarioException {
    assertThat(settings("about: nothing else", "server:")).isEmpty();
  }

  @Test
  void shouldKnowWhereEachSettingStands() throws ScenarioException {
    assertThat(settings("devices:", "  count: 500", "  framing: 2"))
        .containsExactly(
            new Setting("--devices", List.of("500"), "devices.count", new Place(3, 10)),
            new Setting("--framing", List.of("2"), "devices.framing", new Place(4, 12)));
  }

  @Test
  void shouldTakeNumbersAndTextsAsTheyAreWritten() throws ScenarioException {
    assertThat(options("users: {think: 2, talking: 0.5}", "run: {duration: 1h30m, seed: -7}"))
        .containsExactly("--think 2", "--talking 0.5", "--duration 1h30m", "--seed -7");
  }

  @Test
  void shouldTakeAWholeNumberHoweverItIsWritten() throws ScenarioException {
    assertThat(options("devices: {count: 1e3}")).containsExactly("--devices 1000");
    assertThat(options("devices: {count: 20.0}")).containsExactly("--devices 20");
  }

  @Test
  void shouldSetOptionsWithoutAValueByTheirMeaning() throws ScenarioException {
    assertThat(
            options(
                "server: {insecure: true}",
                "built-in-server: {mcp: false}",
                "devices: {heartbeat: false, stop-listen: true}"))
        .containsExactly("--insecure", "--no-mcp");
  }

  @Test
  void shouldRepeatAnOptionForEachItemOrEntry() throws ScenarioException {
    assertThat(
            options(
                "server:",
                "  headers:",
                "    X-Env: test",
                "    X-Site: '7'",
                "users: {talking: 10%, waves: [{share: 10%, at: 1m}, {at: 2m, share: 0.5}]}"))
        .containsExactly(
            "--header X-Env: test", "--header X-Site: 7", "--talking 10%", "--wave 10%@1m", "--wave 0.5@2m");
  }

  @Test
  void shouldJoinWhatAnOptionTakesAtOnce() throws ScenarioException {
    assertThat(
            options(
                "devices:", "  boards: {esp-box-3: 70%, esp-hi: 30%}", "  sources: [127.0.0.2, 127.0.0.4-127.0.0.5]"))
        .containsExactly("--boards esp-box-3:70%,esp-hi:30%", "--source 127.0.0.2,127.0.0.4-127.0.0.5");
  }

  @Test
  void shouldTakeUsersAndConversationsAsTheyAreTyped() throws ScenarioException {
    assertThat(
            options(
                "users:",
                "  population: {chat: 60%, hurried: 40%}",
                "  personas: {hurried: think=500ms; turns=2}",
                "arrivals: {conversations: poisson(20/s)}"))
        .containsExactly(
            "--population chat:60%,hurried:40%", "--persona hurried: think=500ms; turns=2", "--arrivals poisson(20/s)");
  }

  @Test
  void shouldTakeObjectivesAsTheyAreTyped() throws ScenarioException {
    assertThat(
            options(
                "objectives:", "  - first_sound.p95 < 1500ms over 60s", "  - failed < 1%", "run: {keep-going: true}"))
        .containsExactly("--objective first_sound.p95 < 1500ms over 60s", "--objective failed < 1%", "--keep-going");
  }

  @Test
  void shouldLookForFilesBesideTheScenario() throws ScenarioException, IOException {
    Files.writeString(folder.resolve("token.txt"), "secret");
    assertThat(options("server: {token-file: token.txt}"))
        .containsExactly("--token-file " + folder.resolve("token.txt"));
    Files.writeString(folder.resolve("evening.yaml"), "schema: 1\nserver: {token-file: token.txt}\n");
    assertThat(Scenarios.find(folder.resolve("evening.yaml").toString()).settings()).hasSize(1);
  }

  @Test
  void shouldLookBesideTheScenarioForBoardsThatAreFiles() throws ScenarioException, IOException {
    Path board = Files.createDirectory(folder.resolve("mine")).resolve("board.json");
    Files.copy(Path.of("../boards/esp-box-3/board.json"), board);

    assertThat(options("devices: {board: mine/board.json}")).containsExactly("--board " + board);
    assertThat(options("devices:", "  boards: {mine/board.json: 40%, esp-hi: 60%}"))
        .containsExactly("--boards " + board + ":40%,esp-hi:60%");
    assertThatThrownBy(() -> options("devices: {board: yours/board.json}"))
        .hasMessageContaining(folder.resolve("yours/board.json").toString());
  }

  @Test
  void shouldLookBesideTheScenarioForFilesInsideOfTextsToo() throws ScenarioException, IOException {
    Files.writeString(folder.resolve("moments.txt"), "0.5\n1.5\n");
    assertThat(options("arrivals: {conversations: trace(moments.txt)}"))
        .containsExactly("--arrivals trace(" + folder.resolve("moments.txt") + ")");
    assertThatThrownBy(() -> options("users: {personas: {loud: 'clips=a.wav,b.wav; think=1s'}}"))
        .hasMessageContaining(folder.resolve("a.wav").toString());
  }

  @Test
  void shouldTakeAPersonaAsMembers() throws ScenarioException {
    assertThat(
            options(
                "users:",
                "  personas:",
                "    hurried:",
                "      think: exp(1s)",
                "      interrupt: 30%@1s",
                "      turns: 3",
                "    typist: {text: [现在几点, 今天几号], mode: manual, silent: false}",
                "    polyglot: {languages: [zh, en], turns: 1..3, apart: 5s}",
                "    quick: think=500ms; turns=2"))
        .containsExactly(
            "--persona hurried: think=exp(1s); interrupt=30%@1s; turns=3",
            "--persona typist: text=现在几点; text=今天几号; mode=manual; silent=no",
            "--persona polyglot: languages=zh,en; turns=1..3; apart=5s",
            "--persona quick: think=500ms; turns=2");
    assertThatThrownBy(() -> options("users: {personas: {loud: {clips: [a.wav, b.wav], think: 1s}}}"))
        .as("beside the scenario")
        .hasMessageContaining(folder.resolve("a.wav").toString());
  }

  @Test
  void shouldSayWhereAMemberOfAPersonaIsWrong() {
    assertThatThrownBy(
            () ->
                settings(
                    "users:",
                    "  personas:",
                    "    one:",
                    "      interrupt: 30%@lunch",
                    "    two:",
                    "      languages: [zh, xx]",
                    "    three:",
                    "      mode: manual",
                    "      wake-word: 你好",
                    "    four:",
                    "      text: [a, b;c]"))
        .hasMessageContaining("a.yaml:5:22: users.personas.one.interrupt: ")
        .hasMessageContaining("a.yaml:7:18: users.personas.two.languages: no speech in 'xx' is built in")
        .hasMessageContaining("a.yaml:8:5: users.personas.three: who holds a button need not call a wake word")
        .hasMessageContaining("a.yaml:12:17: users.personas.four.text[2]: a ';' would end what is said here");
  }

  @Test
  void shouldTellAllMistakesAtOnceInTheOrderOfTheFile() {
    assertThatThrownBy(() -> settings("users:", "  mode: loud", "devices:", "  count: none"))
        .hasMessage(
            """
            a.yaml:3:9: users.mode: 'loud' is none of auto, manual, realtime; choose one of them
            a.yaml:5:10: devices.count: 'none' is not a whole number from 1; write it like 500""");
  }

  @Test
  void shouldSayWhatCannotBeReadAtAll() throws IOException {
    assertThatThrownBy(() -> Scenarios.find("quik"))
        .hasMessage("quik: there is no such file, and no preset of that name; did you mean quick?");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, new byte[] {'a', (byte) 0xe4, '\n'});
    assertThatThrownBy(() -> Scenarios.find(latin.toString()))
        .hasMessage(latin + ": not a text in UTF-8; save it as one");
    assertThatThrownBy(() -> Scenarios.find(folder.toString())).hasMessageContaining("cannot be read");
  }

  @Test
  void shouldShipPresetsAndATemplateWithoutMistakes() throws ScenarioException {
    for (String preset : Scenarios.PRESETS) {
      ScenarioFile scenario = Scenarios.find(preset);
      assertThat(scenario.about()).isNotEmpty();
      assertThat(scenario.settings()).isNotEmpty();
    }
    assertThat(CHECK.read("template", folder, Scenarios.template()).settings()).isNotEmpty();
  }
}
