package io.github.xiaozhisim.hal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Camera} promises; a board without one hands out null and needs no test.
 *
 * <p><b>Override</b> {@link #open} to make one that works. <b>A failure means</b> a server whose question about a
 * picture is never answered, or answered twice.
 */
public abstract class CameraContract extends TimedContract {

  private final List<byte[]> pictures = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private Camera camera;

  /** A camera that works. */
  protected abstract Camera open();

  @BeforeEach
  void begin() {
    onScheduler(() -> camera = open());
  }

  @Test
  @Promise(
      value = "a camera delivers a whole JPEG, later and not from inside the call",
      mend = "Take the picture on a thread of your own and hand it over by scheduler.execute.")
  void shouldDeliverAJpegLater() {
    onScheduler(
        () -> {
          camera.capture(pictures::add, failures::add);
          assertThat(pictures).as("not from inside the call").isEmpty();
        });
    waitFor(() -> !pictures.isEmpty(), 5_000);

    byte[] jpeg = pictures.getFirst();
    assertThat(failures).isEmpty();
    assertThat(jpeg).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9);
  }

  @Test
  @Promise(
      value = "a camera answers each call once, by a picture or by a sentence",
      mend =
          "Forget the callers when you have answered them: a server's tool call waits for exactly one answer.")
  void shouldAnswerEveryCallOnce() {
    onScheduler(() -> camera.capture(pictures::add, failures::add));
    waitFor(() -> pictures.size() == 1, 5_000);
    onScheduler(() -> camera.capture(pictures::add, failures::add));
    waitFor(() -> pictures.size() == 2, 5_000);
    pass(1_000);
    assertThat(pictures).hasSize(2);
    assertThat(failures).isEmpty();
  }
}
