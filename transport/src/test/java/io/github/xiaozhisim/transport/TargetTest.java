package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "ws://h, false, h, 80, /",
    "wss://h/, true, h, 443, /",
    "WS://Voice.Example:8000/xiaozhi/v1/, false, Voice.Example, 8000, /xiaozhi/v1/",
    "ws://h?token=a, false, h, 80, /?token=a",
    "wss://h/p?device-id=aa:bb%20c#part, true, h, 443, /p?device-id=aa:bb%20c",
    "ws://my_docker_host:8000/p, false, my_docker_host, 8000, /p",
    "ws://[::1]:9/p, false, ::1, 9, /p",
    "ws://[fe80::1]/p, false, fe80::1, 80, /p",
    "ws://h:/p, false, h, 80, /p",
    "ws://h/小智, false, h, 80, /%E5%B0%8F%E6%99%BA"
  })
  void shouldReadAddressAndPath(String url, boolean tls, String host, int port, String path) throws Exception {
    Target target = Target.of(URI.create(url), "ws");
    assertThat(target.tls()).isEqualTo(tls);
    assertThat(target.host()).isEqualTo(host);
    assertThat(target.port()).isEqualTo(port);
    assertThat(target.path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h/",
        "ws:///p",
        "ws://u@h/",
        "ws://u:p@h/",
        "ws://h:0/",
        "ws://h:65536/",
        "ws://h:x/",
        "ws://:80/",
        "h:80",
        "/p",
        "ws:opaque"
      })
  void shouldRefuseWhatIsNoWebSocketUrl(String url) {
    assertThatThrownBy(() -> Target.of(URI.create(url), "ws")).isInstanceOf(Target.BadUrlException.class);
  }

  @Test
  void shouldNotRepeatPasswords() {
    assertThatThrownBy(() -> Target.of(URI.create("ws://u:secret@h/"), "ws")).hasMessageNotContaining("secret");
  }

  @Test
  void shouldWriteIpv6InBrackets() throws Exception {
    Target target = Target.of(URI.create("http://[::1]:9/"), "http");
    assertThat(target.hostForHeader()).isEqualTo("[::1]");
    assertThat(target.describe()).isEqualTo("[::1]:9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "ü"})
  void shouldRefuseHeaderNamesThatHttpDoesNotAllow(String name) {
    assertThatThrownBy(() -> Target.checkHeaders(Map.of(name, "v"))).isInstanceOf(Target.BadUrlException.class);
  }

  @Test
  void shouldTakeOrdinaryHeaders() throws Exception {
    Target.checkHeaders(Map.of("Device-Id", "aa:bb", "X-Name", "ü\tb", "Empty", ""));
  }
}
