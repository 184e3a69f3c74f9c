package io.github.xiaozhisim.stress.turn;

/**
 * Where turns and events go as they happen; any thread, never blocks. What cannot be kept is counted by the journal.
 */
public interface Journal {

  /** An ended turn; it does not change any more. */
  void turn(Turn turn);

  /** Something worth a line. {@code device} is an index, or -1 for the whole fleet. */
  void event(long wallMillis, int device, String what);
}
