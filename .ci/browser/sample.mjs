// A model as a run of some minutes with 2,000 devices would leave it: the same for the same seed, no clock in it.

function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const named = (id, en, zh, v, more) => ({ id, en, zh, v, ...more });
const rounded = (value, digits = 1) => Number(value.toFixed(digits));

/** One second of silence and a tone, as a WAV in base64. */
function wav() {
  const rate = 8000;
  const samples = Buffer.alloc(rate * 2);
  for (let i = 0; i < rate; i++) {
    samples.writeInt16LE(Math.round(6000 * Math.sin((2 * Math.PI * 440 * i) / rate) * (i > rate / 2 ? 1 : 0)), i * 2);
  }
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]).toString("base64");
}

function series(seconds, seed) {
  const next = random(seed);
  const t = Array.from({ length: seconds }, (_, i) => i + 1);
  const load = (i) => Math.min(1, i / (seconds * 0.25)) * (i > seconds * 0.6 && i < seconds * 0.72 ? 1.45 : 1);
  const wave = (base, slope, noise) => t.map((i) => (i < 4 ? null : rounded(base + slope * load(i) ** 3 + noise * next() ** 2 * base)));
  const p50 = wave(640, 210, 0.08);
  const p95 = p50.map((value) => (value === null ? null : rounded(value * (1.35 + 0.1 * next()))));
  const p99 = p95.map((value) => (value === null ? null : rounded(value * (1.2 + 0.35 * next() ** 2))));
  const devices = t.map((i) => Math.round(2000 * Math.min(1, i / (seconds * 0.25))));
  const share = (part) => devices.map((n) => Math.round(n * (part + 0.02 * next())));
  const listening = share(0.34);
  const speaking = share(0.28);
  const connecting = devices.map((n, i) => (i < seconds * 0.25 ? Math.round(22 + 9 * next()) : Math.round(2 * next())));
  const idle = devices.map((n, i) => Math.max(0, n - listening[i] - speaking[i] - connecting[i]));
  const gone = (chance, most) => t.map((i) => (load(i) > 1.1 && next() < chance ? Math.ceil(most * next()) : 0));
  const answered = devices.map((n, i) => Math.round((n / 11) * (0.92 + 0.16 * next()) * (load(i) > 1.2 ? 1.3 : 1)));
  const cpu = t.map((i) => rounded(18 + 47 * load(i) + 6 * next()));
  const charts = [
    { id: "first_sound", en: "End of speech to first sound", zh: "说完到第一声", unit: "ms", kind: "band", section: "latency", limits: [{ text: "first_sound.p95 < 1500ms over 60s", value: 1500 }],
      lines: [named("first_sound.p50", "median", "中位数", p50), named("first_sound.p95", "95 %", "95 %", p95),
        named("first_sound.p99", "99 %", "99 %", p99, { lo: p99.map((v) => v && rounded(v * 0.94)), hi: p99.map((v) => v && rounded(v * 1.09)) })] },
    { id: "stages", en: "Stages, median", zh: "各阶段中位数", unit: "ms", kind: "stack", section: "latency",
      lines: [named("endpoint.p50", "end of speech to end of turn", "说完到判定说完", t.map(() => rounded(300 + 4 * next()))),
        named("asr.p50", "end of turn to stt", "判定说完到 stt", wave(80, 12, 0.2)),
        named("llm.p50", "stt to llm", "stt 到 llm", wave(140, 190, 0.2)), named("tts_start.p50", "llm to tts start", "llm 到 tts start", wave(95, 20, 0.2))] },
    { id: "connecting", en: "Connecting, 95 %", zh: "连接，95 %", unit: "ms", kind: "lines", section: "latency",
      lines: [named("connect.p95", "connect and upgrade", "连接与升级", t.map((i) => (i < seconds * 0.27 ? rounded(9 + 8 * next()) : i % 41 === 0 ? rounded(8 + next()) : null))),
        named("hello.p95", "upgrade to server hello", "升级到服务器 hello", t.map((i) => (i < seconds * 0.27 ? rounded(3 + 4 * next()) : null)))] },
    { id: "gaps", en: "Audible gaps", zh: "可听见的停顿", unit: "1/s", kind: "lines", section: "quality",
      lines: [named("count.gaps", "gaps", "停顿", gone(0.7, 6)), named("count.cut_tails", "cut tails", "结尾被切", gone(0.1, 1))] },
    { id: "gap", en: "Length of gaps", zh: "停顿的长度", unit: "ms", kind: "band", section: "quality",
      lines: [named("gap.p50", "median", "中位数", t.map((i) => (load(i) > 1.1 ? rounded(70 + 30 * next()) : null))),
        named("gap.max", "longest", "最长", t.map((i) => (load(i) > 1.1 ? rounded(160 + 220 * next()) : null)))] },
    { id: "states", en: "Devices by state", zh: "各状态的设备", unit: "count", kind: "stack", section: "load",
      lines: [named("state.idle", "idle", "空闲", idle), named("state.connecting", "connecting", "连接中", connecting),
        named("state.listening", "listening", "聆听", listening), named("state.speaking", "speaking", "播放", speaking),
        named("state.upgrading", "upgrading", "升级", t.map(() => 0))] },
    { id: "outcome", en: "Turns by outcome", zh: "各结果的轮次", unit: "1/s", kind: "stack", section: "load",
      lines: [named("outcome.answered", "answered", "已回答", answered), named("outcome.timed-out-answer", "timed out, answer", "等回答超时", gone(0.5, 5)),
        named("outcome.dropped-tts", "dropped, tts", "播放时断开", gone(0.15, 3))] },
    { id: "traffic", en: "Traffic", zh: "流量", unit: "B/s", kind: "lines", section: "load",
      lines: [named("bytes_sent", "sent", "发送", listening.map((n) => n * 2600)), named("bytes_received", "received", "接收", speaking.map((n) => n * 3900))] },
    { id: "server.cpu", en: "Server: processor", zh: "服务器：处理器", unit: "%", kind: "lines", section: "system", lines: [named("server_cpu_pct", "processor", "处理器", cpu)] },
    { id: "server.memory", en: "Server: memory", zh: "服务器：内存", unit: "MiB", kind: "lines", section: "system",
      lines: [named("server_rss_mib", "resident", "常驻", t.map((i) => rounded(820 + i * 1.3 + 30 * next())))] },
    { id: "generator.late", en: "Our own frames, late by", zh: "本机音频帧的迟到", unit: "ms", kind: "band", section: "generator",
      lines: [named("pacing_lateness.p50", "median", "中位数", t.map(() => rounded(0.2 + 0.1 * next(), 2))), named("pacing_lateness.p99", "99 %", "99 %", t.map(() => rounded(1.4 + 1.4 * next(), 2)))] },
    { id: "generator.cpu", en: "Simulator: processor", zh: "模拟器：处理器", unit: "%", kind: "lines", section: "generator",
      lines: [named("own_cpu_pct", "process", "进程", cpu.map((v) => rounded(v * 0.4))), named("machine_cpu_pct", "machine", "整机", cpu.map((v) => rounded(v * 0.8 + 9)))] },
  ];
  return { t, charts };
}

