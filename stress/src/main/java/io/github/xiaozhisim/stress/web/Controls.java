package io.github.xiaozhisim.stress.web;

/** What the page can do to a run. Called by the server's threads; nothing waits until it has come about. */
public interface Controls {

  /** No new work begins; what runs goes on to its end. */
  void pause();

  void resume();

  /** Ends the run as its own end would, or Ctrl-C; what was measured is reported. */
  void stop();

  /**
   * So many more of those who do the work.
   *
   * @throws IllegalArgumentException with a sentence that says why not and what would do
   */
  void add(int more);
}
