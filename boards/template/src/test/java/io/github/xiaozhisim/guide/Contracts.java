package io.github.xiaozhisim.guide;

import io.github.xiaozhisim.hal.ContractRun;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** A program that runs contract tests, each class in a thread of its own: they mostly wait. Prints what is broken. */
public final class Contracts {

  private Contracts() {}

  /** Arguments: names of classes. Exit code 1 when a promise is broken. */
  public static void main(String[] names) throws Exception {
    ConcurrentSkipListMap<String, ContractRun> runs = new ConcurrentSkipListMap<>();
    List<Thread> threads =
        Stream.of(names).map(name -> Thread.ofPlatform().start(() -> runs.put(name, run(name)))).toList();
    for (Thread thread : threads) {
      thread.join();
    }
    runs.forEach((name, run) -> System.out.println(name + ": " + run.passed() + " promises kept"));
    runs.values().forEach(run -> run.broken().values().forEach(System.out::println));
    boolean kept = runs.size() == names.length && runs.values().stream().allMatch(run -> run.broken().isEmpty());
    System.exit(kept ? 0 : 1);
  }

  private static ContractRun run(String name) {
    try {
      return ContractRun.of(Class.forName(name));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("there is no class " + name, e);
    }
  }
}
