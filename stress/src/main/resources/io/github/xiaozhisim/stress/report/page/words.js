"use strict";
// What the page itself says, in both languages. What comes with the model brings its own {en, zh}.

const Words = (() => {
  const all = {
    skip: ["Skip to the answer", "跳到结论"],
    name: ["xiaozhi simulator", "小智模拟器"],
    answer: ["Answer", "结论"],
    latency: ["Latency", "时延"],
    load: ["Load", "负载"],
    outcomes: ["Outcomes", "结果"],
    errors: ["Errors", "错误"],
    quality: ["Sound", "音质"],
    system: ["System", "系统"],
    slowest: ["Slowest", "最慢"],
    run: ["Run", "运行"],
    devices: ["Devices", "设备"],
    comparison: ["Comparison", "对比"],
    capacity: ["Capacity", "容量"],

    latencyTitle: ["How long people wait", "人们要等多久"],
    latencyHint: ["Drag across a chart to zoom into all of them, double-click to see everything again. With the keyboard: arrows, + and −, 0.",
      "在任一图上拖动即可同时放大所有图，双击恢复。键盘：方向键、+、−、0。"],
    distributionTitle: ["How the waits are spread", "等待时间的分布"],
    distributionHint: ["Read it so: at 99 % stands the wait that 99 of 100 do not exceed. The scale stretches the slow end.",
      "读法：99 % 处的数值是 100 次中有 99 次不超过的等待。横轴把慢的一端放大了。"],
    waterfallTitle: ["Where the time goes", "时间花在哪里"],
    waterfallHint: ["Medians laid end to end; the thin line reaches to the 95th percentile of the stage.",
      "各阶段中位数首尾相接；细线到该阶段的第 95 百分位。"],
    loadTitle: ["What was asked of the server", "给服务器的负载"],
    outcomesTitle: ["How it ended", "结局如何"],
    errorsTitle: ["What went wrong", "出了什么问题"],
    errorsNone: ["No errors.", "没有错误。"],
    qualityTitle: ["What was heard", "听到的声音"],
    systemTitle: ["Server and machine", "服务器与机器"],
    generatorTitle: ["The simulator itself", "模拟器自身"],
    generatorHint: ["Whether these figures can be trusted: how late and how busy the machine was that made the load.",
      "数据是否可信：产生负载的机器迟到了多少、有多忙。"],
    slowestTitle: ["The slowest, step by step", "最慢的几次，逐步来看"],
    slowestHint: ["A bar is the wait that was measured, split at the moments within it; hatched: begun later than it was meant to. Open one for all its moments.",
      "每条为所测的等待，按其间各时刻分段；斜线部分：比计划晚开始。展开可看全部时刻。"],
    runTitle: ["How to do it again", "如何重做一次"],
    figuresTitle: ["In figures", "数字一览"],
    comparisonTitle: ["Side by side", "并排对比"],
    comparisonHint: ["In the charts the first run is drawn solid, the second dashed. Cards, outcomes and lists are the second run’s.",
      "图中第一次运行为实线，第二次为虚线。卡片、结局和列表属于第二次运行。"],
    capacityTitle: ["Where it gives way", "极限在哪里"],
    devicesTitle: ["Look at one device", "看一台设备"],
    objectives: ["Objectives", "目标"],

    VALID: ["Valid", "有效"],
    DEGRADED: ["Degraded", "有偏差"],
    INVALID: ["Invalid", "无效"],
    VALIDmeans: ["the figures are your server’s", "数据反映的是您的服务器"],
    DEGRADEDmeans: ["the simulator’s own delays are in the high percentiles", "高百分位中混有模拟器自身的延迟"],
    INVALIDmeans: ["the simulator was too late itself", "模拟器自身严重滞后"],
    met: ["met", "达成"],
    missed: ["missed", "未达成"],
    open: ["not known", "未知"],
    worst: ["worst {0}", "最差 {0}"],
    at: ["at {0}", "（{0}）"],
    interrupted: ["Interrupted: this is what was recorded until then.", "运行被中断：以下是到那时为止的记录。"],
    unfinished: ["Not finished: the run ended without writing its report; this was made from its recording.",
      "运行未正常结束：本报告由其记录重建。"],

    table: ["{0}: table", "{0}：表格"],
    stage: ["Stage", "阶段"],
    median: ["Median", "中位数"],
    p50: ["Median", "中位数"],
    p95: ["p95", "p95"],
    mean: ["Mean", "平均"],
    outcome: ["Outcome", "结果"],
    count: ["Count", "次数"],
    share: ["Share", "占比"],
    examples: ["Examples", "示例"],
    measure: ["Measure", "指标"],
    change: ["Change", "变化"],
    judgement: ["Judgement", "判断"],
    better: ["better", "变好"],
    worse: ["worse", "变差"],
    same: ["no difference", "无差别"],
    unknown: ["cannot be told", "无法判断"],
    level: ["Level", "负载"],
    moment: ["Moment", "事件"],
    until: ["until {0}", "到{0}"],
    when: ["At", "时刻"],
    took: ["Took", "用时"],
    heard: ["What was heard", "听到的声音"],
    limit: ["limit", "上限"],
    percentile: ["Percentile", "百分位"],

    command: ["Command", "命令"],
    copy: ["Copy", "复制"],
    copied: ["Copied", "已复制"],
    seed: ["Seed", "种子"],
    started: ["Started", "开始"],
    duration: ["Duration", "时长"],
    version: ["Version", "版本"],
    environment: ["Environment", "环境"],
    theme: ["Light or dark", "浅色或深色"],
    print: ["Print", "打印"],
    language: ["中文", "English"],
    languageLabel: ["切换到中文", "Switch to English"],
    sections: ["Parts of this page", "本页各部分"],
    zoomed: ["Showing {0} to {1}", "显示 {0} 至 {1}"],
    showAll: ["Show all", "显示全部"],
    bound: ["Limit: {0}.", "目标：{0}。"],
    env_version: ["version", "版本"],
    env_os: ["operating system", "操作系统"],
    env_cores: ["processors", "处理器"],
    env_jdk: ["Java", "Java"],
    env_transport: ["transport", "传输方式"],
    env_loops: ["event loops", "事件循环"],
    env_boards: ["boards", "开发板"],
    env_target: ["target", "目标地址"],
    env_groups: ["groups", "分组"],
    env_clock_offset_ms: ["clock offset, ms", "时钟偏差（毫秒）"],
    env_command: ["command", "命令"],
    env_started: ["started", "开始于"],
    env_seed: ["seed", "种子"],
    chartKeys: ["{0}. Chart; arrow keys read it out, plus and minus zoom, 0 shows all.", "{0}。图表；方向键读数，加减号缩放，0 显示全部。"],
    shows: ["{0}: {1} to {2} {3}, at the end {4}", "{0}：{1} 至 {2} {3}，最后 {4}"],
    empty: ["Nothing was recorded here.", "这里没有记录。"],
    notReadable: ["This page was made by a newer version of the simulator ({0}); it shows what it understands.",
      "本页面由更新版本的模拟器生成（{0}）；仅显示能识别的内容。"],
    noModel: ["There is no data in this page.", "本页面中没有数据。"],

    liveTitle: ["{0} devices are running", "{0} 台设备正在运行"],
    liveSince: ["This page follows the run as it goes on.", "本页面实时跟随运行。"],
    noAnswer: ["What was measured", "测量结果"],
    live: ["Live", "实时"],
    paused: ["Paused", "已暂停"],
    stopping: ["Stopping", "正在停止"],
    ended: ["Ended", "已结束"],
    lost: ["Connection lost, trying again", "连接中断，正在重试"],
    pause: ["Pause", "暂停"],
    resume: ["Go on", "继续"],
    stop: ["Stop", "停止"],
    stopSure: ["Stop the run? Its report will be written.", "停止运行？报告会照常写出。"],
    cancel: ["Keep it running", "继续运行"],
    add: ["Add", "增加"],
    addDevices: ["Devices to add", "要增加的设备数"],
    failed: ["That did not work: {0}", "未成功：{0}"],
    find: ["Find a device", "查找设备"],
    pick: ["Choose a device to follow its conversation as it happens.", "选择一台设备，实时查看它的对话。"],
    shown: ["{0} of {1}", "共 {1} 台，显示 {0} 台"],
    gone: ["The device has left.", "设备已离开。"],
    conversation: ["Conversation of {0}", "{0} 的对话"],
    quiet: ["Nothing has happened yet.", "还没有动静。"],
    out: ["sent", "发出"],
    in: ["received", "收到"],
    state: ["state", "状态"],
    user: ["user", "用户"],
    heardLine: ["heard", "听到"],
    error: ["error", "错误"],
    made: ["Made by xiaozhi simulator {0}. This page needs no network.", "由小智模拟器 {0} 生成。本页面无需联网。"],
  };

  let place = 0;

  function fill(text, values) {
    return values.reduce((sofar, value, i) => sofar.replace(`{${i}}`, value), text);
  }

  return {
    /** "en" or "zh". */
    get language() {
      return place === 0 ? "en" : "zh";
    },
    set language(to) {
      place = to === "zh" ? 1 : 0;
    },
    /** One of the words above, with {0}, {1}… filled in. */
    say(key, ...values) {
      return fill((all[key] ?? [key, key])[place], values);
    },
    has: (key) => key in all,
    /** Who and when, which comes in English: "device-3, turn 2, 14:03:22.120 UTC". */
    who: (text) => (place === 1 ? text.replace(/, turn (\d+)/, "，第 $1 轮").replace(/, (?=[\d:.]+ UTC$)/, "，").replace(/(^|，|, )device-(\d+)/, "$1设备 $2").replace(/, /g, "，") : text),
    /** The same as `of`, to stand at a beginning. */
    title(thing) {
      const text = Words.of(thing);
      return text.charAt(0).toUpperCase() + text.slice(1);
    },
    /** Of something from the model that brings both languages. */
    of(thing) {
      if (thing === null || thing === undefined) {
        return "";
      }
      return (place === 1 ? thing.zh || thing.en : thing.en || thing.zh) ?? "";
    },
  };
})();