function percentiles(median, spread) {
  const points = [];
  for (const p of [0, 10, 25, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 97, 98, 99, 99.5, 99.8, 99.9, 99.95, 99.99, 100]) {
    const tail = -Math.log(1 - Math.min(p, 99.995) / 100);
    points.push([p, rounded(median * (0.62 + 0.38 * (p / 50) ** 0.5 * 0.95) + spread * tail ** 1.6)]);
  }
  return points;
}

const MARKS = [["last_voiced", "end of speech", "说完"], ["stt", "stt", "stt"], ["llm", "llm", "llm"], ["tts_start", "tts start", "tts start"],
  ["first_sound", "first sound", "第一声"], ["tts_stop", "tts stop", "tts stop"], ["drained", "answer played", "播放完毕"]];

function slowest(next) {
  return Array.from({ length: 6 }, (_, i) => {
    const at = [0, 420 + 60 * next(), 2300 - 190 * i, 2480 - 180 * i, 2560 - 175 * i, 6100 + 900 * next(), 6500 + 1000 * next()].map((v) => rounded(v));
    at.sort((a, b) => a - b);
    return { title: `device-${112 + 211 * i}, turn ${3 + i}, 14:0${6 - (i % 3)}:${22 + i}.120`, ms: at[4] + (i === 1 ? 240 : 0), from_ms: 0, until_ms: at[4],
      marks: MARKS.map(([id, en, zh], k) => ({ id, en, zh, at_ms: at[k] })), ...(i < 2 ? { wav: wav() } : {}) };
  });
}

