package io.github.xiaozhisim.stress.live;

/** Colours, or none of them. */
public enum Style {
  PLAIN,
  COLOURED;

  private static final char ESCAPE = 27;

  public String good(String text) {
    return paint("32", text);
  }

  public String bad(String text) {
    return paint("31", text);
  }

  public String faint(String text) {
    return paint("2", text);
  }

  public String strong(String text) {
    return paint("1", text);
  }

  private String paint(String code, String text) {
    return this == PLAIN ? text : ESCAPE + "[" + code + "m" + text + ESCAPE + "[0m";
  }
}
