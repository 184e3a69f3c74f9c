package io.github.xiaozhisim.stress.live;

import java.util.List;

/** Figures as a line of blocks, the largest as high as can be. */
final class Sparkline {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII = "_.-~=*#@";

  private Sparkline() {}

  /**
   * The last {@code width} of the values; a gap where one is NaN.
   *
   * @param from what lies on the ground, usually 0
   */
  static String of(List<Double> values, int width, double from, boolean unicode) {
    List<Double> shown = values.subList(Math.max(0, values.size() - width), values.size());
    double top = shown.stream().filter(value -> !value.isNaN()).mapToDouble(Double::doubleValue).max().orElse(from);
    String blocks = unicode ? BLOCKS : ASCII;
    StringBuilder line = new StringBuilder(shown.size());
    for (double value : shown) {
      if (Double.isNaN(value)) {
        line.append(' ');
      } else {
        double share = top > from ? (value - from) / (top - from) : 0;
        line.append(blocks.charAt((int) Math.clamp(Math.round(share * (blocks.length() - 1)), 0, blocks.length() - 1)));
      }
    }
    return line.toString();
  }
}
