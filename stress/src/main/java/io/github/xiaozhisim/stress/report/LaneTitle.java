package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.List;
import java.util.Map;

/** What the chart of a lane of gauges is called. A lane says whose it is and what of it: {@code machine.memory}. */
final class LaneTitle {

  private static final Map<String, Words> WHOSE =
      Map.of(
          "generator", new Words("the simulator", "模拟器"),
          "machine", new Words("this machine", "本机"),
          "server", new Words("the server", "服务器"),
          "container", new Words("the container", "容器"));

  private static final Map<String, Words> WHAT =
      Map.ofEntries(
          Map.entry("cpu", new Words("CPU", " CPU")),
          Map.entry("memory", new Words("Memory", "内存")),
          Map.entry("lateness", new Words("Lateness", "的延迟")),
          Map.entry("descriptors", new Words("Open descriptors", "打开的描述符")),
          Map.entry("network", new Words("Network", "网络")),
          Map.entry("tcp", new Words("TCP segments sent again", " TCP 重传")),
          Map.entry("backlog", new Words("Overflows of the backlog", "监听队列溢出")),
          Map.entry("connections", new Words("Connections", "连接")),
          Map.entry("threads", new Words("Threads", "线程")),
          Map.entry("pressure", new Words("Pressure", "压力")),
          Map.entry("throttled", new Words("Throttling", "限流")),
          Map.entry("io", new Words("Disk", "磁盘")),
          Map.entry("limits", new Words("Use of the limits", "的限额占用")),
          Map.entry("down", new Words("No answer", "无应答")));

  private LaneTitle() {}

  /** Of the lane itself where it is known; else what its only gauge is called, or the lane as it is. */
  static Words of(String lane, List<Gauge> members) {
    int dot = lane.indexOf('.');
    Words whose = WHOSE.get(dot < 0 ? lane : lane.substring(0, dot));
    Words what = WHAT.get(lane.substring(dot + 1));
    if (whose != null && what != null) {
      return new Words(what.en() + " of " + whose.en(), whose.zh() + what.zh());
    }
    Gauge first = members.getFirst();
    return members.size() == 1
        ? new Words(first.meaning(), first.chinese())
        : new Words(lane.substring(dot + 1), lane.substring(dot + 1));
  }
}
