package io.github.xiaozhisim.stress.health;

import org.HdrHistogram.Histogram;

/**
 * What happened to the generator since the look before. NaN, and -1 for whole numbers, stand for what the system does
 * not tell.
 *
 * @param untilNanos since the start of the run
 * @param lengthNanos since the look before
 * @param lateness of audio frames, in microseconds; the caller's own, not kept
 * @param framesMoved frames left out because they would have been too late
 * @param lag of the event loops, in microseconds, as if asked at even intervals; the caller's own, not kept
 * @param busyLoop share of the time in which the busiest loop ran, 0 to 1
 * @param waitingLoop share of the time in which the loop that waited most waited for a processor
 * @param cpuNanos CPU time of this process
 * @param processors how many it may use; less than one where a limit says so
 * @param stolen share of those processors' time taken away by a hypervisor or a limit
 * @param gcNanos pauses of the collector
 * @param heapAfterGcBytes in use after the latest collection
 * @param rssBytes resident memory now
 * @param openDescriptors now
 * @param connected devices with an open channel now
 */
public record Look(
    long untilNanos,
    long lengthNanos,
    Histogram lateness,
    long framesMoved,
    Histogram lag,
    double busyLoop,
    double waitingLoop,
    long cpuNanos,
    double processors,
    double stolen,
    long gcNanos,
    long heapAfterGcBytes,
    long rssBytes,
    long openDescriptors,
    long connected) {}
