package io.github.xiaozhisim.stress.server;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a server has done since it started: totals only, written by all event loops, read by anyone at any time. Two
 * readings subtracted give a rate.
 */
public final class ServerCounters {

  final LongAdder otaRequests = new LongAdder();
  final LongAdder sessionsOpened = new LongAdder();
  final LongAdder sessionsClosed = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder hellos = new LongAdder();
  final LongAdder turnsHeard = new LongAdder();
  final LongAdder turnsAnswered = new LongAdder();
  final LongAdder turnsCutShort = new LongAdder();
  final LongAdder turnsRejected = new LongAdder();
  final LongAdder nothingHeard = new LongAdder();
  final LongAdder aborts = new LongAdder();
  final LongAdder framesIn = new LongAdder();
  final LongAdder framesOut = new LongAdder();
  final LongAdder framesHeldBack = new LongAdder();
  final LongAdder badFrames = new LongAdder();
  final LongAdder badMessages = new LongAdder();
  final LongAdder latenessNanos = new LongAdder();
  final LongAdder latenessCount = new LongAdder();
  final LongAccumulator latenessWorstNanos = new LongAccumulator(Math::max, 0);
  final LongAdder memoHits = new LongAdder();
  final LongAdder memoMisses = new LongAdder();
  final LongAdder decodeErrors = new LongAdder();
  final LongAdder mcpRequests = new LongAdder();
  final LongAdder mcpAnswers = new LongAdder();
  final LongAdder mcpErrors = new LongAdder();
  final LongAdder mcpTimeouts = new LongAdder();
  final LongAdder toolsListed = new LongAdder();
  final LongAdder devicesForgotten = new LongAdder();

  ServerCounters() {}

  /** One reading; the numbers are taken one after the other, so a sum may be off by what happened meanwhile. */
  public Totals totals() {
    long opened = sessionsOpened.sum();
    long closed = sessionsClosed.sum();
    return new Totals(
        otaRequests.sum(),
        opened,
        Math.max(0, opened - closed),
        refused.sum(),
        hellos.sum(),
        turnsHeard.sum(),
        turnsAnswered.sum(),
        turnsCutShort.sum(),
        turnsRejected.sum(),
        nothingHeard.sum(),
        aborts.sum(),
        framesIn.sum(),
        framesOut.sum(),
        framesHeldBack.sum(),
        badFrames.sum(),
        badMessages.sum(),
        latenessNanos.sum(),
        latenessCount.sum(),
        latenessWorstNanos.get(),
        memoHits.sum(),
        memoMisses.sum(),
        decodeErrors.sum(),
        mcpRequests.sum(),
        mcpAnswers.sum(),
        mcpErrors.sum(),
        mcpTimeouts.sum(),
        toolsListed.sum(),
        devicesForgotten.sum());
  }

  /**
   * One reading of the counters.
   *
   * @param sessionsOpened WebSockets accepted
   * @param sessionsOpen of these, still open
   * @param refused upgrades refused or dropped, and sessions refused after 101
   * @param turnsHeard turns in which something was heard or typed
   * @param turnsAnswered turns whose {@code tts stop} was sent after the last packet
   * @param turnsCutShort turns ended by abort, barge-in, a new turn, a fault or the end of the connection
   * @param turnsRejected turns not served because too many already waited for a worker
   * @param nothingHeard manual turns in which nothing was heard
   * @param framesHeldBack packets of answers not sent because the connection did not take them
   * @param badFrames binary messages whose framing or size made no sense
   * @param badMessages text messages that were no JSON object with a known type
   * @param latenessNanos sum over all paced packets of sent minus due
   * @param memoHits packets whose loudness was known from an earlier decode of the same bytes
   * @param memoMisses packets decoded
   * @param devicesForgotten device ids beyond what the server remembers
   */
  public record Totals(
      long otaRequests,
      long sessionsOpened,
      long sessionsOpen,
      long refused,
      long hellos,
      long turnsHeard,
      long turnsAnswered,
      long turnsCutShort,
      long turnsRejected,
      long nothingHeard,
      long aborts,
      long framesIn,
      long framesOut,
      long framesHeldBack,
      long badFrames,
      long badMessages,
      long latenessNanos,
      long latenessCount,
      long latenessWorstNanos,
      long memoHits,
      long memoMisses,
      long decodeErrors,
      long mcpRequests,
      long mcpAnswers,
      long mcpErrors,
      long mcpTimeouts,
      long toolsListed,
      long devicesForgotten) {

    /** Mean lateness of paced packets in milliseconds; 0 when none was sent. */
    public double meanLatenessMillis() {
      return latenessCount == 0 ? 0 : latenessNanos / 1e6 / latenessCount;
    }

    /** Share of heard packets whose loudness was already known, 0 to 1. */
    public double memoHitShare() {
      long all = memoHits + memoMisses;
      return all == 0 ? 0 : (double) memoHits / all;
    }
  }
}
