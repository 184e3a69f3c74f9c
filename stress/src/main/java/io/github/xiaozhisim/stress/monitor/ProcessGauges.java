package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.List;

/**
 * What is shown of a watched process.
 *
 * @param prefix of its names in files: {@code server}, {@code server_2}
 * @param who as people know it: {@code python3 (4711)}
 */
record ProcessGauges(String prefix, String who) {

  Gauge cpu() {
    return gauge("cpu_percent", "cpu", "%", "of one processor", "占单个处理器");
  }

  Gauge busiestThread() {
    return gauge("busiest_thread_percent", "cpu", "%", "its busiest thread", "最忙线程");
  }

  Gauge memory() {
    return gauge("rss_mib", "memory", "MiB", "resident memory", "常驻内存");
  }

  Gauge threads() {
    return gauge("threads", "threads", "", "threads", "线程数");
  }

  Gauge descriptors() {
    return gauge("descriptors", "descriptors", "", "open descriptors", "已打开的描述符");
  }

  Gauge descriptorShare() {
    return gauge("descriptors_percent", "limits", "%", "of the descriptors it may open", "描述符限额占用");
  }

  Gauge received() {
    return gauge("received_mbit_s", "network", "Mbit/s", "received in its own network", "接收（自有网络）");
  }

  Gauge sent() {
    return gauge("sent_mbit_s", "network", "Mbit/s", "sent in its own network", "发送（自有网络）");
  }

  /** 1 while it is not there; else it has no value. */
  Gauge down() {
    return gauge("down", "down", "", "not there", "不存在");
  }

  private Gauge gauge(String label, String lane, String unit, String meaning, String chinese) {
    return new Gauge(prefix + "_" + label, "server." + lane, unit, who + ": " + meaning, who + "：" + chinese);
  }

  List<Threshold> thresholds() {
    return List.of(
        new Threshold(down(), 0, 1, "the process " + who + " was not there", "进程 " + who + " 不存在"),
        new Threshold(
            busiestThread(),
            95,
            10,
            "{} of a processor is what the busiest thread of "
                + who
                + " uses: what runs on that thread cannot go faster",
            who + " 最忙的线程已占用 {} 的单个处理器，该线程上的工作无法更快"),
        new Threshold(
            descriptorShare(),
            80,
            3,
            "{} of the descriptors that " + who + " may open are open; raise its limit (ulimit -n, LimitNOFILE)",
            who + " 已用掉 {} 的描述符限额；请提高限额 (ulimit -n, LimitNOFILE)"));
  }

  List<Lasting> lasting() {
    return List.of(new Lasting(memory(), 16), new Lasting(descriptors(), 10), new Lasting(threads(), 10));
  }
}
