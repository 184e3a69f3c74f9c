package io.github.xiaozhisim.stress.fleet;

/** What a user is doing, or waiting for. */
enum Doing {
  BOOTING,
  THINKING,
  /** Wants to talk, but the device is speaking unasked. */
  WAITING_FOR_SILENCE,
  IN_TURN,
  /** Wants to talk, but nobody is to begin for now. */
  HELD_BACK,
  /** The conversation is over, and the channel closes. */
  HANGING_UP,
  /** Has a device that is free for a conversation. */
  FREE,
  /** Takes no part for now: one too many. */
  RESTING,
  /** Must connect for what it wants to do, and waits for its place in the queue. */
  WAITING_TO_CONNECT,
  /** Silent: the channel is being opened. */
  OPENING,
  /** Silent: it will be opened again after a pause. */
  REOPENING,
  /** Silent, with a channel. */
  STAYING,
  GONE
}
