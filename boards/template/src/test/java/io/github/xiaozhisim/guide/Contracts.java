package io.github.xiaozhisim.guide;

import io.github.xiaozhisim.hal.ContractRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Tag;

/**
 * A program that runs contract tests, each class in a thread of its own: they mostly wait. Prints what is broken.
 * Tests for a sound card are left out, as Maven leaves them out.
 */
public final class Contracts {

  private Contracts() {}

  /** Arguments: names of classes. Exit code 1 when a promise is broken. */
  public static void main(String[] arguments) throws Exception {
    List<String> names = new ArrayList<>();
    for (String name : arguments) {
      Tag tag = Class.forName(name).getAnnotation(Tag.class);
      if (tag == null || !tag.value().equals("sound-card")) {
        names.add(name);
      }
    }
    ConcurrentSkipListMap<String, ContractRun> runs = new ConcurrentSkipListMap<>();
    List<Thread> threads =
        names.stream().map(name -> Thread.ofPlatform().start(() -> runs.put(name, run(name)))).toList();
    for (Thread thread : threads) {
      thread.join();
    }
    runs.forEach((name, run) -> System.out.println(name + ": " + run.passed() + " promises kept"));
    runs.values().forEach(run -> run.broken().values().forEach(System.out::println));
    boolean kept = runs.size() == names.size() && runs.values().stream().allMatch(run -> run.broken().isEmpty());
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
