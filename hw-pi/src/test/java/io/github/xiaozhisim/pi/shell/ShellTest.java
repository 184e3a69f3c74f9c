package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts and pipes: what lines do to the device, what is shown, and how it ends. */
@Timeout(20)
class ShellTest {

  private final Puppet puppet = new Puppet();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private final Surroundings surroundings =
      new Surroundings() {
        @Override
        public List<Item> devices() {
          return List.of(new Item("0", "USB Audio", true), new Item("1", "HDMI", false));
        }

        @Override
        public List<String> boards(String name) throws SessionException {
          if (name.equals("none")) {
            throw new SessionException("there is no board none");
          }
          return List.of("esp-box-3", "virtual");
        }

        @Override
        public void doctor(Consumer<Finding> each) {
          each.accept(new Finding(Finding.Area.JAVA, "version", Finding.Grade.OK, "25", ""));
          each.accept(new Finding(Finding.Area.SOUND, "cards", Finding.Grade.ERROR, "no card", "plug one in"));
        }
      };

  private int run(String... lines) {
    Script script = new Script("demo", Arrays.asList(lines));
    return shell().run(script, new PrintWriter(out), new PrintWriter(err), false, true);
  }

  private Shell shell() {
    return new Shell(puppet, surroundings, new RealTime());
  }

  private String shown() {
    return out.toString();
  }

