package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.hal.ui.Display;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which board each device of a fleet lives on: a function of its index, so that every run of the same mix is the same.
 * Shares are kept as exactly as whole devices allow, and the boards are spread evenly over the fleet. Immutable.
 */
public final class BoardMix {

  private static final int WHOLE = 100;

  /** A board, and the screen its devices share. */
  record Kind(BoardDefinition board, Display screen) {}

  private final List<Kind> kinds;

  /** The kind of each device. */
  private final short[] order;

  private BoardMix(List<BoardDefinition> boards, int[] counts) {
    this.kinds = boards.stream().map(board -> new Kind(board, board.screen())).toList();
    int devices = 0;
    for (int count : counts) {
      devices += count;
    }
    this.order = spread(counts, devices);
  }

  private BoardMix(List<Kind> kinds, short[] order) {
    this.kinds = kinds;
    this.order = order;
  }

  /**
   * The same mix, cameras seeing this picture.
   *
   * @throws IllegalStateException with a sentence for people when no board has a camera
   */
  public BoardMix seeing(byte[] jpeg) {
    if (kinds.stream().noneMatch(kind -> kind.board().camera() != null)) {
      throw new IllegalStateException("--picture is for cameras, and no board here has one; leave it out");
    }
    return new BoardMix(
        kinds.stream()
            .map(kind -> kind.board().camera() == null ? kind : new Kind(kind.board().seeing(jpeg), kind.screen()))
            .toList(),
        order);
  }

  /** All devices on one board. */
  public static BoardMix of(BoardDefinition board) {
    return new BoardMix(List.of(board), new int[] {1});
  }

  /** All devices on the board a fleet uses unless told otherwise. */
  public static BoardMix usual() {
    return named(Boards.DEFAULT);
  }

  private static BoardMix named(String builtIn) {
    try {
      return of(Boards.find(builtIn));
    } catch (BoardException e) {
      throw new IllegalStateException("a built-in board is missing: " + e.getMessage(), e);
    }
  }

  /**
   * A mix as people write it: {@code esp-box-3:70%,bread-compact-ml307:30%}; without shares all have the same.
   *
   * @throws BoardException with sentences for people
   */
  public static BoardMix parse(String text, int devices) throws BoardException {
    List<BoardDefinition> boards = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int colon = part.lastIndexOf(':');
      String share = colon < 0 ? "" : part.substring(colon + 1).strip();
      boolean shared = share.endsWith("%");
      try {
        boards.add(Boards.find((shared ? part.substring(0, colon) : part).strip()));
      } catch (BoardException e) {
        wrong.add(String.valueOf(e.getMessage()));
      }
      shares.add(shared ? percent(share, wrong) : Double.NaN);
    }
    if (!wrong.isEmpty()) {
      throw new BoardException(String.join("\n", wrong));
    }
    return new BoardMix(boards, counts(weights(text, shares), devices));
  }

  private static double percent(String share, List<String> wrong) {
    try {
      double percent = Double.parseDouble(share.substring(0, share.length() - 1).strip());
      if (percent > 0 && percent <= WHOLE) {
        return percent;
      }
    } catch (NumberFormatException e) {
      wrong.add("'" + share + "' is no share; write it like 70%");
      return WHOLE;
    }
    wrong.add("a share of " + share + " cannot be; write more than 0% and at most 100%");
    return WHOLE;
  }

  private static double[] weights(String text, List<Double> shares) throws BoardException {
    double[] weights = shares.stream().mapToDouble(Double::doubleValue).toArray();
    double sum = 0;
    int without = 0;
    for (double weight : weights) {
      sum += Double.isNaN(weight) ? 0 : weight;
      without += Double.isNaN(weight) ? 1 : 0;
    }
    boolean fits = without == 0 ? Math.abs(sum - WHOLE) < 0.01 : sum < WHOLE;
    if (!fits) {
      throw new BoardException(
          "the shares in '"
              + text
              + "' add up to "
              + Math.round(sum)
              + "%; make them 100%, or leave one without a share");
    }
    for (int i = 0; i < weights.length; i++) {
      if (Double.isNaN(weights[i])) {
        weights[i] = (WHOLE - sum) / without;
      }
    }
    return weights;
  }

  /** Whole devices for each share: rounded down, and the rest to those who lost most. */
  private static int[] counts(double[] weights, int devices) {
    int[] counts = new int[weights.length];
    double[] lost = new double[weights.length];
    int left = devices;
    for (int i = 0; i < weights.length; i++) {
      double exact = weights[i] * devices / WHOLE;
      counts[i] = (int) Math.floor(exact + 1e-9);
      lost[i] = exact - counts[i];
      left -= counts[i];
    }
    for (; left > 0; left--) {
      int most = 0;
      for (int i = 1; i < lost.length; i++) {
        most = lost[i] > lost[most] ? i : most;
      }
      counts[most]++;
      lost[most] = -1;
    }
    return counts;
  }

  /** Everyone's turn comes as often as its count says, as evenly as can be. */
  private static short[] spread(int[] counts, int devices) {
    short[] order = new short[Math.max(1, devices)];
    long[] credit = new long[counts.length];
    for (int device = 0; device < devices; device++) {
      int next = 0;
      for (int i = 0; i < counts.length; i++) {
        credit[i] += counts[i];
        next = credit[i] > credit[next] ? i : next;
      }
      credit[next] -= devices;
      order[device] = (short) next;
    }
    return order;
  }

  /** The lengths of the packets that the boards send. */
  Set<Integer> packetMillis() {
    return kinds.stream().map(kind -> kind.board().info().audio().frameMillis()).collect(Collectors.toSet());
  }

  Kind kind(int index) {
    return kinds.get(order[index % order.length]);
  }

  /** The board of a device. */
  public BoardDefinition board(int index) {
    return kind(index).board();
  }

  /** What a report calls the board of a device. */
  public String name(int index) {
    return board(index).key();
  }

  /** How many of {@code devices} live on each board, by name, in the order of the mix. */
  public Map<String, Integer> census(int devices) {
    Map<String, Integer> census = new LinkedHashMap<>();
    kinds.forEach(kind -> census.put(kind.board().key(), 0));
    for (int i = 0; i < devices; i++) {
      census.merge(name(i), 1, Integer::sum);
    }
    return census;
  }
}
