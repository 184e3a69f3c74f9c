package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.Fidelity;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All conformance cases, and how one is played. Stateless; a case may be played by any thread, each on its own stage.
 */
public final class Conformance {

  /** Classes with cases; each has a constructor without arguments and no state. */
  private static final List<Class<?>> CLASSES =
      List.of(
          ActivationCases.class,
          AudioCases.class,
          BetweenTurnsCases.class,
          BootCases.class,
          BootRetryCases.class,
          BrokerCases.class,
          ButtonCases.class,
          CallOverUdpCases.class,
          ClosingCases.class,
          ConfigurationCases.class,
          DatagramCases.class,
          GatewayHelloCases.class,
          FramingCases.class,
          HeardCases.class,
          HelloCases.class,
          JsonCases.class,
          LocalCases.class,
          McpCases.class,
          MessageCases.class,
          OddCases.class,
          OpeningCases.class,
          PlaybackCases.class,
          PortalCases.class,
          ServerProfileCases.class,
          SpokenCases.class,
          ToolCallCases.class,
          ToolListCases.class,
          TurnCases.class,
          UpgradeCases.class,
          WakeWordCases.class);

  private static final String SECTIONS = "BWFSAJMQP";

  private Conformance() {}

  /**
   * One case.
   *
   * @param id its number, such as {@code S14}; several cases may share it
   * @param title what it says, a sentence without a full stop
   * @param fidelities where it can be played
   */
  public record Entry(String id, String title, List<Fidelity> fidelities, Method method) {

    public Entry {
      fidelities = List.copyOf(fidelities);
    }
  }

  /**
   * What came of playing a case.
   *
   * @param failure why it failed, or null
   */
  public record Verdict(Entry entry, Fidelity fidelity, @Nullable String failure, Timeline timeline) {

    public boolean passed() {
      return failure == null;
    }
  }

  /** In the order of the sections, then by number, then by title. */
  public static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Class<?> cases : CLASSES) {
      for (Method method : cases.getDeclaredMethods()) {
        Case marked = method.getAnnotation(Case.class);
        if (marked != null) {
          entries.add(
              new Entry(marked.value(), Notation.sentence(method.getName()), List.of(marked.in()), method));
        }
      }
    }
    entries.sort(
        Comparator.comparingInt((Entry e) -> SECTIONS.indexOf(e.id().charAt(0)))
            .thenComparingInt(e -> Notation.number(e.id()))
            .thenComparing(Entry::title));
    return entries;
  }

  /** Plays a case to its end; errors of any kind are a failure of the case. */
  public static Verdict play(Entry entry, Fidelity fidelity) {
    Stage stage = new Stage(fidelity);
    String failure = null;
    try {
      Object cases = entry.method().getDeclaringClass().getDeclaredConstructor().newInstance();
      entry.method().invoke(cases, stage);
      stage.end();
    } catch (CaseFailure e) {
      failure = e.getMessage();
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      failure = cause instanceof CaseFailure ? cause.getMessage() : "error: " + trace(cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot play " + entry.method(), e);
    }
    return new Verdict(entry, fidelity, failure, stage.timeline());
  }

  private static String trace(@Nullable Throwable error) {
    StringBuilder text = new StringBuilder(String.valueOf(error));
    if (error != null) {
      for (StackTraceElement at : error.getStackTrace()) {
        if (at.getClassName().startsWith("jdk.") || at.getClassName().startsWith("java.lang.reflect")) {
          break;
        }
        text.append("\n    at ").append(at);
      }
    }
    return text.toString();
  }
}