/** The model; `seconds` long. */
export function sample({ seconds = 300, seed = 7, ...more } = {}) {
  const next = random(seed + 1);
  return {
    schema: "xiaozhi-simulator/page/1", live: false, work: "turns",
    run: { command: ["xiaozhi", "fleet", "--server", "ws://192.168.1.10:8000/xiaozhi/v1/", "--devices", "2000", "--duration", "5m", "--objective", "first_sound.p95 < 1500ms over 60s", "--watch-port", "8000"],
      seed: 7, started: "2026-03-14T14:03:02Z", duration_s: seconds, interrupted: false, unfinished: false, version: "0.4.0",
      environment: { machine: "Linux 6.1, amd64, 8 processors, 32 GiB", java: "25.0.1 (Temurin)", descriptors: "1048576", server: "ws://192.168.1.10:8000/xiaozhi/v1/", boards: "esp-box-3 70 %, bread-compact-wifi 30 %" } },
    verdict: { value: "VALID", reasons: [{ en: "Frames left at most 2.8 ms late (99 %); the machine was 61 % busy.", zh: "99 % 的音频帧迟到不超过 2.8 ms；整机占用 61 %。" }] },
    answer: { good: false, en: "2,000 devices were carried, but the first sound came too late during the peak: 1 of 3 objectives was missed.", zh: "服务器承载了 2,000 台设备，但高峰期第一声来得太晚：3 个目标中有 1 个未达成。" },
    objectives: [
      { text: "first_sound.p95 < 1500ms over 60s", met: false, worst: 1714, unit: "ms", at_s: seconds * 0.7 },
      { text: "failed < 1%", met: true, worst: 0.42, unit: "%", at_s: seconds * 0.66 },
      { text: "gaps.per_minute < 0.2", met: true, worst: 0.11, unit: "", at_s: seconds * 0.67 }],
    cards: [
      { id: "first_sound", en: "First sound, 95 %", zh: "第一声，95 %", value: 1312, unit: "ms", note: { en: "median 861 ms; from the moment it was meant to begin", zh: "中位数 861 ms；从本应开始的时刻算起" }, tone: "warn" },
      { id: "answered", en: "Turns answered", zh: "已回答的轮次", value: 99.58, unit: "%", note: { en: "46,120 of 46,314", zh: "46,314 次中的 46,120 次" }, tone: "good" },
      { id: "devices", en: "Devices at once", zh: "同时在线设备", value: 2000, unit: "", note: { en: "all connected", zh: "全部已连接" }, tone: "good" },
      { id: "rate", en: "Turns a second", zh: "每秒轮次", value: 168.4, unit: "1/s", note: { en: "at the peak 236", zh: "高峰 236" }, tone: "plain" },
      { id: "gaps", en: "Audible gaps", zh: "可听见的停顿", value: 0.07, unit: "", note: { en: "a minute of listening", zh: "每收听一分钟" }, tone: "good" },
      { id: "naive", en: "The same, measured naively", zh: "同一指标的天真测法", value: 1104, unit: "ms", note: { en: "from when the device got round to it: too good", zh: "从设备真正开始算起：偏乐观" }, tone: "plain" }],
    series: series(seconds, seed),
    distribution: [
      { id: "first_sound", en: "first sound", zh: "第一声", points: percentiles(861, 62) },
      { id: "first_sound_naive", en: "first sound, naive", zh: "第一声（天真测法）", points: percentiles(838, 31) },
      { id: "stt", en: "end of speech to stt", zh: "说完到 stt", points: percentiles(392, 14) }],
    waterfall: [
      { id: "endpoint", en: "end of speech to end of turn", zh: "说完到判定说完", p50: 302, p95: 318, mean: 304 },
      { id: "asr", en: "end of turn to stt", zh: "判定说完到 stt", p50: 91, p95: 160, mean: 98 },
      { id: "llm", en: "stt to llm", zh: "stt 到 llm", p50: 331, p95: 690, mean: 370 },
      { id: "tts_start", en: "llm to tts start", zh: "llm 到 tts start", p50: 112, p95: 171, mean: 118 },
      { id: "rest", en: "tts start to first sound", zh: "tts start 到第一声", p50: 64, p95: 83, mean: 65 }],
    outcomes: [
      { id: "answered", en: "answered", zh: "已回答", count: 46120, good: true },
      { id: "timed-out-answer", en: "timed out, answer", zh: "等回答超时", count: 148, good: false },
      { id: "dropped-tts", en: "dropped, tts", zh: "播放时断开", count: 35, good: false },
      { id: "nothing-heard", en: "nothing heard", zh: "未听清", count: 11, good: false },
      { id: "crashed", en: "crashed", zh: "崩溃", count: 0, good: false }],
    errors: [
      { message: "no answer within 30 s after stt", count: 148, examples: ["device-312, turn 4, 14:06:22.120", "device-77, turn 9, 14:06:22.480", "device-1840, turn 2, 14:06:23.005"] },
      { message: "the server closed the connection: 1011 <internal error & more>", count: 35, examples: ["device-904, turn 7, 14:06:31.771"] }],
    sections: [
      { id: "audible", en: "Audible quality", zh: "听感", rows: [
        { id: "gaps", en: "gaps", zh: "停顿", value: 212, unit: "" }, { id: "per_minute", en: "gaps a minute", zh: "每分钟停顿", value: 0.07, unit: "" },
        { id: "gap_p95", en: "length of a gap, 95 %", zh: "停顿长度，95 %", value: 312, unit: "ms" }, { id: "cut_tails", en: "cut tails", zh: "结尾被切", value: 3, unit: "" }] },
      { id: "traffic", en: "Traffic", zh: "流量", rows: [
        { id: "sent", en: "sent", zh: "发送", value: 541_000_000, unit: "B" }, { id: "received", en: "received", zh: "接收", value: 655_000_000, unit: "B" },
        { id: "packets", en: "packets lost on the way in", zh: "接收时丢弃的包", value: 0, unit: "" }] },
      { id: "connecting", en: "Connecting", zh: "连接", rows: [
        { id: "opened", en: "channels opened", zh: "打开的通道", value: 2041, unit: "" }, { id: "refused", en: "refused", zh: "被拒绝", value: 0, unit: "" },
        { id: "connect_p95", en: "connect and upgrade, 95 %", zh: "连接与升级，95 %", value: 16.2, unit: "ms" }] }],
    slowest: slowest(next),
    phases: [{ label: "ramp-up", from_s: 0, until_s: seconds * 0.25 }, { label: "steady", from_s: seconds * 0.25, until_s: seconds * 0.6 },
      { label: "peak", from_s: seconds * 0.6, until_s: seconds * 0.72 }, { label: "steady again", from_s: seconds * 0.72, until_s: seconds }],
    ...more,
  };
}

