package io.github.xiaozhisim.pi.shell;

import java.util.Map;

/**
 * The faces a device shows for the emotions that servers name. // firmware:
 * emoji_collection.cc, the names of its 21 faces
 */
final class Faces {

  private static final Map<String, String> FACES =
      Map.ofEntries(
          Map.entry("neutral", "😶"),
          Map.entry("happy", "🙂"),
          Map.entry("laughing", "😆"),
          Map.entry("funny", "😂"),
          Map.entry("sad", "😔"),
          Map.entry("angry", "😠"),
          Map.entry("crying", "😭"),
          Map.entry("loving", "😍"),
          Map.entry("embarrassed", "😳"),
          Map.entry("surprised", "😯"),
          Map.entry("shocked", "😱"),
          Map.entry("thinking", "🤔"),
          Map.entry("winking", "😉"),
          Map.entry("cool", "😎"),
          Map.entry("relaxed", "😌"),
          Map.entry("delicious", "🤤"),
          Map.entry("kissy", "😘"),
          Map.entry("confident", "😏"),
          Map.entry("sleepy", "😴"),
          Map.entry("silly", "😜"),
          Map.entry("confused", "🙄"));

  private Faces() {}

  /** With its face, where there is one and it can be shown. */
  static String named(String emotion, boolean unicode) {
    String face = unicode ? FACES.get(emotion) : null;
    return face == null ? emotion : face + " " + emotion;
  }
}
