package io.github.xiaozhisim.device.virtual;

/** One end of a connection in memory, whatever it talks: what a {@link SimLink} does with it. */
interface SimEnd extends Line.Receiver {

  /** The connection is up: from now on this end sends over {@code line}. */
  void joined(SimLink link, Line line);

  /** TCP broke; to be told in a task of its own, never from inside the call. */
  void lost();

  boolean isOver();
}
