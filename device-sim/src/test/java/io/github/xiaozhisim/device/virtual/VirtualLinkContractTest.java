package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.LinkContract;
import io.github.xiaozhisim.hal.network.Link;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What virtual boards say of their connection is what a real one of each kind could say. */
@ParameterizedClass
@EnumSource(NetworkKind.class)
@ContractOf(VirtualLink.class)
class VirtualLinkContractTest extends LinkContract {

  private final NetworkKind kind;

  VirtualLinkContractTest(NetworkKind kind) {
    this.kind = kind;
  }

  @Override
  protected Link link() {
    Identity identity = new Identity("02:12:34:ab:cd:ef", "7b94d69a-9808-4c59-9c9b-704333b38aff");
    return VirtualLink.of(kind, identity, new MemorySettings());
  }

  @Override
  protected NetworkKind networkKind() {
    return kind;
  }
}
