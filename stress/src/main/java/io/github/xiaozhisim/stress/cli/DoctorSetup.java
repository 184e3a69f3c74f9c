package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.doctor.Errand;
import io.github.xiaozhisim.pi.doctor.Examination;
import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.doctor.Finding.Area;
import io.github.xiaozhisim.pi.doctor.Finding.Grade;
import io.github.xiaozhisim.pi.doctor.JavaExamination;
import io.github.xiaozhisim.pi.doctor.LibraryExamination;
import io.github.xiaozhisim.pi.doctor.MachineFiles;
import io.github.xiaozhisim.pi.doctor.NetworkExamination;
import io.github.xiaozhisim.pi.doctor.PinsExamination;
import io.github.xiaozhisim.pi.doctor.RightsExamination;
import io.github.xiaozhisim.pi.doctor.ServerExamination;
import io.github.xiaozhisim.pi.doctor.ServerVisit;
import io.github.xiaozhisim.pi.doctor.SoundExamination;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TransportKind;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the options of a device into examinations of what it needs, and closes what they need themselves. */
final class DoctorSetup implements AutoCloseable {

  private final DeviceOptions options;
  private final Manner manner;
  private final DeviceSetup device;
  private final DeviceSetup.Plan plan;
  private final @Nullable Errand errand;
  private final NettyTransport transport;

  /**
   * How it is done.
   *
   * @param words what to say to the server
   * @param aloud whether sounds may be played
   * @param beside whether this very program has a device that lives on the cards, the pins and the identity
   */
  record Manner(String words, boolean aloud, boolean beside) {}

  /** Complains about options before anything is opened. */
  DoctorSetup(DeviceOptions options, Manner manner, Map<String, String> environment) throws CliFailure {
    this.options = options;
    this.manner = manner;
    this.device = new DeviceSetup(options, environment);
    this.plan = device.plan();
    this.errand =
        device.builtIn() ? null : new Errand(plan.config(), options.access.server, plan.token(), manner.words());
    this.transport = NettyTransport.open(TransportKind.AUTO, 1, plan.tls());
  }

  long wallMillis() {
    return scheduler().clock().wallMillis();
  }

  private Scheduler scheduler() {
    return transport.scheduler(0);
  }

  /** In the order in which they are told. */
  List<Examination> examinations() {
    MachineFiles files = MachineFiles.THIS_MACHINE;
    List<Examination> all = new ArrayList<>();
    all.add(new JavaExamination(files, System.getProperties(), Runtime.getRuntime().maxMemory()));
    all.add(
        new LibraryExamination(
            scheduler().clock(), ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime));
    all.add(new RightsExamination(files, System.getProperty("user.name", "")));
    if (manner.beside()) {
      all.add(new LeftOut(Area.SOUND, "cards"));
      all.add(new LeftOut(Area.PINS, "pins"));
    } else {
      all.add(
          new SoundExamination(
              files,
              SoundExamination.ofThisMachine(scheduler()),
              options.microphone,
              options.loudspeaker,
              manner.aloud()));
      if (!options.noPins) {
        all.add(PinsExamination.ofThisMachine(plan.kind().key(), plan.kind().pins(), scheduler()));
      }
    }
    all.add(
        new NetworkExamination(
            files,
            scheduler().clock(),
            NetworkExamination::ofThisMachine,
            InetAddress::getAllByName,
            errand == null ? null : errand.first().getHost()));
    all.add(manner.beside() && errand != null ? new LeftOut(Area.SERVER, "visit") : new Visit());
    return all;
  }

  /** What a living device of this program has, and would have to give up to be looked at. */
  private record LeftOut(Area area, String subject) implements Examination {
    @Override
    public void look(Consumer<Finding> findings) {
      findings.accept(
          new Finding(
              area,
              subject,
              Grade.SKIPPED,
              "the shell's own device has it: leave the shell, then './xiaozhi doctor' looks at it",
              ""));
    }
  }

  /** The visit to the server, if one is named. */
  private final class Visit implements Examination {
    @Override
    public Area area() {
      return Area.SERVER;
    }

    @Override
    public void look(Consumer<Finding> findings) throws InterruptedException {
      visit(findings);
    }
  }

  private void visit(Consumer<Finding> findings) throws InterruptedException {
    Errand on = errand;
    if (on == null) {
      findings.accept(
          new Finding(
              Area.SERVER, "ota", Grade.SKIPPED, "no server is named: give its address with --ota or --server", ""));
      return;
    }
    DeviceSetup.Claimed machine;
    try {
      machine = device.claimThisMachine();
    } catch (CliFailure e) {
      String[] told = String.valueOf(e.getMessage()).split("; ", 2);
      String mend = told.length > 1 ? told[1] : "name a folder of yours with --state";
      findings.accept(new Finding(Area.SERVER, "identity", Grade.ERROR, told[0], mend));
      return;
    }
    try (machine) {
      Identity identity = machine.identity();
      new ServerExamination(
              scheduler(),
              () -> new ServerVisit(plan.kind().info(), identity, scheduler(), transport.network(0), on))
          .look(findings);
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
