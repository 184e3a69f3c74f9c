package io.github.xiaozhisim.hal.ui;

/**
 * The shape of one character, for a display whose font lacks it.
 *
 * @param advance width of the character's cell, in the font's own unit
 * @param width of the box, in pixels
 * @param height of the box, in pixels
 * @param x of the box from the pen
 * @param y of the box from the base line
 * @param bitmap the box row by row, not padded; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Glyph(int codepoint, int advance, int width, int height, int x, int y, byte[] bitmap) {}
