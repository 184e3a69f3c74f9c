package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.pi.doctor.Errand;
import io.github.xiaozhisim.pi.doctor.Examination;
import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.doctor.JavaExamination;
import io.github.xiaozhisim.pi.doctor.LibraryExamination;
import io.github.xiaozhisim.pi.doctor.MachineFiles;
import io.github.xiaozhisim.pi.doctor.NetworkExamination;
import io.github.xiaozhisim.pi.doctor.RightsExamination;
import io.github.xiaozhisim.pi.doctor.ServerExamination;
import io.github.xiaozhisim.pi.doctor.ServerVisit;
import io.github.xiaozhisim.pi.doctor.SoundExamination;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the options of {@link DoctorCommand} into examinations, and closes what they need. */
final class DoctorSetup implements AutoCloseable {

  private final DoctorCommand options;
  private final @Nullable Errand errand;
  private final NettyTransport transport;

  /** Complains about options before anything is opened. */
  DoctorSetup(DoctorCommand options) throws CliFailure {
    this.options = options;
    this.errand = errand();
    this.transport = NettyTransport.open(TransportKind.AUTO, 1, tls());
  }

  long wallMillis() {
    return transport.scheduler(0).clock().wallMillis();
  }

  List<Examination> examinations() throws CliFailure {
    MachineFiles files = MachineFiles.THIS_MACHINE;
    List<Examination> all = new ArrayList<>();
    all.add(new JavaExamination(files, System.getProperties(), Runtime.getRuntime().maxMemory()));
    all.add(new LibraryExamination(
            transport.scheduler(0).clock(), ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime));
    all.add(new RightsExamination(files, System.getProperty("user.name", "")));
    all.add(new SoundExamination(files, SoundExamination.ofThisMachine(transport.scheduler(0).clock()), null, null));
    all.add(
        new NetworkExamination(
            files,
            transport.scheduler(0).clock(),
            NetworkExamination::ofThisMachine,
            InetAddress::getAllByName,
            errand == null ? null : errand.first().getHost()));
    all.add(server());
    return all;
  }

  private Examination server() throws CliFailure {
    if (errand == null) {
      return findings ->
          findings.accept(
              new Finding(
                  Finding.Area.SERVER, "ota", Finding.Grade.SKIPPED, "no server is named: give its address with --ota or --server", ""));
    }
    try {
      return new ServerExamination(
          transport.scheduler(0),
          new ServerVisit(
              Boards.find(Boards.DEFAULT).info(), identity(), transport.scheduler(0), transport.network(0), errand));
    } catch (BoardException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static Identity identity() {
    return new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555");
  }

  private @Nullable Errand errand() throws CliFailure {
    URI ota = options.ota;
    URI server = options.server;
    if (ota != null && server != null) {
      throw CliFailure.usage("--server and --ota exclude each other; with --ota the answer names the server");
    }
    if (ota != null) {
      check("--ota", ota, Set.of("http", "https"), "http://HOST:PORT/xiaozhi/ota/");
    }
    if (server != null) {
      check("--server", server, Set.of("ws", "wss"), "ws://HOST:PORT/PATH or wss://HOST/PATH");
    }
    return ota == null && server == null ? null : new Errand(DeviceConfig.defaults().withOtaUrl(ota), server, token(), options.text);
  }

  private static void check(String option, URI uri, Set<String> schemes, String form) throws CliFailure {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!schemes.contains(scheme) || uri.getHost() == null) {
      throw CliFailure.usage(option + " '" + Redaction.url(uri.toString()) + "' cannot be used; write it like " + form);
    }
  }

  private @Nullable String token() throws CliFailure {
    if (options.token != null && options.tokenFile != null) {
      throw CliFailure.usage("--token and --token-file exclude each other");
    }
    if (options.tokenFile == null) {
      return options.token;
    }
    try {
      String first = Files.readString(options.tokenFile).lines().findFirst().orElse("").strip();
      if (first.isEmpty()) {
        throw CliFailure.usage("--token-file " + options.tokenFile + ": its first line is empty");
      }
      return first;
    } catch (IOException e) {
      throw CliFailure.usage("--token-file " + options.tokenFile + " cannot be read");
    }
  }

  private TlsSettings tls() throws CliFailure {
    if (options.ca != null && options.insecure) {
      throw CliFailure.usage("--ca and --insecure exclude each other");
    }
    try {
      return options.insecure
          ? TlsSettings.insecure()
          : options.ca != null ? TlsSettings.withCa(options.ca) : TlsSettings.verified();
    } catch (IOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
