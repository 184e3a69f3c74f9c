package io.github.xiaozhisim.pi.session;

import java.nio.file.Path;

/** What a device is made to hear. */
public sealed interface Utterance {

  /** WAV, Ogg Opus or raw Opus packets. */
  record Recording(Path file) implements Utterance {}

  /** A sentence of the speech that ships with the program, by its text or its name. */
  record BuiltIn(String words) implements Utterance {}
}
