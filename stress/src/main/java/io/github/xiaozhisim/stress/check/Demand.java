package io.github.xiaozhisim.stress.check;

/**
 * What a run takes of a machine. The rules of thumb were measured on x86-64 with the usual launcher and are meant to be
 * near enough to choose a machine by; a run itself says what it took.
 *
 * @param devices how many connect
 * @param talking how many of them talk; the others are silent
 * @param serverInside the server runs in the same process
 * @param serverHere it runs on this machine, in whatever process
 * @param mqtt devices have a socket for sound beside their connection
 * @param sources addresses that devices connect from
 */
public record Demand(int devices, int talking, boolean serverInside, boolean serverHere, boolean mqtt, int sources) {

  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  /** Class files, libraries, event loops, report. */
  private static final int OWN_DESCRIPTORS = 200;

  /** The program with a handful of devices. */
  private static final long OWN_BYTES = 110 * MIB;

  /** A built-in server that hears and speaks. */
  private static final long SERVER_BYTES = 60 * MIB;

  private static final long TALKING_BYTES = 20 * KIB;
  private static final long SILENT_BYTES = 8 * KIB;

  /** A session of the built-in server, while it hears and answers. */
  private static final long SESSION_BYTES = 64 * KIB;

  /** Of a connection, in the system. */
  private static final long SOCKET_BYTES = 6 * KIB;

  private static final long BUFFER_BYTES = 4 * KIB;

  private static final double TALKING_PROCESSORS = 0.35e-3;
  private static final double SESSION_PROCESSORS = 0.7e-3;
  private static final double SILENT_PROCESSORS = 0.01e-3;

  public Demand {
    if (devices < 1 || talking < 0 || talking > devices || sources < 1) {
      throw new IllegalArgumentException(
          talking + " of " + devices + " devices from " + sources + " addresses cannot be");
    }
  }

  /** Descriptors of this process. */
  public long descriptors() {
    return sockets() + OWN_DESCRIPTORS;
  }

  /** The most devices that a process with so many descriptors has room for. */
  public long devicesWithin(long descriptors) {
    return Math.max(0, (descriptors - OWN_DESCRIPTORS) / socketsEach());
  }

  private int socketsEach() {
    return (serverInside ? 2 : 1) + (mqtt ? 1 : 0);
  }

  /** Sockets of this process. */
  public long sockets() {
    return (long) devices * socketsEach();
  }

  /** Files that are open on the whole machine because of the run. */
  public long filesOfTheMachine() {
    return descriptors() + (serverHere && !serverInside ? devices : 0);
  }

  /** Ports that one address has to give. */
  public long portsOfAnAddress() {
    return Math.ceilDiv(devices, sources);
  }

  /** Memory of this process, and of the system for its sockets. */
  public long memoryBytes() {
    long silent = (long) devices - talking;
    long sessions = serverInside ? SERVER_BYTES + talking * SESSION_BYTES + silent * SILENT_BYTES : 0;
    return OWN_BYTES + talking * TALKING_BYTES + silent * SILENT_BYTES + sessions + sockets() * SOCKET_BYTES;
  }

  /** Of that, Java's heap at most. */
  public long heapBytes() {
    return memoryBytes() - sockets() * SOCKET_BYTES;
  }

  /** What lies in the buffers of connections, at both ends where both are here; a silent one's are empty. */
  public long bufferBytes() {
    return talking * BUFFER_BYTES * (serverHere ? 2 : 1);
  }

  /** Processors kept busy by this process. */
  public double processors() {
    double silent = devices - talking;
    return talking * (TALKING_PROCESSORS + (serverInside ? SESSION_PROCESSORS : 0)) + silent * SILENT_PROCESSORS;
  }

  /** Connections that may wait to be accepted at one moment, where the server's backlog is this machine's affair. */
  public long backlog() {
    return Math.min(devices, 1024);
  }
}
