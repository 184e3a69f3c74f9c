package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.hal.Payload;

/**
 * A turn, and what its user heard of the answer.
 *
 * @param wav a whole WAV file, from the first sound on
 */
public record HeardTurn(Turn turn, Payload wav) {}
