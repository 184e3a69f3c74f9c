package io.github.xiaozhisim.stress.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads as much of PromQL as a dashboard needs, and is strict about it: selectors, {@code rate} and {@code increase} of
 * counters, {@code sum} with {@code by}, {@code histogram_quantile}, arithmetic and comparison. What it cannot read, or
 * what Prometheus would take and draw nonsense of ({@code rate} of a gauge, a range nobody asks a rate of), it refuses.
 */
final class Promql {

  private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");
  private static final Pattern RANGE = Pattern.compile("\\[(\\$__rate_interval|[0-9]+[smhd])]");
  private static final Pattern COMPARISON = Pattern.compile("=~|!~|!=|=");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern OPERATOR = Pattern.compile("[<>=!]=|[-+*/<>]");

  /** {@code name{label="value"}}: what is asked for, and by which labels it is chosen. */
  record Selector(String name, List<Choice> choices) {}

  /** {@code label!="value"}. */
  record Choice(String label, String comparison, String value) {}

  /** The labels that are left of all of it: those that are summed by, or all. */
  record Kept(boolean all, Set<String> labels) {

    static final Kept ALL = new Kept(true, Set.of());

    boolean has(String label) {
      return all || labels.contains(label);
    }
  }

  private final String text;
  private final List<Selector> selectors = new ArrayList<>();
  private final Set<String> grouped = new TreeSet<>();
  private final Kept kept;
  private int at;

  /** @throws IllegalArgumentException with the place, when it is wrong */
  Promql(String text) {
    this.text = text;
    this.kept = expression();
    if (at < text.length()) {
      throw wrong("the end");
    }
  }

  List<Selector> selectors() {
    return selectors;
  }

  /** All labels that something is summed by. */
  Set<String> grouped() {
    return grouped;
  }

  Kept kept() {
    return kept;
  }

  /** Without a word about which binds closer: here it is only asked whether it can be read. */
  private Kept expression() {
    Kept left = operand();
    while (take(OPERATOR) != null) {
      Kept right = operand();
      left = left.all() ? right : left;
    }
    return left;
  }

  private Kept operand() {
    if (take("(")) {
      Kept inner = expression();
      expect(")");
      return inner;
    }
    if (take(NUMBER) != null) {
      return Kept.ALL;
    }
    String word = take(WORD);
    if (word == null) {
      throw wrong("a metric, a function or a number");
    }
    return switch (word) {
      case "sum" -> sum();
      case "rate", "increase" -> change(word);
      case "histogram_quantile" -> quantile();
      default -> {
        Selector selector = selector(word);
        if (looking("[")) {
          throw new IllegalArgumentException("nobody asks a rate of " + word + "[…] in " + text);
        }
        selectors.add(selector);
        yield Kept.ALL;
      }
    };
  }

  private Kept sum() {
    Set<String> by = new TreeSet<>();
    if (take("by")) {
      expect("(");
      do {
        String label = take(WORD);
        if (label == null) {
          throw wrong("a label");
        }
        by.add(label);
      } while (take(","));
      expect(")");
    }
    expect("(");
    expression();
    expect(")");
    grouped.addAll(by);
    return new Kept(false, by);
  }

  private Kept change(String function) {
    expect("(");
    String name = take(WORD);
    if (name == null || !(name.endsWith("_total") || name.endsWith("_bucket"))) {
      throw wrong("a counter to take the " + function + " of");
    }
    selectors.add(selector(name));
    if (take(RANGE) == null) {
      throw wrong("a range such as [$__rate_interval]");
    }
    expect(")");
    return Kept.ALL;
  }

  private Kept quantile() {
    expect("(");
    String share = take(NUMBER);
    if (share == null || Double.parseDouble(share) > 1) {
      throw wrong("a share from 0 to 1");
    }
    expect(",");
    Kept of = expression();
    expect(")");
    if (!of.has("le")) {
      throw new IllegalArgumentException("the classes (le) are summed away in " + text);
    }
    Set<String> rest = new TreeSet<>(of.labels());
    rest.remove("le");
    return new Kept(of.all(), rest);
  }

  private Selector selector(String name) {
    List<Choice> choices = new ArrayList<>();
    if (take("{")) {
      do {
        String label = take(WORD);
        String comparison = label == null ? null : take(COMPARISON);
        String value = comparison == null ? null : take(TEXT);
        if (value == null) {
          throw wrong("label=\"value\"");
        }
        choices.add(new Choice(label, comparison, value.substring(1, value.length() - 1)));
      } while (take(","));
      expect("}");
    }
    return new Selector(name, choices);
  }

  private boolean looking(String sign) {
    return text.startsWith(sign, at);
  }

  private boolean take(String sign) {
    return take(Pattern.compile(Pattern.quote(sign) + (Character.isLetter(sign.charAt(0)) ? "\\b" : ""))) != null;
  }

  private String take(Pattern what) {
    Matcher matcher = what.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    while (looking(" ")) {
      at++;
    }
    return matcher.group();
  }

  private void expect(String sign) {
    if (!take(sign)) {
      throw wrong(sign);
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("expected " + expected + " here: " + text.substring(at) + "   in " + text);
  }

  /** What is told to Prometheus, in its text format: each name with the labels it was seen with, and their values. */
  static Map<String, Map<String, Set<String>>> told(String metrics) {
    Map<String, Map<String, Set<String>>> told = new TreeMap<>();
    Pattern sample = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? (NaN|[-+]?Inf|[-+0-9.eE]+)");
    Pattern label = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");
    metrics.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
      Matcher parts = sample.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("Prometheus could not read " + line);
      }
      Map<String, Set<String>> labels = told.computeIfAbsent(parts.group(1), _ -> new TreeMap<>());
      if (parts.group(2) != null) {
        label.matcher(parts.group(2)).results()
            .forEach(each -> labels.computeIfAbsent(each.group(1), _ -> new TreeSet<>()).add(each.group(2)));
      }
    });
    return told;
  }
}
