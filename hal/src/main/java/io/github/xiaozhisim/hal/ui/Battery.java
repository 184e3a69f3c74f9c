package io.github.xiaozhisim.hal.ui;

/** The battery of boards that have one. */
public interface Battery {

  /** Charge, 0 to 100. */
  int levelPercent();

  boolean charging();
}
