package io.github.xiaozhisim.stress.bench;

import java.util.Map;

/**
 * What one program did in one measured window.
 *
 * @param seconds length of the window
 * @param devices connected
 * @param userMillis CPU of its process tree
 * @param kernelMillis the same, in the kernel
 * @param spread of the CPU over parts of the window, as a share: half the distance between the dearest and the cheapest
 * @param rssKilobytes at the end
 * @param parts CPU in milliseconds by part; empty for a floor
 * @param target what the target server saw
 * @param targetShare CPU of the target server, of one core
 * @param othersShare CPU of everything else on the machine, in cores: noise
 * @param bytesPerFrame allocated on the loops for each audio frame sent or received; negative when not known
 */
record Cost(
    double seconds,
    int devices,
    long userMillis,
    long kernelMillis,
    double spread,
    long rssKilobytes,
    Map<ThreadPart, Long> parts,
    TargetFigures target,
    double targetShare,
    double othersShare,
    double bytesPerFrame) {

  double cpuMillis() {
    return userMillis + kernelMillis;
  }

  /** The headline: CPU milliseconds that a device takes for a second of its life. */
  double millisPerDeviceSecond() {
    return cpuMillis() / seconds / devices;
  }

  /** CPU microseconds for each audio frame sent, everything else that a turn costs included. */
  double microsPerFrame() {
    return target.frames() == 0 ? 0 : cpuMillis() * 1000 / target.frames();
  }

  Cost withBytesPerFrame(double bytes) {
    return new Cost(
        seconds,
        devices,
        userMillis,
        kernelMillis,
        spread,
        rssKilobytes,
        parts,
        target,
        targetShare,
        othersShare,
        bytes);
  }
}
