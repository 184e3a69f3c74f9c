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
  private final DeviceSetup device;
  private final DeviceSetup.Plan plan;
  private final @Nullable Errand errand;
  private final NettyTransport transport;

  /**
   * Complains about options before anything is opened.
   *
   * @param words what to say to the server
   */
  DoctorSetup(DeviceOptions options, String words, Map<String, String> environment) throws CliFailure {
    this.options = options;
    this.device = new DeviceSetup(options, environment);
    this.plan = device.plan();
    this.errand = device.builtIn() ? null : new Errand(plan.config(), options.server, plan.token(), words);
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
    all.add(
        new SoundExamination(
            files, SoundExamination.ofThisMachine(scheduler().clock()), options.microphone, options.loudspeaker));
    if (!options.noPins) {
      all.add(PinsExamination.ofThisMachine(plan.kind().key(), plan.kind().pins(), scheduler()));
    }
    all.add(
        new NetworkExamination(
            files,
            scheduler().clock(),
            NetworkExamination::ofThisMachine,
            InetAddress::getAllByName,
            errand == null ? null : errand.first().getHost()));
    all.add(this::visit);
    return all;
  }

  private void visit(Consumer<Finding> findings) throws InterruptedException {
    Errand on = errand;
    if (on == null) {
      findings.accept(
          new Finding(
              Area.SERVER, "ota", Grade.SKIPPED, "no server is named: give its address with --ota or --server", ""));
      return;
    }
    Identity identity;
    try {
      identity = device.whoIsThisMachine();
    } catch (CliFailure e) {
      findings.accept(
          new Finding(
              Area.SERVER, "identity", Grade.ERROR, String.valueOf(e.getMessage()), "name a folder of yours with --state"));
      return;
    }
    new ServerExamination(
            scheduler(),
            () -> new ServerVisit(plan.kind().info(), identity, scheduler(), transport.network(0), on))
        .look(findings);
  }

  @Override
  public void close() {
    transport.close();
  }
}
