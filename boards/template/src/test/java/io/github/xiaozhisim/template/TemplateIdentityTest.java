package io.github.xiaozhisim.template;

import io.github.xiaozhisim.device.virtual.FileSettings;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.IdentityContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Servers know the board again after a restart. */
@ContractOf(TemplateBoard.class)
class TemplateIdentityTest extends IdentityContract {

  @TempDir private Path folder;

  @Override
  protected Identity start() {
    return TemplateBoard.identityOf(settings());
  }

  @Override
  protected void erase() {
    settings().erase();
  }

  private FileSettings settings() {
    return new FileSettings(folder.resolve("settings.json"));
  }
}
