package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is known to be in the way of a fleet before it begins. */
class PreflightTest {

  @Test
  void shouldNameTheCommandThatRaisesTheLimit() {
    assertThat(Preflight.descriptors(2000, 2, false, false, OptionalLong.of(1024))).contains("ulimit -n 2208");
    assertThat(Preflight.descriptors(2000, 2, true, false, OptionalLong.of(3000))).contains("ulimit -n 4208");
    assertThat(Preflight.descriptors(2000, 2, true, true, OptionalLong.of(3000))).contains("ulimit -n 6208");
    assertThat(Preflight.descriptors(20_000, 2, false, false, OptionalLong.of(20_000)))
        .as("how many fit as it is")
        .contains("--devices 19792")
        .contains("several-machines.md");
    assertThat(Preflight.descriptors(3, 2, false, false, OptionalLong.of(200)))
        .as("none fits as it is")
        .contains("ulimit -n 211")
        .doesNotContain("--devices");
    assertThat(Preflight.descriptors(19_792, 2, false, false, OptionalLong.of(20_000))).isNull();
    assertThat(Preflight.descriptors(19_793, 2, false, false, OptionalLong.of(20_000))).isNotNull();
    assertThat(Preflight.descriptors(2000, 2, false, false, OptionalLong.empty())).isNull();
    assertThat(Preflight.descriptors(2000, 64, false, false, OptionalLong.of(2400)))
        .as("each event loop has its own")
        .contains("ulimit -n 2456");
    assertThat(
            ProcessFigures.openFileLimit("Max open files            20000                524288               files"))
        .hasValue(20_000);
  }

  @Test
  void shouldTakeAddressesListsAndRanges() {
    assertThat(SourceAddresses.parse("127.0.0.2-127.0.0.4, 127.0.1.1,127.0.0.3").all())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.1.1");
    assertThat(SourceAddresses.parse("10.0.0.255-10.0.1.0").all()).hasSize(2);
    assertThat(SourceAddresses.parse("::1").all()).hasSize(1);
    assertThat(SourceAddresses.loopback(2).all())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.1", "127.0.0.2");
  }

  @Test
  void shouldSayBeforehandThatNoSourceReachesTheServer() {
    SourceAddresses loopback = SourceAddresses.parse("127.0.0.1");
    assertThat(Preflight.sources(loopback, List.of(InetAddress.ofLiteral("127.0.0.1")))).isNull();
    assertThat(Preflight.sources(loopback, List.of())).isNull();
    assertThat(Preflight.sources(loopback, List.of(InetAddress.ofLiteral("192.0.2.1"))))
        .contains("--source 127.0.0.1 does not reach 192.0.2.1");
    assertThat(Preflight.sources(loopback, List.of(InetAddress.ofLiteral("2001:db8::1"))))
        .contains("of the same kind (IPv4 or IPv6)");
  }

  @Test
  void shouldWantEachSourceToReachTheServerAndCountThoseThatAreUsed() {
    InetAddress four = InetAddress.ofLiteral("127.0.0.1");
    InetAddress six = InetAddress.ofLiteral("::1");
    SourceAddresses both = new SourceAddresses(List.of(four, InetAddress.ofLiteral("127.0.0.2"), six));
    SourceAddresses one = new SourceAddresses(List.of(InetAddress.ofLiteral("0.0.0.0"), four));
    assertThat(Preflight.sources(one, List.of(InetAddress.ofLiteral("192.0.2.1"))))
        .as("one that does is not enough")
        .contains("--source 127.0.0.1 does not reach 192.0.2.1");
    assertThat(Preflight.pairs(both, List.of(four, six))).isEqualTo(2);
    assertThat(Preflight.pairs(both, List.of(six))).isEqualTo(1);
    assertThat(Preflight.pairs(both, List.of())).isEqualTo(3);
    assertThat(Preflight.pairs(SourceAddresses.NONE, List.of(four))).isEqualTo(1);
  }

  @Test
  void shouldTakeANameWithBothLoopbackAddressesForThisMachine() {
    InetAddress four = InetAddress.ofLiteral("127.0.0.1");
    InetAddress six = InetAddress.ofLiteral("::1");
    assertThat(Preflight.isLoopback4(List.of(four, six))).isTrue();
    assertThat(Preflight.isLoopback4(List.of(four))).isTrue();
    assertThat(Preflight.isLoopback4(List.of(six))).isFalse();
    assertThat(Preflight.isLoopback4(List.of(four, InetAddress.ofLiteral("192.0.2.1")))).isFalse();
    assertThat(Preflight.isLoopback4(List.of())).isFalse();
  }

  @Test
  void shouldSayBeforehandThatThereAreTooFewPorts() {
    OptionalInt range = OptionalInt.of(28_232);
    assertThat(Preflight.ports(28_000, 1, range)).isNull();
    assertThat(Preflight.ports(50_000, 2, range)).isNull();
    assertThat(Preflight.ports(1_000_000, 1, OptionalInt.empty())).isNull();
    assertThat(Preflight.ports(30_000, 1, range))
        .isEqualTo(
            "30000 devices need as many ports, but there are only 28232 for one address of this machine; connect from "
                + "more"
                + " addresses with --source, or run 'sudo sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"' "
                + "first");
    assertThat(Preflight.loopbackSources(19_500, range)).isEqualTo(1);
    assertThat(Preflight.loopbackSources(60_000, range)).isEqualTo(3);
  }

  @Test
  void shouldAskOnlyBeforeGoingToAnotherMachine() {
    assertThat(Preflight.foreign(URI.create("ws://127.0.0.1:8000/"), 100, 60)).isNull();
    assertThat(Preflight.foreign(URI.create("ws://localhost:8000/"), 100, 60)).isNull();
    assertThat(Preflight.foreign(URI.create("ws://[::1]:8000/"), 100, 60)).isNull();
    assertThat(Preflight.foreign(URI.create("ws://192.0.2.1:8000/"), 100, 60))
        .contains("100 connections to 192.0.2.1").contains("1,666 audio frames a second");
  }
}