  @Test
  void shouldCarryOutTheLinesOfAScriptOneAfterTheOther() {
    int code = run("# a conversation", "connect", "", "say zh-time", "text how are you?", "volume 40", "hangup");

    assertThat(code).isZero();
    assertThat(puppet.wishes)
        .containsExactly("connect", "say BuiltIn[words=zh-time]", "type how are you?", "volume 40", "hangUp");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldShowEachLineAndWhatHappensAfterIt() {
    run("text how are you?", "why");

    assertThat(shown().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsSubsequence(
            "> text how are you?",
            "0.00 you how are you?",
            "0.00 xiaozhi It is sunny.",
            "0.00 turn 1 answered: first sound after 1,000 ms, all heard after 3,400 ms",
            "> why",
            "Turn 1: answered");
  }

  @Test
  void shouldNameTheLineOfAMistakeBeforeAnythingRuns() {
    int code =
        run("connect", "say zh-time", "# three", "", "abort", "stop", "volum 40", "volume loud", "wait for ever");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines())
        .containsExactly(
            "demo:7: there is no command volum; did you mean volume?",
            "demo:8: the volume is from 0 to 100, or changes by +10 or -10, not loud",
            "demo:9: there is no condition 'for ever'; it is " + Condition.KINDS);
    assertThat(puppet.wishes).isEmpty();
  }

  @Test
  void shouldWantWholeNamesInScripts() {
    assertThat(new Script("s", List.of("vol 40")).mistakes())
        .containsExactly("s:1: there is no command vol; did you mean volume?");
  }

  @Test
  void shouldEndWithTheLineWhoseTurnWasNotAnswered() {
    puppet.answers = false;

    assertThat(run("connect", "text hello", "hangup")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("demo:2: turn 1 ended as timed-out-answer" + System.lineSeparator());
    assertThat(puppet.wishes).doesNotContain("hangUp");
  }

  @Test
  void shouldEndWithThreeWhenThereIsNoServer() {
    puppet.serverIsThere = false;

    assertThat(run("connect")).isEqualTo(3);
    assertThat(err.toString()).startsWith("demo:1: no server at ws://127.0.0.1:9/");
  }

  @Test
  void shouldNotWaitForALineThatGoesOn() {
    puppet.answers = false;

    assertThat(run("text a long story &", "abort")).isZero();
    assertThat(puppet.wishes).containsExactly("type a long story", "abort");
  }

  @Test
  void shouldEndWithTheCodeThatQuitIsGiven() {
    assertThat(run("quit 7", "connect")).isEqualTo(7);
    assertThat(puppet.wishes).isEmpty();
  }

  @Test
  void shouldFailWhatIsExpectedAndNotSo() {
    assertThat(
            run("text hello", "expect answered", "expect answer sunny", "expect first-sound < 2s", "expect volume 30"))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("demo:5: expected volume 30, but it is 70");
  }

  @Test
  void shouldWaitUntilSomethingIsSo() {
    assertThat(run("wait 1ms", "talk", "wait listening", "stop", "wait idle")).isZero();
    assertThat(puppet.wishes).containsExactly("press", "release");
  }

  @Test
  void shouldCallAToolWithPairsOrJson() {
    run("call self.audio_speaker.set_volume volume=40 how=soft", "call self.x {\"a\": [1, 2]}", "call self.y");

    assertThat(puppet.wishes)
        .containsExactly(
            "call self.audio_speaker.set_volume {\"volume\":40,\"how\":\"soft\"}",
            "call self.x {\"a\": [1, 2]}",
            "call self.y {}");
  }

  @Test
  void shouldSayWhyAToolCannotBeCalled() {
    assertThat(run("call nothing")).isEqualTo(1);
    assertThat(err.toString()).startsWith("demo:1: there is no tool nothing");
  }

  @Test
  void shouldListToolsBoardsDevicesAndFindings() {
    assertThat(run("tools volume", "boards", "devices", "doctor", "set", "state", "mcp", "help", "help say")).isZero();
    assertThat(shown())
        .contains("self.audio_speaker.set_volume  volume: integer, 0..100")
        .contains("Sets the volume.")
        .contains("esp-box-3")
        .contains("● 0  USB Audio")
        .contains("plug one in")
        .contains("echo cancellation (off, server, device)")
        .contains("No tool has been called yet.")
        .contains("FILE is WAV, Ogg Opus");
  }

  @Test
  void shouldRememberWhichToolsWereCalled() {
    Shell shell = shell();
    StringReader lines = new StringReader("text x\nmcp\n");
    // The session tells while the shell runs: at the first line.
    puppet.last = null;
    BufferedReader in =
        new BufferedReader(lines) {
          @Override
          public String readLine() throws java.io.IOException {
            puppet.tell(new SessionEvent.ToolCalled(0, "self.lamp", "{}", "true", false));
            return super.readLine();
          }
        };

    assertThat(shell.pipe(in, new PrintWriter(out), new PrintWriter(err), false, false)).isZero();
    assertThat(shown().split("> mcp")[1]).contains("self.lamp {} -> true");
  }

  @Test
  void shouldTakeLinesFromAPipeUntilOneFails() {
    StringReader lines = new StringReader("volume 20\nnonsense\nvolume 30\n");

    int code = shell().pipe(new BufferedReader(lines), new PrintWriter(out), new PrintWriter(err), false, true);

    assertThat(code).isEqualTo(2);
    assertThat(puppet.wishes).containsExactly("volume 20");
    assertThat(err.toString()).startsWith("standard input:2: there is no command nonsense");
  }

  @Test
  void shouldShowMessagesOnlyWhileTheyAreTraced() {
    Shell shell = shell();
    BufferedReader in =
        new BufferedReader(new StringReader("trace on\nvolume 1\ntrace off\nvolume 2\n")) {
          @Override
          public String readLine() throws java.io.IOException {
            String line = super.readLine();
            puppet.tell(new SessionEvent.Sent(0, "listen start", "before " + line));
            return line;
          }
        };

    shell.pipe(in, new PrintWriter(out), new PrintWriter(err), false, true);

    assertThat(shown())
        .contains("before volume 1", "before trace off")
        .doesNotContain("before volume 2", "before trace on");
  }

  @Test
  void shouldRecordAndTraceIntoFilesThatAreNotThereYet(@TempDir Path folder) throws Exception {
    Path there = Files.createFile(folder.resolve("there.wav"));

    assertThat(
            run(
                "record " + folder.resolve("new.wav"),
                "record stop",
                "trace " + folder.resolve("t.json"),
                "trace stop"))
        .isZero();
    assertThat(puppet.wishes)
        .containsExactly(
            "record " + folder.resolve("new.wav"), "record null", "trace " + folder.resolve("t.json"), "trace null");
    assertThat(run("record " + there)).isEqualTo(1);
    assertThat(err.toString()).contains("is there already");
  }

  @Test
  void shouldSayFilesWordsAndNames(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("a b.wav"));

    assertThat(run("say " + file, "say \"" + file + "\"", "say 现在几点了？")).isZero();
    assertThat(puppet.wishes)
        .containsExactly(
            "say Recording[file=" + file + "]", "say Recording[file=" + file + "]", "say BuiltIn[words=现在几点了？]");
  }

  @Test
  void shouldSayThatAFileIsNotThere() {
    assertThat(run("say none.wav")).isEqualTo(2);
    assertThat(err.toString()).startsWith("demo:1: there is no file none.wav");
  }

  @Test
  void shouldNotLetAServersTextActOnTheTerminal() {
    String hostile = "a\u001b]0;title\u0007b\u202ec";
    Shell shell = shell();
    BufferedReader in =
        new BufferedReader(new StringReader("volume 1\n")) {
          @Override
          public String readLine() throws java.io.IOException {
            puppet.tell(new SessionEvent.Understood(0, hostile));
            return super.readLine();
          }
        };

    shell.pipe(in, new PrintWriter(out), new PrintWriter(err), true, true);

    assertThat(shown()).contains("a ]0;title b c").doesNotContain("\u001b]", "\u0007", "\u202e");
  }

  @Test
  void shouldWaitForABootingDeviceBeforeTheFirstLine() {
    puppet.become(DeviceState.STARTING);
    BufferedReader in =
        new BufferedReader(new StringReader("expect ready\n")) {
          @Override
          public String readLine() throws java.io.IOException {
            assertThat(puppet.now().state()).as("when the first line is read").isEqualTo(DeviceState.IDLE);
            return super.readLine();
          }
        };
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (puppet.looks.get() < 4) {
                Thread.onSpinWait();
              }
              puppet.become(DeviceState.IDLE);
            });

