package io.github.xiaozhisim.hal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.TimedContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link Camera} promises. Extend it and say how to make yours. */
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
