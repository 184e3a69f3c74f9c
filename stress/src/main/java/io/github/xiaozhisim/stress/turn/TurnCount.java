package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.stress.measure.Count;
import java.util.Locale;

/** What a recorder counts besides outcomes. */
public enum TurnCount implements Count {
  /** Conversations that came, in an open model. */
  ARRIVALS("conversations that came", "到达的会话", Topic.WORK),
  /** Conversations that wait for a free device now: not a sum, it falls again. */
  ARRIVALS_WAITING("conversations waiting for a device", "等待空闲设备的会话", Topic.WORK),
  TURNS_STARTED("turns begun", "开始的对话轮次", Topic.WORK),
  TURNS_FINISHED("turns ended", "结束的对话轮次", Topic.WORK),
  /** Of the finished ones, those that were to begin during the warm-up: their latencies are left out. */
  TURNS_WARMING_UP("turns of the warm-up", "预热期的对话轮次", Topic.NONE),
  /** Devices whose channel was opened at least once. */
  DEVICES_CONNECTED("devices connected at least once", "至少连接过一次的设备", Topic.CONNECTIONS),
  /** Channels opened, first ones and others. */
  CHANNELS_OPENED("channels opened", "打开的通道", Topic.CONNECTIONS),
  /** Channels that are open now: not a sum, it falls again. */
  CHANNELS_OPEN("channels open", "当前打开的通道", Topic.CONNECTIONS),
  /** TCP connections whose SYN was sent again after a second: the server's backlog was full. */
  CONNECTS_SLOW("connections that had to ask twice", "需要重发 SYN 的连接", Topic.CONNECTIONS),
  /** Times that the pace of connecting was halved because the server did not keep up. */
  CONNECT_BACKOFFS("times the pace of connecting was halved", "连接速度减半的次数", Topic.CONNECTIONS),
  /** Full TLS handshakes. */
  TLS_FULL("full TLS handshakes", "完整 TLS 握手", Topic.CONNECTIONS),
  /** Short TLS handshakes: an earlier session was resumed. */
  TLS_RESUMED("resumed TLS sessions", "恢复的 TLS 会话", Topic.CONNECTIONS),
  /** Devices switched on that are to stay silent. */
  SILENT_DEVICES("silent devices", "静默设备", Topic.CONNECTIONS),
  /** Silent devices whose channel was opened at least once. */
  SILENT_CONNECTED("silent devices connected at least once", "至少连接过一次的静默设备", Topic.CONNECTIONS),
  /** Silent devices that never lost their channel and had it at the end. */
  SILENT_STAYED("silent devices that stayed", "保持连接的静默设备", Topic.CONNECTIONS),
  /** Channels that silent devices lost: the server or the network ended them. */
  SILENT_LOSSES("channels that silent devices lost", "静默设备丢失的通道", Topic.CONNECTIONS),
  CHANNEL_FAILURES("channels that failed", "失败的通道", Topic.CONNECTIONS),
  /** Of them, those for want of descriptors, ports or memory of this machine. */
  LOCAL_FAILURES("of them for want of this machine's resources", "其中因本机资源不足", Topic.GENERATOR),
  /** Channels that the server closed while nobody was in a turn. */
  IDLE_CLOSES("channels the server closed between turns", "服务器在轮次之间关闭的通道", Topic.CONNECTIONS),
  PACKETS_SENT("audio packets sent", "发送的音频包", Topic.TRAFFIC),
  PACKETS_RECEIVED("audio packets received", "收到的音频包", Topic.TRAFFIC),
  BYTES_SENT("bytes sent", "发送的字节", Topic.TRAFFIC),
  BYTES_RECEIVED("bytes received", "收到的字节", Topic.TRAFFIC),
  GAPS("audible gaps", "可听见的停顿", Topic.QUALITY),
  CUT_TAILS("answers cut off", "被截断的回答", Topic.QUALITY),
  LATE_FRAMES("audio frames that came too late", "迟到的音频帧", Topic.QUALITY),
  DROPPED_FRAMES("audio frames a full queue dropped", "因队列满而丢弃的音频帧", Topic.QUALITY),
  /** Frames by which stalls of this machine moved the microphones' grids. */
  FRAMES_MOVED("frames left out in stalls of this machine", "本机停顿时略去的音频帧", Topic.GENERATOR),
  /** Utterances that the server cut into: it answered before they had ended. */
  INTERRUPTED_SPEECH("users the server cut into", "被服务器打断的用户", Topic.QUALITY),
  /** Answers nobody had asked for: tts start between turns. */
  UNASKED_ANSWERS("answers nobody had asked for", "无人询问的回答", Topic.QUALITY),
  /** Odd messages of the server. */
  VIOLATIONS("odd messages of the server", "服务器的异常消息", Topic.QUALITY),
  BOOT_PROBLEMS("steps of booting that failed", "失败的启动步骤", Topic.CONNECTIONS),
  /** Devices that crashed where the firmware would. */
  CRASHES("devices that crashed as the firmware would", "如固件般崩溃的设备", Topic.QUALITY),
  /** Time in which devices had a channel open, in milliseconds. */
  TALKING_MILLIS("time with an open channel, in ms", "通道打开的时间（毫秒）", Topic.NONE);

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String meaning;
  private final String chinese;
  private final Topic topic;

  TurnCount(String meaning, String chinese, Topic topic) {
    this.meaning = meaning;
    this.chinese = chinese;
    this.topic = topic;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public boolean isLevel() {
    return this == CHANNELS_OPEN || this == ARRIVALS_WAITING;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String chinese() {
    return chinese;
  }

  @Override
  public Topic topic() {
    return topic;
  }
}
