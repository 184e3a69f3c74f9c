package io.github.xiaozhisim.stress.timeline;

import java.util.List;
import java.util.Map;

/**
 * What is known of a run before anything was measured.
 *
 * @param command as typed, secrets blanked out
 * @param seed what everything random came from
 * @param startedWallMillis since 1970, by the clock of the machine that measured
 * @param clockOffsetMillis what has to be added to that clock to get the one that several machines agreed on
 * @param environment name to value, in order
 */
public record Beginning(
    List<String> command, long seed, long startedWallMillis, long clockOffsetMillis, Map<String, Object> environment) {}
