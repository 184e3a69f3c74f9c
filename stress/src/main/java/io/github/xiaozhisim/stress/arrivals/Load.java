package io.github.xiaozhisim.stress.arrivals;

/**
 * What runs, for those who turn it up and down meanwhile: phases, the search for capacity, the live page. Any thread
 * may call; all methods return at once, and what they ask for happens as soon as the loops get round to it.
 */
public interface Load {

  /** What a level counts. */
  enum Model {
    /** How many take part, each with a pause between its pieces of work: the server's slowness slows them. */
    CLOSED,
    /** Arrivals a second, whatever the server does. */
    OPEN
  }

  Model model();

  /**
   * From now on so much: participants, or arrivals a second. More join as they would at the start of a run (in a hurry
   * as great as the run's own ramp allows); of those who are too many, each ends what it does and leaves. Work that has
   * begun is never cut short. 0 is allowed: nothing new begins.
   *
   * @throws IllegalArgumentException if negative, or more than {@link #most}
   */
  void level(double level);

  /** What was asked for last. */
  double level();

  /** The highest level there can be: descriptors, ports or identities end there. */
  double most();

  /** So many participants more, or fewer; in an open model those who can take work. Within 0 and {@link #most}. */
  void add(int participants);

  /**
   * Nothing new begins until {@link #resume}; what runs ends as it would. Arrivals meanwhile are left out, not put off.
   */
  void pause();

  void resume();

  /**
   * What has come and still waits to begin ends now as work that nobody could take; what has begun goes on. In a closed
   * model nothing waits.
   */
  default void giveUpWaiting() {}

  boolean isPaused();

  /** Ends the run: what is under way is cut short, and everybody leaves. */
  void stop(String why);
}
