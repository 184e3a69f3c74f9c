package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.IdentityContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Servers know a device of this machine again, whatever the machine has to tell it by. */
@ContractOf(DeviceFolder.class)
class DeviceFolderContractTest {

  abstract static class Kept extends IdentityContract {
    @TempDir private Path folder;
    private final SimScheduler time = new SimScheduler();

    abstract ThisMachine machine(Path root) throws IOException;

    @Override
    protected Identity start() throws IOException {
      time.runForMillis(20_000); // nobody switches a machine on twice at the same moment
      return DeviceFolder.at(folder.resolve("state")).identity(null, machine(folder.resolve("root")), time.clock());
    }

    @Override
    protected void erase() {
      DeviceFolder.at(folder.resolve("state")).settings().erase();
    }
  }

  @Nested
  class OnAMachineWithANetworkCard extends Kept {
    @Override
    ThisMachine machine(Path root) throws IOException {
      Path card = root.resolve("sys/class/net/eth0");
      Files.createDirectories(card.resolve("device"));
      Files.writeString(card.resolve("address"), "dc:a6:32:00:00:01\n");
      return new ThisMachine(root);
    }
  }

  @Nested
  class OnAMachineWithout extends Kept {
    @Override
    ThisMachine machine(Path root) {
      return ThisMachine.NONE;
    }
  }
}