/** Two runs side by side. */
export function comparison() {
  const model = sample();
  const other = series(300, 21);
  return {
    ...model,
    answer: { good: true, en: "The second run answers 18 % faster, and that is no accident.", zh: "第二次运行快了 18 %，并非偶然。" },
    objectives: [], slowest: [],
    comparison: { names: ["reports/monday", "reports/tuesday"], rows: [
      { id: "first_sound.p95", en: "first sound, 95 %", zh: "第一声，95 %", unit: "ms", a: 1312, b: 1076, change_pct: -18, lo_pct: -19.4, hi_pct: -16.7, p: 0.00001, verdict: "better" },
      { id: "connect.p95", en: "connect, 95 %", zh: "连接，95 %", unit: "ms", a: 16.2, b: 16.4, change_pct: 1.2, lo_pct: -2.1, hi_pct: 4.4, p: 0.41, verdict: "same" },
      { id: "failed", en: "failed", zh: "失败", unit: "%", a: 0.42, b: 0.61, change_pct: 45.2, lo_pct: 21, hi_pct: 70, p: 0.004, verdict: "worse" },
      { id: "gaps", en: "gaps a minute", zh: "每分钟停顿", unit: "", a: 0.07, b: null, change_pct: null, p: null, verdict: "unknown" }] },
    series: { t: model.series.t, charts: model.series.charts.slice(0, 2).map((each, at) => ({ ...each, lines: [
      ...each.lines.map((line) => ({ ...line, run: 0 })),
      ...other.charts[at].lines.map((line) => ({ ...line, run: 1, v: line.v.map((v) => v && v * 0.82), lo: undefined, hi: undefined }))] })) },
    distribution: [0, 1].map((run) => ({ ...model.distribution[run], id: "first_sound", en: "first sound", zh: "第一声", run })),
  };
}

/** A search for the limit. */
export function capacity() {
  return sample({ slowest: [], errors: [],
    answer: { good: true, en: "This server carries 1,840 devices; from there on the model answers too late.", zh: "这台服务器可承载 1,840 台设备；超过后大模型回答过慢。" },
    knee: { x: { en: "Devices", zh: "设备" }, y: { en: "First sound, 95 %", zh: "第一声，95 %" }, unit: "ms", limit: 1500, best: 1840, points: [
      { level: 500, value: 812, met: true }, { level: 1000, value: 870, met: true }, { level: 2000, value: 2212, met: false, note: { en: "the model gave way first", zh: "大模型最先跟不上" } },
      { level: 1500, value: 1040, met: true }, { level: 1750, value: 1321, met: true }, { level: 1840, value: 1466, met: true }, { level: 1900, value: 1702, met: false }] } });
}
