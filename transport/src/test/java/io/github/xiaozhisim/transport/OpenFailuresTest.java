package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.OpenFailure.Kind;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenFailuresTest {

  private static final Target TARGET = new Target(false, "h", 80, true, "/");

  static Stream<Arguments> causes() {
    return Stream.of(
        Arguments.of(
            new ConnectException("finishConnect(..) failed with error(-111): Connection refused: h/1.2.3.4:80"),
            Kind.REFUSED),
        Arguments.of(new ConnectException("Connection timed out"), Kind.CONNECT_TIMEOUT),
        Arguments.of(new NoRouteToHostException("No route to host"), Kind.UNREACHABLE),
        Arguments.of(new SocketException("Network is unreachable"), Kind.UNREACHABLE),
        Arguments.of(new UnknownHostException("h"), Kind.UNKNOWN_HOST),
        Arguments.of(
            new ChannelException(
                "Unable to create Channel",
                new IOException("newSocketStream(..) failed with error(-24): Too many open files")),
            Kind.LOCAL_LIMIT),
        Arguments.of(
            new IOException("connect(..) failed with error(-99): Cannot assign requested address"), Kind.LOCAL_LIMIT),
        Arguments.of(new IOException("No buffer space available"), Kind.LOCAL_LIMIT),
        Arguments.of(new IOException("something else"), Kind.UNREACHABLE),
        Arguments.of(new IOException(), Kind.UNREACHABLE));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void shouldTellKindsApart(Throwable cause, Kind kind) {
    assertThat(OpenFailures.ofConnect(cause, TARGET).kind()).isEqualTo(kind);
    assertThat(OpenFailures.ofConnect(cause, TARGET).detail()).isNotBlank().doesNotContain("Exception:");
  }

  @Test
  void shouldShortenWhatPeersSay() {
    assertThat(OpenFailures.excerpt(" <p>a\u0000\r\n\tb</p><script>var x</script> ")).isEqualTo("a b");
    assertThat(OpenFailures.excerpt("x".repeat(500))).hasSizeLessThan(130);
  }

  @Test
  void shouldLeaveOutTheSystemCall() {
    assertThat(
            OpenFailures.clause(new IOException("recvAddress(..) failed with error(-104): Connection reset by peer")))
        .isEqualTo("Connection reset by peer");
    assertThat(OpenFailures.clause(new IOException())).isEqualTo("IOException");
  }
}
