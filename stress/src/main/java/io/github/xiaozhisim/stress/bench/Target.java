package io.github.xiaozhisim.stress.bench;

/** A server to measure against; see {@link TargetServer} and {@link EncryptedTarget}. */
public interface Target {

  /** Where it listens, on loopback. */
  int port();

  /** Serves on the thread that calls, until {@link #end}. */
  void run() throws InterruptedException;

  /** Makes {@link #run} return. Any thread. */
  void end();

  /** What was seen since the last reset, as a line of text. One thread at a time, while {@link #run} runs. */
  String figures(boolean reset) throws InterruptedException;
}
