package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an address and of a command line is written down. */
class RedactionTest {

  @ParameterizedTest
  @CsvSource({
    "ws://host:8000/xiaozhi/v1/, ws://host:8000/xiaozhi/v1/",
    "ws://user:pass@host/, ws://***@host/",
    "ws://user:p@ss@host/, ws://***@host/",
    "ws://user:p/ss@host/, ws://***@host/",
    "ws://host/?token=abc&x=1, ws://host/?token=***&x=1",
    "ws://host/?x=1&api_key=abc, ws://host/?x=1&api_key=***",
    "ws://host/?apikey=abc, ws://host/?apikey=***",
    "ws://host/?access-token=abc#part, ws://host/?access-token=***#part",
    "ws://host/?auth=abc, ws://host/?auth=***",
    "ws://host/?JWT=abc, ws://host/?JWT=***",
    "ws://host/?mail=a@b&monkey=1, ws://host/?mail=a@b&monkey=1"
  })
  void shouldLeaveOutSecretsAndNothingElse(String typed, String shown) {
    assertThat(Redaction.url(typed)).isEqualTo(shown);
  }

  @Test
  void shouldBlankOutSecretsInACommandLine() {
    assertThat(
            Redaction.command(
                List.of(
                    "fleet", "--token", "abc", "--token=abc", "--require-token", "abc", "--header",
                    "Authorization: abc", "--header=Accept-Language: zh", "--server",
                    "ws://user:abc@h/?device-id=1&token=abc")))
        .containsExactly(
            "fleet", "--token", "***", "--token=***", "--require-token", "***", "--header", "Authorization: ***",
            "--header=Accept-Language: zh", "--server", "ws://***@h/?device-id=1&token=***");
  }
}
