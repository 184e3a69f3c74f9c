package io.github.xiaozhisim.stress.cli;

import org.jspecify.annotations.Nullable;

/**
 * Ways to watch a run, besides the live line.
 *
 * @param livePort where its page is served on this machine, 0 for any port that is free; null for no page
 * @param top on the whole screen of the terminal
 */
record Views(@Nullable Integer livePort, boolean top) {}
