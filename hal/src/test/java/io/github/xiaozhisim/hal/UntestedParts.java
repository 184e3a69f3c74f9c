package io.github.xiaozhisim.hal;

import io.github.xiaozhisim.hal.audio.OpusInput;
import io.github.xiaozhisim.hal.audio.OpusInputContract;
import io.github.xiaozhisim.hal.audio.OpusOutput;
import io.github.xiaozhisim.hal.audio.OpusOutputContract;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.hal.audio.PcmOutputContract;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.BacklightContract;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.BatteryContract;
import io.github.xiaozhisim.hal.ui.Button;
import io.github.xiaozhisim.hal.ui.ButtonContract;
import io.github.xiaozhisim.hal.ui.Camera;
import io.github.xiaozhisim.hal.ui.CameraContract;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.DisplayContract;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.hal.ui.LedContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/**
 * Finds the parts of a board that no contract test is about: every class that implements an interface of the HAL, and
 * every class that makes out who the device is or how it is connected. A module asks for its own in a test of three
 * lines, so that whoever writes a part later is told which contract to run. A part that is a lambda cannot be found.
 */
public final class UntestedParts {

  /**
   * What a board is made of, and what it is held to. The rest of the HAL is the device's side, the server's, or data.
   */
  static final Map<Class<?>, List<Class<?>>> CONTRACTS =
      Map.ofEntries(
          Map.entry(Board.class, List.of(BoardContract.class)),
          Map.entry(Clock.class, List.of(ClockContract.class)),
          Map.entry(Scheduler.class, List.of(SchedulerContract.class)),
          Map.entry(Timer.class, List.of(SchedulerContract.class)),
          Map.entry(Settings.class, List.of(SettingsContract.class)),
          Map.entry(PcmInput.class, List.of(PcmInputContract.class)),
          Map.entry(OpusInput.class, List.of(OpusInputContract.class)),
          Map.entry(PcmOutput.class, List.of(PcmOutputContract.class)),
          Map.entry(OpusOutput.class, List.of(OpusOutputContract.class)),
          Map.entry(Network.class, List.of(HttpContract.class, WebSocketContract.class)),
          Map.entry(WebSocketConnection.class, List.of(WebSocketContract.class)),
          Map.entry(MqttConnection.class, List.of(MqttContract.class)),
          Map.entry(UdpSocket.class, List.of(UdpContract.class)),
          Map.entry(Button.class, List.of(ButtonContract.class)),
          Map.entry(Led.class, List.of(LedContract.class)),
          Map.entry(Display.class, List.of(DisplayContract.class)),
          Map.entry(Backlight.class, List.of(BacklightContract.class)),
          Map.entry(Battery.class, List.of(BatteryContract.class)),
          Map.entry(Camera.class, List.of(CameraContract.class)));

  /** What a network can leave out: who overrides these has them. */
  private static final Map<String, Class<?>> MORE_OF_A_NETWORK =
      Map.of("openMqtt", MqttContract.class, "openUdp", UdpContract.class);

  private UntestedParts() {}

  /**
   * The parts without a contract test, and the contract tests that say what is not so; a sentence each.
   *
   * @param testOfTheModule any class of the module's tests
   * @param oneOfEachModule any class of each module whose parts are tested there
   */
  public static List<String> of(Class<?> testOfTheModule, Class<?>... oneOfEachModule) {
    List<String> complaints = new ArrayList<>();
    List<Class<?>> tests =
        classesBeside(testOfTheModule).stream().filter(one -> one.isAnnotationPresent(ContractOf.class)).toList();
    Set<Class<?>> parts = new TreeSet<>(Comparator.comparing(Class::getName));
    for (Class<?> one : oneOfEachModule) {
      parts.addAll(classesBeside(one).stream().filter(part -> !due(part).isEmpty()).toList());
    }
    for (Class<?> part : parts) {
      for (Class<?> contract : due(part)) {
        if (tests.stream().noneMatch(test -> named(test).contains(part.getName()) && runs(test, contract))) {
          complaints.add(
              "%s has no test that extends %s and says @ContractOf(%s.class)"
                  .formatted(part.getName(), contract.getSimpleName(), part.getSimpleName()));
        }
      }
    }
    for (Class<?> test : tests) {
      complaints.addAll(untrue(test, parts));
    }
    return complaints;
  }

