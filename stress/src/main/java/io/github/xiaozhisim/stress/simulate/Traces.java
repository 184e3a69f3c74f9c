package io.github.xiaozhisim.stress.simulate;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.trace.ChromeTrace;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.stress.fleet.Member;
import io.github.xiaozhisim.stress.fleet.VirtualDevices;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The timelines of chosen devices, each written on its own thread, and one file with all of them at the end. */
public final class Traces implements VirtualDevices.Witnesses {

  private final Map<Integer, ChromeTrace> byDevice = new TreeMap<>();

  /** {@code devices}: their indices, from 0. */
  public Traces(List<Integer> devices) {
    for (int index : devices) {
      byDevice.put(index, new ChromeTrace(index + 1, "device-" + (index + 1)));
    }
  }

  public boolean isEmpty() {
    return byDevice.isEmpty();
  }

  @Override
  public @Nullable DeviceObserver of(Member member, Scheduler scheduler) {
    return byDevice.get(member.index());
  }

  @Override
  public void made(Member member, Device device) {
    ChromeTrace trace = byDevice.get(member.index());
    if (trace != null) {
      trace.of(device);
    }
  }

  /** Once everything stands still; {@code nowNanos} ends what is going on. */
  public void write(Path file, long nowNanos) throws IOException {
    byDevice.values().forEach(trace -> trace.finish(nowNanos));
    try (Writer out = Files.newBufferedWriter(file)) {
      ChromeTrace.write(new ArrayList<>(byDevice.values()), out);
    }
  }
}
