package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.GeneratorHealth;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the figures of a run can be trusted, in words. */
public final class VerdictWords {

  private VerdictWords() {}

  /** The verdict, what spoke against it, and what helps; what it means the page says itself. */
  public static PageFacts.Judgement of(Health health) {
    List<Words> reasons = new ArrayList<>();
    Words first = sentence(health);
    if (first != null) {
      reasons.add(first);
    }
    Set<Criterion.Advice> advice = EnumSet.noneOf(Criterion.Advice.class);
    for (Health.Reason reason : health.reasons()) {
      reasons.add(reason(reason, health.windows()));
      advice.addAll(reason.criterion().advice());
    }
    if (!advice.isEmpty()) {
      reasons.add(
          new Words(
              "What helps: " + advice.stream().map(Criterion.Advice::text).collect(Collectors.joining("; ")) + ".",
              "建议：" + advice.stream().map(VerdictWords::chinese).collect(Collectors.joining("；")) + "。"));
    }
    return new PageFacts.Judgement(health.verdict().name(), reasons);
  }

  private static @Nullable Words sentence(Health health) {
    if (health.windows() == 0 && health.verdict() == Verdict.VALID) {
      return new Words(
          "The run was too short to judge the simulator; nothing speaks against the figures.",
          "测试时间太短，无法评判模拟器；没有发现可疑之处。");
    }
    return switch (health.verdict()) {
      case VALID -> new Words("The simulator kept up.", "模拟器运行正常。");
      case DEGRADED ->
          new Words("The simulator had trouble; medians can be used.", "模拟器遇到困难；中位数可用。");
      case INVALID -> null;
    };
  }

  private static Words reason(Health.Reason reason, int windows) {
    Criterion criterion = reason.criterion();
    String value = "%s %s".formatted(number(reason.worst()), criterion.unit().sign());
    String limit = "%s %s".formatted(number(criterion.degradedAbove()), criterion.unit().sign());
    if (criterion.scope() == Criterion.Scope.RUN) {
      return new Words(
          "%s %s (should not be over %s).".formatted(value, criterion.meaning(), limit),
          "%s%s（不应超过 %s）。".formatted(value, chinese(criterion), limit));
    }
    return new Words(
        "%s %s (the worst %d s; %d of %d were over %s)."
            .formatted(value, criterion.meaning(), GeneratorHealth.WINDOW_SECONDS, reason.windows(), windows, limit),
        "%s%s（最差的 %d 秒；%d 个时段中有 %d 个超过 %s）。"
            .formatted(value, chinese(criterion), GeneratorHealth.WINDOW_SECONDS, windows, reason.windows(), limit));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%.0f", value);
  }

  private static String chinese(Criterion criterion) {
    return switch (criterion) {
      case FRAMES_LATE -> " 的音频帧晚于 20 毫秒发出";
      case FRAMES_LEFT_OUT -> " 的音频帧因滞后超过一帧而被略去";
      case LOOP_LAG -> " 的事件循环滞后（p99）；延迟数据中含有同样多的自身滞后";
      case LOOP_STALLS -> " 的事件循环滞后（p95）；延迟数据中含有同样多的自身滞后";
      case LOOP_WAITING -> " 的时间里事件循环在等待处理器";
      case LOOP_BUSY -> " 的时间里最忙的事件循环在工作，已无余力追赶";
      case CPU -> " 的可用处理器被本程序占用";
      case STEAL -> " 的处理器时间被虚拟机管理程序或 CPU 限额拿走";
      case GC_PAUSES -> " 的时间里垃圾回收暂停了一切";
      case LOCAL_SOCKET_ERRORS -> " 的连接因本机缺少描述符、端口或内存而失败";
      case EARS_SKIPPED -> " 的应听音频包没有被听";
      case TURNS_UNLOGGED -> " 的对话轮次未写入 CSV 文件：磁盘太慢";
    };
  }

  private static String chinese(Criterion.Advice advice) {
    return switch (advice) {
      case FEWER -> "减少设备数量";
      case LOOPS -> "在处理器有余时增大 --loops";
      case ALONE -> "停止本机上的其他程序，或为本程序分配专用处理器（taskset）";
      case MACHINE -> "换一台空闲处理器更多的机器";
      case UNSHARED -> "提高限额，或换一台不共享的机器";
      case MEMORY -> "给 Java 更多内存（XIAOZHI_JAVA_OPTS=-Xmx...）";
      case LIMITS -> "提高错误信息中提到的限额";
      case EARS -> "减少 --ears，或增大 --ears-budget";
      case DISK -> "把报告写到更快的磁盘（--report）";
    };
  }
}
