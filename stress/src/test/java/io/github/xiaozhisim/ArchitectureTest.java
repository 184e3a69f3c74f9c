package io.github.xiaozhisim;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/**
 * The directions of imports and the rules of the house, over everything the program is made of:
 *
 * <pre>
 * hal  &lt;-  device-sim  &lt;-  hw-pi, stress
 * hal  &lt;-  transport   &lt;-  hw-pi, stress
 * hw-pi  &lt;-  the command line and the shell's equipment in stress
 * </pre>
 */
@AnalyzeClasses(
    packages = "io.github.xiaozhisim",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutJarsOfTests.class})
class ArchitectureTest {

  /** Tests that a module hands on to others come as a jar, which the library does not take for tests. */
  static final class WithoutJarsOfTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String HAL = "io.github.xiaozhisim.hal..";
  private static final String DEVICE = "io.github.xiaozhisim.device..";
  private static final String TRANSPORT = "io.github.xiaozhisim.transport..";
  private static final String PI = "io.github.xiaozhisim.pi..";
  private static final String STRESS = "io.github.xiaozhisim.stress..";
  /** A command of its own, run by whoever makes the speech that ships with the project. */
  private static final String CORPUS_BUILDER = "io.github.xiaozhisim.device.speech.CorpusBuilder";

  private static final String SYSTEM_CLOCK = "io.github.xiaozhisim.transport.SystemClock";

  /** Must not be guessed, so it must not come from the seed; no run depends on it. */
  private static final String PAGE_TOKEN = "io.github.xiaozhisim.stress.web.Token";

  // ---- who may see whom -------------------------------------------------------------------------------------------

