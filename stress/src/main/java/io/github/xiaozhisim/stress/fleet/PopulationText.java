package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.stress.typed.Nearest;
import io.github.xiaozhisim.stress.typed.Typed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Populations as people write them, {@code chat:70%, idle:20%, barge-in:10%}; who has no share gets what is left. Of
 * these personas some are known without being defined: {@code chat} is the usual user, {@code idle} stays silent,
 * {@code barge-in} interrupts, {@code hasty} goes on at the first text, {@code brief} hangs up after a few turns,
 * {@code caller} calls a wake word first.
 */
public final class PopulationText {

  private static final String FORM = "write it like chat:70%, idle:30%";

  private PopulationText() {}

  /**
   * Reads one.
   *
   * @param defined personas as {@link PersonaText} reads them; they may take the place of known ones
   * @param usual the user whom they are like where nothing is said
   * @throws IllegalArgumentException with one sentence that names the column
   */
  public static Population parse(String text, List<String> defined, Persona usual) {
    Map<String, Persona> personas = new LinkedHashMap<>();
    for (String each : PersonaText.builtIn()) {
      personas.put(PersonaText.name(each), PersonaText.parse(each, usual));
    }
    for (String each : defined) {
      personas.put(PersonaText.name(each), PersonaText.parse(each, usual));
    }
    return read(new Typed(text), personas);
  }

  private static Population read(Typed typed, Map<String, Persona> personas) {
    List<Persona> named = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    do {
      int column = typed.column();
      String name = typed.word(FORM);
      Persona persona = personas.get(name);
      if (persona == null) {
        throw typed.wrongAt(
            column,
            "there is no persona '" + name + "'; " + Nearest.advice(name, List.copyOf(personas.keySet()))
                + ", or define it with --persona '" + name + ": …'");
      }
      if (named.contains(persona)) {
        throw typed.wrongAt(column, "'" + name + "' stands there twice; add its shares up");
      }
      named.add(persona);
      shares.add(typed.takes(":") ? percent(typed) : Double.NaN);
    } while (typed.takes(","));
    typed.expectEnd(FORM);
    return population(typed, named, shares);
  }

  private static double percent(Typed typed) {
    int column = typed.column();
    double percent = typed.number(FORM);
    typed.expect("%", FORM);
    if (!(percent > 0 && percent <= 100)) {
      throw typed.wrongAt(column, "a share is more than 0 % and at most 100 %");
    }
    return percent / 100;
  }

  private static Population population(Typed typed, List<Persona> named, List<Double> shares) {
    double sum = shares.stream().filter(share -> !share.isNaN()).mapToDouble(Double::doubleValue).sum();
    long without = shares.stream().filter(share -> share.isNaN()).count();
    if (without == 0 ? Math.abs(sum - 1) > 1e-4 : sum >= 1) {
      throw typed.wrongAt(
          1,
          "the shares add up to " + Math.round(sum * 100) + "%; make them 100%, or leave one persona without a share");
    }
    List<Population.Part> parts = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      double share = shares.get(i).isNaN() ? (1 - sum) / without : shares.get(i) / (without == 0 ? sum : 1);
      parts.add(new Population.Part(named.get(i), share));
    }
    return new Population(parts);
  }
}
