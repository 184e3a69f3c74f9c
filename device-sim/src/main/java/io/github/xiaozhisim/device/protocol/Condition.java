package io.github.xiaozhisim.device.protocol;

/**
 * How the device fares, as a heartbeat tells it.
 *
 * @param signalPercent strength of the network's signal
 * @param batteryPercent charge; 100 on boards without a battery
 * @param charging also on boards without a battery, which live on the mains
 * @param volumePercent of the loudspeaker
 * @param cellular reaches the network by a modem instead of Wi-Fi
 * @param lightPercent brightness of the screen, 0 without one
 */
public record Condition(
    int signalPercent, int batteryPercent, boolean charging, int volumePercent, boolean cellular, int lightPercent) {}
