package io.github.xiaozhisim.stress.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * Asks another Java process of the same user about itself. Asking costs that process something, so it is never done
 * within a window in which CPU is measured. One thread.
 */
final class JvmProbe implements AutoCloseable {

  private static final String LOOP = "xiaozhi-loop";
  private static final ObjectName COMMANDS = name("com.sun.management:type=DiagnosticCommand");

  private final JMXConnector connector;
  private final MBeanServerConnection beans;
  private final com.sun.management.ThreadMXBean threads;
  private final MemoryMXBean memory;

  private JvmProbe(JMXConnector connector) throws IOException {
    this.connector = connector;
    beans = connector.getMBeanServerConnection();
    threads =
        ManagementFactory.newPlatformMXBeanProxy(
            beans, ManagementFactory.THREAD_MXBEAN_NAME, com.sun.management.ThreadMXBean.class);
    memory =
        ManagementFactory.newPlatformMXBeanProxy(beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
  }

  /** Null when the process cannot be asked: a Java without the modules for that, or somebody else's process. */
  @SuppressWarnings("BanJNDI") // the address comes from the process that this one has started
  static @Nullable JvmProbe of(ProcessHandle process) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
      try {
        return new JvmProbe(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException | NoClassDefFoundError e) {
      return null;
    }
  }

  /** Bytes that the event loops have allocated since they began. */
  long bytesAllocatedByLoops() {
    long bytes = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith(LOOP)) {
        bytes += Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId()));
      }
    }
    return bytes;
  }

  /** Bytes of the heap that are reachable; collects all garbage to know. */
  long liveHeapBytes() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Runs a command of {@code jcmd}, such as {@code jfrStart}. */
  String command(String name, String... arguments) throws IOException {
    try {
      return String.valueOf(
          beans.invoke(COMMANDS, name, new Object[] {arguments}, new String[] {String[].class.getName()}));
    } catch (InstanceNotFoundException e) {
      throw new IOException("this Java takes no commands", e);
    } catch (JMException e) {
      throw new IOException("the command " + name + " failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      return; // the process has ended
    }
  }

  private static ObjectName name(String name) {
    try {
      return new ObjectName(name);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }
}