    assertThat(shell().pipe(in, new PrintWriter(out), new PrintWriter(err), false, true)).isZero();
  }

  @Test
  void shouldNotTakeTheEndOfAnotherTurnForItsOwn() {
    assertThat(run("text a long story &", "wait speaking", "say zh-time", "expect answered")).isZero();
    assertThat(shown()).containsSubsequence("interrupted", "turn 2", "answered", "> expect answered");
  }

  @Test
  void shouldFailWithARefusalAtOnceThoughAnotherTurnGoesWell() {
    assertThat(run("text a long story &", "wait speaking", "text Hello")).isEqualTo(1);
    assertThat(err.toString()).startsWith("demo:3: the device is speaking; abort that first");
  }

  @Test
  void shouldFailToStopWhatDoesNotListen() {
    assertThat(run("stop")).isEqualTo(1);
    assertThat(err.toString()).startsWith("demo:1: the device is idle");
  }

  @Test
  void shouldChangeTheVolumeBeforeTheNextLine() {
    assertThat(
            run(
                "volume 30",
                "expect volume 30",
                "volume +10",
                "volume +10",
                "expect volume 50",
                "mode manual",
                "expect mode manual"))
        .isZero();
    assertThat(run("set volume 30", "expect volume 30", "set mode auto", "expect mode auto"))
        .as("by set, too")
        .isZero();
    assertThat(run("set volume loud")).isEqualTo(1);
  }

  @Test
  void shouldSendNumbersAsJsonHasThem() {
    run("call self.x a=1.5 b=-0.2 c=007 d=1e3 e=true");

    assertThat(puppet.wishes).containsExactly("call self.x {\"a\":1.5,\"b\":-0.2,\"c\":\"007\",\"d\":1e3,\"e\":true}");
  }
}
