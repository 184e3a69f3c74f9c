package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a command line that is wrong: one sentence and where to look, for who typed it. */
class MistakeTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          fleet --devices many      | --devices: 'many' is not a whole number
          simulate --hours long     | --hours: 'long' is not a number
          fleet --mode automatic    | --mode: there is no 'automatic'; there are auto, manual, realtime
          fleet --devises 3         | there is no option --devises; did you mean --devices?
          fleet --server            | --server needs a value: URL
          fleet 3                   | '3' is one word too many; what holds a space wants quotes
          shel                      | there is no command shel; did you mean shell?
          completion fish           | SHELL: there is no 'fish'; there are bash, zsh
          fleet --think soon        | --think: 'soon' is not a duration
          """)
  void shouldSayWhatIsWrongInPlainWords(String typed, String sentence) {
    StringWriter err = new StringWriter();
    int code = Main.commandLine(Map.of()).setErr(new PrintWriter(err, true)).execute(typed.split(" "));
    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString().lines().findFirst().orElse("")).startsWith("xiaozhi: " + sentence);
    assertThat(err.toString().lines()).hasSize(2).last().asString().startsWith("Try 'xiaozhi ");
  }
}
