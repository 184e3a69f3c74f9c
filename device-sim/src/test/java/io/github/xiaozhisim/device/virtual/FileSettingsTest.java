package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.hal.SettingsContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in a file keep the promises of those on a chip, over a restart of the program as well. */
@ContractOf(FileSettings.class)
class FileSettingsTest extends SettingsContract {

  @TempDir private Path folder;

  @Override
  protected Settings create() {
    return new FileSettings(file());
  }

  @Override
  protected Settings restart(Settings before) {
    return new FileSettings(file());
  }

  private Path file() {
    return folder.resolve("devices").resolve("one.json");
  }

  @Test
  void shouldLeaveNothingBesideTheFile() throws IOException {
    create().putString("wifi", "ssid", "home");

    assertThat(Files.list(file().getParent())).containsExactly(file());
  }

  @Test
  void shouldLetNobodyElseReadTheFile() throws IOException {
    create().putString("websocket", "token", "abc");

    assertThat(Files.getPosixFilePermissions(file()))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void shouldSayWhichFileIsDamagedAndWhatToDo() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "{\"wifi\":{\"ssid\":true}}");

    assertThatThrownBy(this::create)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "the settings in "
                + file()
                + " cannot be read: wifi/ssid is neither a text nor a whole number of 32 bits; mend or delete it");
  }

  @Test
  void shouldRefuseAFileThatIsNotJson() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "ssid=home");

    assertThatThrownBy(this::create).hasMessageContaining(file().toString()).hasMessageEndingWith("mend or delete it");
  }
}
