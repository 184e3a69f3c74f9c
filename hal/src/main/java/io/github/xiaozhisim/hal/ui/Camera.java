package io.github.xiaozhisim.hal.ui;

/** A camera that takes one picture at a time. */
public interface Camera {

  /**
   * Takes a picture. {@code sink} is called once, on the scheduler's thread, with a JPEG; or {@code failure} with a
   * sentence that says why not.
   */
  void capture(java.util.function.Consumer<byte[]> sink, java.util.function.Consumer<String> failure);
}
