package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.hal.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {

  @TempDir Path folder;

  @Test
  void shouldInventTheSamePeopleFromTheSameSeed() {
    Roster one = Roster.invented(new Seeds(7), "02:00:00");
    Roster again = Roster.invented(new Seeds(7), "02:00:00");
    Roster other = Roster.invented(new Seeds(8), "02:00:00");
    assertThat(one.member(3)).isEqualTo(again.member(3));
    assertThat(one.member(3).identity()).isNotEqualTo(other.member(3).identity());
  }

  @Test
  void shouldInventUnicastAddressesWithThePrefixAndUuidsOfVersionFourAllDifferent() {
    Roster roster = Roster.invented(new Seeds(1), "02:1a:00");
    Set<String> macs = new HashSet<>();
    Set<String> clients = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      Identity identity = roster.member(i).identity();
      assertThat(identity.deviceId()).startsWith("02:1a:00:");
      UUID client = UUID.fromString(identity.clientId());
      assertThat(client.version()).isEqualTo(4);
      assertThat(client.variant()).isEqualTo(2);
      macs.add(identity.deviceId());
      clients.add(identity.clientId());
    }
    assertThat(macs).hasSize(20_000);
    assertThat(clients).hasSize(20_000);
  }

  @Test
  void shouldFillASmallRangeToTheLastAddress() {
    Roster roster = Roster.invented(new Seeds(1), "02:00:00:00:00");
    Set<String> macs = new HashSet<>();
    for (int i = 0; i < roster.capacity(); i++) {
      macs.add(roster.member(i).identity().deviceId());
    }
    assertThat(macs).hasSize(256);
  }

  @Test
  void shouldRefusePrefixesThatMakeNoDevices() {
    assertThatThrownBy(() -> Roster.invented(new Seeds(1), "01:00")).hasMessageContaining("multicast");
    assertThatThrownBy(() -> Roster.invented(new Seeds(1), "2:0")).hasMessageContaining("write it like 02:00:00");
  }

  @Test
  void shouldReadIdentitiesWithAndWithoutTokens() throws Exception {
    Path file =
        write(
            "device_id,client_id,token",
            "# the two on my desk",
            "02:00:00:00:00:01,5f0c7a52-2f34-4b6e-9d3a-0123456789ab,secret",
            "",
            "02:00:00:00:00:02,5f0c7a52-2f34-4b6e-9d3a-0123456789ac");
    assertThat(IdentityFile.read(file)).extracting(member -> member.identity().deviceId())
        .containsExactly("02:00:00:00:00:01", "02:00:00:00:00:02");
    assertThat(IdentityFile.read(file)).extracting(Member::token).containsExactly("secret", null);
    assertThat(IdentityFile.read(file).getFirst().toString()).doesNotContain("secret");
  }

  @Test
  void shouldSayWhichLineAndFieldIsWrongAndWhatToDo() throws Exception {
    assertThatThrownBy(() -> IdentityFile.read(write("02:00:00:00:00:01")))
        .hasMessageContaining("line 1").hasMessageContaining("device_id,client_id");
    assertThatThrownBy(() -> IdentityFile.read(write("", "02-00,5f0c7a52-2f34-4b6e-9d3a-0123456789ab")))
        .hasMessageContaining("line 2, field device_id").hasMessageContaining("02-00");
    assertThatThrownBy(() -> IdentityFile.read(write("02:00:00:00:00:01,none")))
        .hasMessageContaining("field client_id").hasMessageContaining("UUID");
    assertThatThrownBy(
            () ->
                IdentityFile.read(
                    write(
                        "02:00:00:00:00:01,5f0c7a52-2f34-4b6e-9d3a-0123456789ab",
                        "02:00:00:00:00:01,5f0c7a52-2f34-4b6e-9d3a-0123456789ac")))
        .hasMessageContaining("line 2, field device_id").hasMessageContaining("line 1 already");
    assertThatThrownBy(() -> IdentityFile.read(folder.resolve("missing.csv"))).hasMessageContaining("no such file");
    assertThatThrownBy(() -> IdentityFile.read(write("# nobody"))).hasMessageContaining("no identities");
  }

  @Test
  void shouldSpreadArrivalsEvenlyOverTheRamp() {
    RampUp arrivals = new RampUp(4, 1_000);
    assertThat(arrivals.offsetNanos(0)).isZero();
    assertThat(arrivals.offsetNanos(1)).isEqualTo(250);
    assertThat(arrivals.offsetNanos(3)).isEqualTo(750);
    assertThat(RampUp.usual(100).rampNanos()).isEqualTo(1_000_000_000L);
    assertThat(RampUp.usual(2000).rampNanos()).isEqualTo(10_000_000_000L);
  }

  private Path write(String... lines) throws IOException {
    Path file = folder.resolve("identities.csv");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return file;
  }
}
