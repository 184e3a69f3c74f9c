/**
 * Sound cards made up ({@code CardInTest}, in virtual time) and, under the tag {@code sound-card}, a virtual one that
 * is real.
 */
package io.github.xiaozhisim.pi.sound;