  @ArchTest
  static final ArchRule halShouldNeedNothingButTheJdk =
      classes()
          .that(resideInAPackage(HAL))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(HAL, "java..", "org.jspecify.annotations.."))
          .because("a board is ported against contracts, not against libraries");

  @ArchTest
  static final ArchRule deviceShouldSeeTheWorldOnlyThroughTheHal =
      classes()
          .that(resideInAPackage(DEVICE))
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  HAL,
                  DEVICE,
                  "java..",
                  "javax.crypto..",
                  "org.jspecify.annotations..",
                  "org.slf4j..",
                  "tools.jackson..",
                  "com.fasterxml.jackson.annotation..",
                  "io.github.jaredmdobson.concentus..",
                  "com.networknt.schema..",
                  "org.gagravarr.."))
          .because("the device must not know whether microphone, speaker, wire and clock are real");

  @ArchTest
  static final ArchRule transportShouldNotKnowTheDevice =
      noClasses()
          .that(resideInAPackage(TRANSPORT))
          .should()
          .dependOnClassesThat(resideInAnyPackage(DEVICE, PI, STRESS))
          .because("the wire carries bytes for whoever asks");

  @ArchTest
  static final ArchRule onlyTheProgramShouldKnowTheRealBoard =
      noClasses()
          .that(resideInAPackage(STRESS))
          .and(
              resideOutsideOfPackages("io.github.xiaozhisim.stress.cli..", "io.github.xiaozhisim.stress.operate.."))
          .should()
          .dependOnClassesThat(resideInAPackage(PI))
          .because("a fleet has no use for sound cards and pins");

  @ArchTest
  static final ArchRule onlyOnePackageShouldUseTheSoundCard =
      noClasses()
          .that(resideOutsideOfPackages("io.github.xiaozhisim.pi.sound.."))
          .should()
          .dependOnClassesThat(resideInAPackage("javax.sound.."))
          .because("everything else hears and speaks through the HAL")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyOnePackageShouldUseGpio =
      noClasses()
          .that(resideOutsideOfPackages("io.github.xiaozhisim.pi.gpio.."))
          .should()
          .dependOnClassesThat(resideInAPackage("com.pi4j.."))
          .because("another library for pins must touch one package");

  @ArchTest
  static final ArchRule onlyOnePackageShouldUseTheTerminalLibrary =
      noClasses()
          .that(resideOutsideOfPackages("io.github.xiaozhisim.pi.shell.."))
          .should()
          .dependOnClassesThat(resideInAPackage("org.jline.."))
          .because("what is done with a device does not depend on how it is asked for");

  @ArchTest
  static final ArchRule onlyTransportShouldUseNetty =
      noClasses()
          .that(resideOutsideOfPackages(TRANSPORT))
          .should()
          .dependOnClassesThat(resideInAPackage("io.netty.."))
          .because("everything else talks to the HAL, so that it also runs in virtual time");

  /** What would be the same for any other kind of work. Packages join this list when they are made. */
  private static final String[] ANY_WORK = {
    "io.github.xiaozhisim.stress.measure..",
    "io.github.xiaozhisim.stress.health..",
    "io.github.xiaozhisim.stress.handover..",
    "io.github.xiaozhisim.stress.typed..",
    "io.github.xiaozhisim.stress.arrivals..",
    "io.github.xiaozhisim.stress.objective..",
    "io.github.xiaozhisim.stress.timeline..",
    "io.github.xiaozhisim.stress.report..",
    "io.github.xiaozhisim.stress.comparison..",
    "io.github.xiaozhisim.stress.monitor..",
    "io.github.xiaozhisim.stress.capacity..",
    "io.github.xiaozhisim.stress.web.."
  };

  @ArchTest
  static final ArchRule whatMeasuresShouldNotKnowTheWork =
      noClasses()
          .that(resideInAnyPackage(ANY_WORK))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  DEVICE,
                  TRANSPORT,
                  "io.github.xiaozhisim.stress.turn..",
                  "io.github.xiaozhisim.stress.fleet..",
                  "io.github.xiaozhisim.stress.server..",
                  "io.github.xiaozhisim.stress.cli.."))
          .because("other kinds of work than devices that talk run on the same machinery");

  @ArchTest
  static final ArchRule modulesShouldHaveNoCycles =
      slices().matching("io.github.xiaozhisim.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule partsOfTheDeviceShouldHaveNoCycles =
      slices().matching("io.github.xiaozhisim.device.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule partsOfStressShouldHaveNoCycles =
      slices().matching("io.github.xiaozhisim.stress.(*)..").should().beFreeOfCycles();

  // ---- time, chance and threads come in ---------------------------------------------------------------------------

  @ArchTest
  static final ArchRule onlyTheSystemClockShouldAskForTheTime =
      noClasses()
          .that(DescribedPredicate.not(named(SYSTEM_CLOCK)))
          .should()
          .callMethodWhere(
              calls(
                  Map.of(
                      "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
                      "java.time.Instant", Set.of("now"),
                      "java.time.Clock", Set.of("systemUTC", "systemDefaultZone"),
                      "java.time.LocalDateTime", Set.of("now"),
                      "java.time.ZonedDateTime", Set.of("now"),
                      "java.time.OffsetDateTime", Set.of("now"))))
          .because("in virtual time a run is a function of its seed");

  @ArchTest
  static final ArchRule nobodyShouldSleep =
      noClasses()
          .should()
          .callMethodWhere(
              calls(
                  Map.of(
                      Thread.class.getName(), Set.of("sleep"),
                      TimeUnit.class.getName(), Set.of("sleep"),
                      "java.util.concurrent.locks.LockSupport", Set.of("parkNanos", "parkUntil"))))
          .because("a wait has a condition or a timer");

  @ArchTest
  static final ArchRule chanceShouldComeFromTheSeed =
      noClasses()
          .that(resideOutsideOfPackages(TRANSPORT)) // masks frames, which no run depends on
          .and(DescribedPredicate.not(named(PAGE_TOKEN)))
          .should()
          .callMethodWhere(
              calls(
                  Map.of(
                      Math.class.getName(), Set.of("random"),
                      UUID.class.getName(), Set.of("randomUUID"),
                      ThreadLocalRandom.class.getName(), Set.of("current"))))
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor("java.security.SecureRandom")
          .because("in virtual time a run is a function of its seed");

  @ArchTest
  static final ArchRule deviceShouldLiveOnOneThread =
      noClasses()
          .that(resideInAPackage(DEVICE))
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are threads, executors, locks or futures",
                  type ->
                      type.isAssignableTo(Thread.class)
                          || type.isAssignableTo(Executor.class)
                          || type.isAssignableTo(Future.class)
                          || type.isAssignableTo(BlockingQueue.class)
                          || type.getPackageName().equals("java.util.concurrent.locks")))
          .because("everything reaches a device as an event on its scheduler");

  // ---- manners ----------------------------------------------------------------------------------------------------

  @ArchTest
  static final ArchRule onlyTheCommandLineShouldPrint =
      noClasses()
          .that(resideOutsideOfPackages("io.github.xiaozhisim.stress.cli..", "io.github.xiaozhisim.stress.live.."))
          .and(DescribedPredicate.not(named(CORPUS_BUILDER)))
          .should()
          .accessTargetWhere(standardStreams())
          .because("what reaches the terminal is decided in one place");

  @ArchTest
  static final ArchRule nobodyShouldUseJavaUtilLogging =
      noClasses()
          .should()
          .dependOnClassesThat(resideInAPackage("java.util.logging.."))
          .because("slf4j is the one way to log");

  @ArchTest
  static final ArchRule namesShouldSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)")
          .because("such a name fits everything and says nothing");

  @ArchTest
  static final ArchRule packagesShouldSayWhatTheyAreForAndBeNullMarked =
      classes().should(liveInAPackageThatIsNullMarked());

  private static DescribedPredicate<JavaClass> named(String name) {
    return DescribedPredicate.describe("named " + name, type -> type.getName().equals(name));
  }

  private static DescribedPredicate<JavaMethodCall> calls(
      Map<String, Set<String>> methodsByOwner) {
    return DescribedPredicate.describe(
        "one of " + methodsByOwner,
        call ->
            methodsByOwner.getOrDefault(call.getTargetOwner().getName(), Set.of()).contains(call.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> standardStreams() {
    return DescribedPredicate.describe(
        "System.out or System.err",
        access ->
            access.getTargetOwner().getName().equals("java.lang.System")
                && (access.getName().equals("out") || access.getName().equals("err")));
  }

  private static ArchCondition<JavaClass> liveInAPackageThatIsNullMarked() {
    return new ArchCondition<>("live in a package with a package-info that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getPackageName() + " has no package-info.java with @NullMarked: " + type.getName()));
      }
    };
  }
}
