package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.FileSettings;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.SettingsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings whose file somebody else writes: the device's thread never waits for the disk. */
class WriteBehindTest extends SettingsContract {

  @TempDir private Path folder;
  private final WriteBehind store = new WriteBehind();
  private final Queue<Runnable> writer = new ArrayDeque<>();
  private final List<String> problems = new ArrayList<>();

  @Override
  protected Settings create() {
    store.begin(writer::add, problems::add);
    return new FileSettings(file(), store);
  }

  @Override
  protected Settings restart(Settings before) {
    store.flush();
    return create();
  }

  private Path file() {
    return folder.resolve("device").resolve("settings.json");
  }

  private void write() {
    for (Runnable next = writer.poll(); next != null; next = writer.poll()) {
      next.run();
    }
  }

  @Test
  void shouldGiveBackAtOnceWhatIsNotWrittenYet() {
    Settings settings = create();
    settings.putInt("audio", "output_volume", 40);

    assertThat(settings.getInt("audio", "output_volume")).isEqualTo(40);
    assertThat(file()).doesNotExist();
    write();
    assertThat(new FileSettings(file()).getInt("audio", "output_volume")).isEqualTo(40);
  }

  @Test
  void shouldWriteOnlyTheNewestOfManyChanges() {
    Settings settings = create();
    for (int percent = 0; percent <= 100; percent++) {
      settings.putInt("audio", "output_volume", percent);
    }

    assertThat(writer).hasSize(1);
    write();
    assertThat(new FileSettings(file()).getInt("audio", "output_volume")).isEqualTo(100);
    settings.putInt("audio", "output_volume", 7);
    assertThat(writer).hasSize(1);
  }

  @Test
  void shouldSayOnceThatNothingCanBeWrittenAndWriteAllWhenItCanBeAgain() throws IOException {
    Settings settings = create();
    Files.writeString(folder.resolve("device"), "a file where the folder should be");

    settings.putInt("audio", "output_volume", 1);
    write();
    settings.putString("wifi", "ssid", "home");
    write();
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("the settings cannot be written to " + file())
        .endsWith("what changes is forgotten when the device is switched off");
    assertThat(settings.getString("wifi", "ssid")).isEqualTo("home");

    Files.delete(folder.resolve("device"));
    store.flush();
    assertThat(new FileSettings(file()).getString("wifi", "ssid")).isEqualTo("home");
    Files.delete(file());
    Files.delete(file().getParent());
    Files.writeString(folder.resolve("device"), "again");
    settings.putInt("audio", "output_volume", 2);
    write();
    assertThat(problems).as("told anew").hasSize(2);
  }
}
