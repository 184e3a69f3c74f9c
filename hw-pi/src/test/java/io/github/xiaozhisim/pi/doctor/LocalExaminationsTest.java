package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Grade.ERROR;
import static io.github.xiaozhisim.pi.doctor.Finding.Grade.OK;
import static io.github.xiaozhisim.pi.doctor.Finding.Grade.SKIPPED;
import static io.github.xiaozhisim.pi.doctor.Finding.Grade.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.transport.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about a machine without asking anybody else; the machines are folders. */
class LocalExaminationsTest {

  private static final String USER = "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nGroups:\t1000 29\n";

  @TempDir private Path root;
  private boolean mayUse = true;

  private void has(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private MachineFiles machine() {
    return new MachineFiles(root, file -> mayUse);
  }

  private static List<Finding> seenBy(Examination examination) throws InterruptedException {
    List<Finding> found = new ArrayList<>();
    examination.look(found::add);
    return found;
  }

  private static Finding of(String subject, List<Finding> found) {
    return found.stream().filter(each -> each.subject().equals(subject)).findFirst().orElseThrow();
  }

  private static void is(Finding finding, Finding.Grade grade, String... parts) {
    assertThat(finding.grade()).as(finding.toString()).isEqualTo(grade);
    for (String part : parts) {
      assertThat(finding.sentence() + " -> " + finding.mend()).contains(part);
    }
  }

  // ---- Java ----

  private List<Finding> java(String version, String bits, long heapBytes) throws InterruptedException {
    Properties properties = new Properties();
    properties.setProperty("java.version", version);
    properties.setProperty("java.vendor", "Eclipse Adoptium");
    properties.setProperty("os.arch", "aarch64");
    properties.setProperty("sun.arch.data.model", bits);
    return seenBy(new JavaExamination(machine(), properties, heapBytes));
  }

  @Test
  void shouldNameJavaSystemAndBoard() throws Exception {
    has("etc/os-release", "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n");
    has("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
    is(
        of("java", java("25.0.3", "64", 96L << 20)),
        OK,
        "Java 25.0.3 of Eclipse Adoptium for aarch64 on Debian GNU/Linux 13 (trixie), Raspberry Pi 5 Model B Rev 1.0");
  }

  @Test
  void shouldWantA64BitSystemAndAJavaThatIsNewEnough() throws Exception {
    is(of("java", java("25", "32", 96L << 20)), ERROR, "32-bit", "64-bit Raspberry Pi OS");
    is(of("java", java("21.0.2", "64", 96L << 20)), ERROR, "too old", "install Java 25");
    is(of("java", java("26-ea", "64", 96L << 20)), OK);
  }

  @Test
  void shouldWarnWhereMemoryIsShort() throws Exception {
    has("proc/meminfo", "MemTotal:         430000 kB\nMemFree: 1 kB\nMemAvailable:     120000 kB\n");
    List<Finding> found = java("25", "64", 40L << 20);
    is(of("heap", found), WARNING, "40 MiB", "-Xmx96m");
    is(of("memory", found), WARNING, "117 MiB of 419 MiB", "without a desktop");
    has("proc/meminfo", "MemTotal:         8000000 kB\nMemAvailable:     6000000 kB\n");
    is(of("memory", java("25", "64", 96L << 20)), OK);
  }

  // ---- libraries ----

  @Test
  void shouldTryTheCodecAndWhatTlsNeeds() throws Exception {
    long[] usedNanos = {0};
    LongSupplier cpu = () -> usedNanos[0] += 15_000_000; // for a batch that sounds for 300 ms
    List<Finding> found = seenBy(new LibraryExamination(SystemClock.INSTANCE, cpu));
    is(of("opus", found), OK, "takes 5.0 % of one processor");
    is(of("sockets", found), OK);
    is(of("tls", found), OK, "certificate authorities");
  }

  @Test
  void shouldSayWhenTheProcessorIsTooSlowToTalk() {
    is(LibraryExamination.codec(0.05), OK, "5.0 %");
    is(LibraryExamination.codec(0.5), WARNING, "50.0 %", "may stutter");
    is(LibraryExamination.codec(1.2), ERROR, "120.0 %", "faster board");
  }

  @Test
  void shouldSayWhenNoServerCouldBeTrusted() {
    is(LibraryExamination.authorities(0), WARNING, "https and wss will fail", "ca-certificates-java");
  }

  // ---- rights ----

  private List<Finding> rights() throws InterruptedException {
    return seenBy(new RightsExamination(machine(), "pi"));
  }

  @Test
  void shouldLookAtRightsOnLinuxOnly() throws Exception {
    is(of("user", rights()), SKIPPED, "Linux only");
  }

  @Test
  void shouldAdviseAgainstRoot() throws Exception {
    has("proc/self/status", "Uid:\t0\t0\t0\t0\nGroups:\t0\n");
    assertThat(rights()).singleElement().satisfies(only -> is(only, WARNING, "runs as root", "audio and gpio"));
  }

  @Test
  void shouldBeContentWhereCardsMayBeUsed() throws Exception {
    has("proc/self/status", USER);
    has("dev/snd/controlC0", "");
    is(of("audio", rights()), OK, "/dev/snd/controlC*");
  }

  @Test
  void shouldHaveNothingToSayAboutCardsThatAreNotThere() throws Exception {
    has("proc/self/status", USER);
    assertThat(rights()).extracting(Finding::subject).containsExactly("user");
  }

  @Test
  void shouldTellTheFourReasonsForWhichCardsMayNotBeUsed() throws Exception {
    mayUse = false;
    has("dev/snd/controlC0", "");
    has("proc/self/status", USER);
    has("etc/group", "root:x:0:\n");
    is(of("audio", rights()), ERROR, "there is no group audio", "groupadd");
    has("etc/group", "audio:x:29:pi\n");
    is(of("audio", rights()), ERROR, "is in the group audio", "ls -l /dev/snd/controlC*");
    has("etc/group", "audio:x:63:somebody,pi\n");
    is(of("audio", rights()), ERROR, "this session began before that", "log out and in again");
    has("etc/group", "audio:x:63:somebody,somebody\n"); // twice, which is allowed
    is(of("audio", rights()), ERROR, "may not use", "sudo usermod -aG audio pi");
  }

  // ---- network ----

  private List<Finding> network(String now, List<String> addresses, String host) throws InterruptedException {
    NetworkExamination.Lookup lookup =
        name -> {
          if (name.equals("server.example")) {
            return new InetAddress[] {InetAddress.ofLiteral("192.0.2.7")};
          }
          throw new UnknownHostException(name);
        };
    VirtualClock clock = new VirtualClock(Instant.parse(now).toEpochMilli());
    return seenBy(new NetworkExamination(machine(), clock, () -> addresses, lookup, host));
  }

  @Test
  void shouldFindAWellConnectedMachineWell() throws Exception {
    has("proc/net/route", "Iface\tDestination\tGateway \tFlags\nwlan0\t00000000\t0101A8C0\t0003\t0\n");
    has(
        "proc/net/wireless",
        "Inter-| sta-|   Quality        |\n face | tus | link level noise |\n wlan0: 0000   60.  -50.  -256        "
            + "0\n");
    has("run/systemd/timesync/synchronized", "");
    List<Finding> found = network("2026-11-21T20:00:00Z", List.of("wlan0 192.168.1.23"), "server.example");
    assertThat(found).as(found.toString()).allMatch(each -> each.grade() == OK);
    is(of("address", found), OK, "wlan0 192.168.1.23");
    is(of("wireless", found), OK, "wlan0 hears the access point at -50 dBm");
    is(of("clock", found), OK, "2026-11-21 20:00 UTC");
    is(of("name", found), OK, "server.example is 192.0.2.7");
  }

  @Test
  void shouldSayWhatIsMissing() throws Exception {
    has("proc/net/route", "Iface\tDestination\tGateway \tFlags\nwlan0\t0001A8C0\t00000000\t0001\t0\n");
    has("proc/net/wireless", " wlan0: 0000   20.  -82.  -256        0\n");
    List<Finding> found = network("1970-01-01T00:05:00Z", List.of(), "sever.example");
    is(of("address", found), ERROR, "no address", "nmcli device wifi connect");
    is(of("route", found), WARNING, "no way out");
    is(of("wireless", found), WARNING, "-82 dBm: weak");
    is(of("clock", found), ERROR, "1970-01-01 00:05 UTC", "timedatectl set-ntp true");
    is(of("name", found), ERROR, "the name sever.example has no address");
  }

  @Test
  void shouldWarnOfAClockThatNobodyHasSet() throws Exception {
    Files.createDirectories(root.resolve("run/systemd/timesync"));
    is(of("clock", network("2026-11-21T20:00:00Z", List.of("eth0 10.0.0.2"), null)), WARNING, "has not set it");
  }

  @Test
  void shouldKnowTheAddressesOfThisMachine() {
    assertThat(NetworkExamination.ofThisMachine()).allMatch(each -> each.matches("\\S+ [0-9a-f.:]+"));
  }
}
