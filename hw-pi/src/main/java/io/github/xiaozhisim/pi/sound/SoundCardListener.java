package io.github.xiaozhisim.pi.sound;

/**
 * Hears of cards that go and come. Called on the scheduler's thread. Each {@link #gone} is followed by at most one
 * {@link #back} before the next.
 */
public interface SoundCardListener {

  /** Nobody cares. */
  SoundCardListener NONE =
      new SoundCardListener() {
        @Override
        public void gone(String card, String sentence) {}

        @Override
        public void back(String card) {}
      };

  /**
   * There is no such card, or it could not be opened, or it went away. The device lives on in silence, and the card is
   * looked for once a second.
   *
   * @param card what it is for, such as {@code loudspeaker}
   * @param sentence what is wrong and what helps, for people
   */
  void gone(String card, String sentence);

  /**
   * It works, for the first time or again.
   *
   * @param card what it is and how it is used, such as {@code loudspeaker default, 24000 Hz, mono, 16 bit}
   */
  void back(String card);
}