  private static List<String> untrue(Class<?> test, Set<Class<?>> parts) {
    List<String> complaints = new ArrayList<>();
    boolean ownClass = test.getEnclosingClass() == null && !Modifier.isAbstract(test.getModifiers());
    if (!ownClass || !test.getSimpleName().endsWith("Test")) {
      complaints.add(
          test.getName() + " says @ContractOf and is never run: make it a class of its own whose name ends in Test");
    }
    for (String name : named(test)) {
      Optional<Class<?>> part = parts.stream().filter(one -> one.getName().equals(name)).findFirst();
      if (part.isEmpty()) {
        complaints.add("%s names %s, which is no part of a board".formatted(test.getName(), name));
      } else if (due(part.get()).stream().noneMatch(contract -> runs(test, contract))) {
        complaints.add("%s runs no contract of %s".formatted(test.getName(), name));
      }
    }
    return complaints;
  }

  private static List<String> named(Class<?> test) {
    ContractOf about = test.getAnnotation(ContractOf.class);
    return Stream.concat(Stream.of(about.value()).map(Class::getName), Stream.of(about.hidden())).toList();
  }

  private static boolean runs(Class<?> test, Class<?> contract) {
    if (contract.isAssignableFrom(test)) {
      return true;
    }
    for (Class<?> holder = test; holder != null; holder = holder.getSuperclass()) {
      if (Arrays.stream(holder.getDeclaredClasses())
          .anyMatch(inner -> inner.isAnnotationPresent(Nested.class) && contract.isAssignableFrom(inner))) {
        return true;
      }
    }
    return false;
  }

  /** The contracts that a class of the program has to keep; none for most. */
  private static Set<Class<?>> due(Class<?> part) {
    Set<Class<?>> due = new TreeSet<>(Comparator.comparing(Class::getName));
    if (part.isInterface() || Modifier.isAbstract(part.getModifiers())) {
      return due;
    }
    CONTRACTS.forEach(
        (kind, contracts) -> {
          if (kind.isAssignableFrom(part)) {
            due.addAll(contracts);
          }
        });
    if (Network.class.isAssignableFrom(part)) {
      Stream.of(part.getDeclaredMethods())
          .filter(method -> MORE_OF_A_NETWORK.containsKey(method.getName()))
          .forEach(method -> due.add(MORE_OF_A_NETWORK.get(method.getName())));
    }
    if (makes(part, Identity.class) && knowsSettings(part)) {
      due.add(IdentityContract.class);
    }
    if (makes(part, Link.class)) {
      due.add(LinkContract.class);
    }
    return due;
  }

  /** Whether one of its methods gives such a value, other than a record or a board gives what it holds. */
  private static boolean makes(Class<?> part, Class<?> value) {
    List<String> held =
        part.isRecord()
            ? Arrays.stream(part.getRecordComponents()).map(RecordComponent::getName).toList()
            : List.of();
    boolean board = Board.class.isAssignableFrom(part);
    return Stream.of(part.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && !held.contains(method.getName()))
        .filter(method -> !board || Modifier.isStatic(method.getModifiers()))
        .anyMatch(method -> value.isAssignableFrom(method.getReturnType()));
  }

  /** An identity that is made up for good, as a fleet's from its seed, cannot be erased. */
  private static boolean knowsSettings(Class<?> part) {
    Stream<Class<?>> fields = Stream.of(part.getDeclaredFields()).map(Field::getType);
    Stream<Class<?>> given =
        Stream.of(part.getDeclaredMethods())
            .filter(method -> method.getReturnType() == Identity.class)
            .map(Method::getParameterTypes)
            .flatMap(Stream::of);
    return Stream.concat(fields, given).anyMatch(Settings.class::isAssignableFrom);
  }

  private static List<Class<?>> classesBeside(Class<?> one) {
    try {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return classesUnder(place, one.getClassLoader());
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return classesUnder(jar.getPath("/"), one.getClassLoader());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Class<?>> classesUnder(Path root, ClassLoader loader) throws IOException, ClassNotFoundException {
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).sorted().toList()) {
        String name = root.relativize(file).toString().replace(".class", "").replace('/', '.');
        if (!name.endsWith("-info")) {
          found.add(Class.forName(name, false, loader));
        }
      }
    }
    return found;
  }
}
