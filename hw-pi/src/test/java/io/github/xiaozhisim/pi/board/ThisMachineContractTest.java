package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.LinkContract;
import io.github.xiaozhisim.hal.network.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a machine says of its connection, by the kinds of which it can say anything. */
@ParameterizedClass
@EnumSource(value = NetworkKind.class, names = {"ETHERNET", "RNDIS"})
@ContractOf(ThisMachine.class)
class ThisMachineContractTest extends LinkContract {

  private final NetworkKind kind;

  @TempDir private Path root;

  ThisMachineContractTest(NetworkKind kind) {
    this.kind = kind;
  }

  @Override
  protected Link link() throws IOException {
    Path route = root.resolve("proc/net/route");
    Files.createDirectories(route.getParent());
    Files.writeString(route, "Iface Destination Gateway\neth0 00000000 0102A8C0 0003\n");
    return new ThisMachine(root).link(kind, "192.0.2.7");
  }

  @Override
  protected NetworkKind networkKind() {
    return kind;
  }
}
