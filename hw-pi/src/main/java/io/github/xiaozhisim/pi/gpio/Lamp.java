package io.github.xiaozhisim.pi.gpio;

/** One or several lights, wherever they hang. On the scheduler's thread; writing takes well under a millisecond. */
interface Lamp {

  /** How many there are. */
  int lights();

  /** @param colours one for each light, 0xRRGGBB; plain lights take the brightest of the three */
  void shine(int[] colours);
}
