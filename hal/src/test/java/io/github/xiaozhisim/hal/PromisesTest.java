package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The contract kit speaks to porters: each of its tests names a promise, and says where to look. */
class PromisesTest {

  @Test
  void shouldHaveAContractForEveryPartOfABoard() throws Exception {
    assertThat(contracts().stream().map(Class::getSimpleName))
        .contains(
            "AudioOutputContract",
            "BacklightContract",
            "BatteryContract",
            "BoardContract",
            "ButtonContract",
            "CameraContract",
            "ClockContract",
            "DisplayContract",
            "HttpContract",
            "IdentityContract",
            "LedContract",
            "LinkContract",
            "MqttContract",
            "OpusInputContract",
            "OpusOutputContract",
            "PcmInputContract",
            "PcmOutputContract",
            "SchedulerContract",
            "SettingsContract",
            "UdpContract",
            "WebSocketContract");
  }

  @Test
  void shouldNameAPromiseInEveryTestOfAContract() throws Exception {
    for (Class<?> contract : contracts()) {
      assertThat(tests(contract)).as("tests of %s without a promise", contract.getSimpleName())
          .allMatch(test -> test.isAnnotationPresent(Promise.class));
    }
  }

  @Test
  void shouldSayEachPromiseOnceAndWhereToLookInASentence() throws Exception {
    for (Class<?> contract : contracts()) {
      Set<String> said = new HashSet<>();
      for (Method test : tests(contract)) {
        Promise promise = test.getAnnotation(Promise.class);
        assertThat(said.add(promise.value())).as("%s of %s is new", promise.value(), contract).isTrue();
        assertThat(promise.value()).matches("[a-z0-9A-Z].*[^.]");
        assertThat(promise.mend()).matches("[A-Z0-9a-z].*[.]");
      }
    }
  }

  @Test
  void shouldBeginAFailureWithThePromiseThatWasBroken() {
    ContractRun run = ContractRun.of(Forgetful.class);

    assertThat(run.broken()).containsOnlyKeys("the address is one of a real station: neither all zeros nor all ones");
    assertThat(run.broken().values().iterator().next().lines())
        .startsWith(
            "IdentityContract, promise broken: the address is one of a real station: neither all zeros nor all ones",
            "Zeros are what a network card gives before it is up: read the address later, or make one and keep it.")
        .anyMatch(line -> line.startsWith("Seen: "));
    assertThat(run.passed()).isEqualTo(4);
  }

  /** A board that reads its address too early. */
  static class Forgetful extends IdentityContract {
    private int owner;

    @Override
    protected Identity start() {
      return new Identity("00:00:00:00:00:00", "7b94d69a-9808-4c59-9c9b-70433300000" + owner);
    }

    @Override
    protected void erase() {
      owner++;
    }
  }

  private static List<Method> tests(Class<?> contract) {
    return Stream.of(contract.getDeclaredMethods())
        .filter(one -> one.isAnnotationPresent(Test.class) || one.isAnnotationPresent(ParameterizedTest.class))
        .toList();
  }

  private static List<Class<?>> contracts() throws Exception {
    Path classes = Path.of(PromisesTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(one -> one.toString().endsWith("Contract.class")).sorted().toList()) {
        String name = classes.relativize(file).toString().replace(".class", "").replace('/', '.');
        Class<?> contract = Class.forName(name);
        if (Modifier.isAbstract(contract.getModifiers()) && contract != TimedContract.class) {
          found.add(contract);
        }
      }
    }
    return found;
  }
}
