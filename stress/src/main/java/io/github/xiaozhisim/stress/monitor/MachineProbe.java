package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.List;

/** The machine this program runs on: processors, memory, network, TCP. */
final class MachineProbe implements Probe {

  static final Gauge CPU =
      new Gauge("machine_cpu_percent", "machine.cpu", "%", "processors of this machine", "本机处理器");
  static final Gauge STEAL =
      new Gauge("machine_steal_percent", "machine.cpu", "%", "taken away by the hypervisor", "被虚拟化平台占用");
  static final Gauge MEMORY =
      new Gauge("machine_memory_percent", "machine.memory", "%", "memory of this machine in use", "本机内存占用");
  static final Gauge RECEIVED =
      new Gauge("network_received_mbit_s", "machine.network", "Mbit/s", "received", "接收");
  static final Gauge SENT = new Gauge("network_sent_mbit_s", "machine.network", "Mbit/s", "sent", "发送");
  static final Gauge LOOPBACK =
      new Gauge("network_loopback_mbit_s", "machine.network", "Mbit/s", "to itself (loopback)", "本机回环");
  static final Gauge RETRANSMITTED =
      new Gauge("tcp_retransmitted_percent", "machine.tcp", "%", "TCP segments sent again", "TCP 重传");
  static final Gauge OVERFLOWS =
      new Gauge("tcp_backlog_overflows_s", "machine.backlog", "1/s", "connections refused by a full backlog", "监听队列溢出");
  static final Gauge CONNECTIONS =
      new Gauge("tcp_connections", "machine.connections", "", "TCP connections of this machine", "本机 TCP 连接");

  private static final double BYTES_A_MEGABIT = 125_000;

  /** With fewer segments a second one of them would be more than a percentage tells. */
  private static final double ENOUGH_SEGMENTS = 100;

  private final SystemRoot root;
  private final CounterRate received = new CounterRate();
  private final CounterRate sent = new CounterRate();
  private final CounterRate loopback = new CounterRate();
  private final CounterRate retransmitted = new CounterRate();
  private final CounterRate segments = new CounterRate();
  private final CounterRate overflows = new CounterRate();
  private MachineFiles.Time before = new MachineFiles.Time(0, 0, 0);

  MachineProbe(SystemRoot root) {
    this.root = root;
  }

  @Override
  public void read(long atNanos, Readout into) {
    MachineFiles.Time now = MachineFiles.time(root.proc("stat"));
    if (before.all() > 0 && now.all() > before.all()) {
      double passed = now.all() - before.all();
      into.put(CPU, 100 * (now.busy() - before.busy()) / passed);
      into.put(STEAL, 100 * (now.stolen() - before.stolen()) / passed);
    }
    before = now;
    into.putKnown(MEMORY, MachineFiles.memoryPercent(root.proc("meminfo")), 1);
    MachineFiles.Traffic traffic = MachineFiles.traffic(root.proc("net/dev"));
    into.put(RECEIVED, received.perSecond(atNanos, traffic.received()) / BYTES_A_MEGABIT);
    into.put(SENT, sent.perSecond(atNanos, traffic.sent()) / BYTES_A_MEGABIT);
    into.put(LOOPBACK, loopback.perSecond(atNanos, traffic.loopback()) / BYTES_A_MEGABIT);
    tcp(atNanos, into);
  }

  private void tcp(long atNanos, Readout into) {
    String tcp = root.proc("net/snmp");
    double again = retransmitted.perSecond(atNanos, MachineFiles.counter(tcp, "Tcp", "RetransSegs"));
    double all = segments.perSecond(atNanos, MachineFiles.counter(tcp, "Tcp", "OutSegs"));
    if (!Double.isNaN(again) && !Double.isNaN(all)) {
      into.put(RETRANSMITTED, all < ENOUGH_SEGMENTS ? 0 : Math.min(100, 100 * again / all));
    }
    String more = root.proc("net/netstat");
    into.put(OVERFLOWS, overflows.perSecond(atNanos, MachineFiles.counter(more, "TcpExt", "ListenOverflows")));
    into.putKnown(CONNECTIONS, MachineFiles.counter(tcp, "Tcp", "CurrEstab"), 1);
  }

  @Override
  public List<Threshold> thresholds() {
    return List.of(
        new Threshold(
            CPU,
            95,
            10,
            "{} of this machine's processors are busy: whatever runs here waits for its turn; run the server elsewhere",
            "本机处理器占用 {}，几乎满载，所有程序都要排队；请把服务器放到另一台机器上"),
        new Threshold(
            MEMORY,
            90,
            3,
            "{} of this machine's memory is in use; when it is full the system swaps or ends programs",
            "本机内存占用 {}，快要用尽，之后系统会换页或结束程序"),
        new Threshold(
            RETRANSMITTED,
            1,
            5,
            "{} of the TCP segments were sent again: the network loses packets, and each loss delays speech by 200 ms "
                + "or more",
            "{} 的 TCP 报文被重传：网络丢包，每次丢包会使语音延迟 200 毫秒以上"),
        new Threshold(
            OVERFLOWS,
            0,
            1,
            "connections met a full backlog of a server on this machine ({}); raise its backlog and net.core.somaxconn",
            "本机某个服务器的监听队列已满（{}）；请提高其 backlog 与 net.core.somaxconn"));
  }
}
