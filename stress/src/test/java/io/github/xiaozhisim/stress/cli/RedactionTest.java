package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an address is written down. */
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
}
