package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.RIGHTS;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who runs this, and whether that user may use sound cards. Rights that come with a group hold from the next login on;
 * that they are missing although the group was joined is the commonest mistake, and told apart. Pins have their own.
 */
public final class RightsExamination implements Examination {

  private static final String STATUS = "proc/self/status";
  private static final String CARDS = "dev/snd";
  private static final String CONTROL = "controlC";
  private static final String GROUP = "audio";

  private final MachineFiles files;
  private final String user;

  /** @param user who runs this */
  public RightsExamination(MachineFiles files, String user) {
    this.files = files;
    this.user = user;
  }

  @Override
  public Finding.Area area() {
    return RIGHTS;
  }

  @Override
  public void look(Consumer<Finding> findings) {
    if (!files.has(STATUS)) {
      findings.accept(Finding.skipped(RIGHTS, "user", "rights are looked at on Linux only"));
      return;
    }
    if (ids("Uid:").contains("0")) {
      findings.accept(
          Finding.warning(
              RIGHTS,
              "user",
              "this runs as root, which a device does not need",
              "run it as a user in the groups audio and gpio"));
      return;
    }
    findings.accept(Finding.ok(RIGHTS, "user", "runs as " + user));
    if (!files.names(CARDS, CONTROL).isEmpty()) {
      findings.accept(cards());
    }
  }

  /** Whether sound cards may be used, and what their group has to do with it. */
  private Finding cards() {
    String shown = "/" + CARDS + "/" + CONTROL + "*";
    if (files.names(CARDS, CONTROL).stream().anyMatch(name -> files.usable(CARDS + "/" + name))) {
      return Finding.ok(RIGHTS, GROUP, "may use " + shown);
    }
    Group group = group();
    if (group == null) {
      return Finding.error(
          RIGHTS,
          GROUP,
          user + " may not use " + shown + ", and there is no group " + GROUP,
          "sudo groupadd --system audio, then start the machine again: udev gives the cards to that group");
    }
    if (ids("Groups:").contains(group.id())) {
      return Finding.error(
          RIGHTS,
          GROUP,
          user + " is in the group " + GROUP + " but may not use " + shown,
          "look at owner and mode with ls -l " + shown + ": the group should be " + GROUP + " with rw");
    }
    if (group.members().contains(user)) {
      return Finding.error(
          RIGHTS,
          GROUP,
          user + " has joined the group " + GROUP + ", but this session began before that",
          "log out and in again; a service: sudo systemctl restart xiaozhi");
    }
    return Finding.error(
        RIGHTS,
        GROUP,
        user + " may not use " + shown,
        "sudo usermod -aG " + GROUP + " " + user + ", then log in again");
  }

  private record Group(String id, Set<String> members) {}

  private @Nullable Group group() {
    for (String line : files.lines("etc/group")) {
      String[] parts = line.split(":", -1); // name:password:id:members
      if (parts.length == 4 && parts[0].equals(GROUP)) {
        return new Group(parts[2], Set.copyOf(List.of(parts[3].split(","))));
      }
    }
    return null;
  }

  /** The numbers behind a name in this process's status. */
  private Set<String> ids(String name) {
    for (String line : files.lines(STATUS)) {
      if (line.startsWith(name)) {
        return new TreeSet<>(List.of(line.substring(name.length()).strip().split("\\s+")));
      }
    }
    return Set.of();
  }
}
