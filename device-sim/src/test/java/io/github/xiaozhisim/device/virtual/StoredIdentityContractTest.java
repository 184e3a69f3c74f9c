package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.IdentityContract;
import java.util.SplittableRandom;

/** Identities that are kept in the settings are the same after every start. */
@ContractOf(StoredIdentity.class)
class StoredIdentityContractTest extends IdentityContract {

  private final MemorySettings settings = new MemorySettings();
  private final SplittableRandom random = new SplittableRandom(1);

  @Override
  protected Identity start() {
    return StoredIdentity.of(settings, "02:12:34:ab:cd:ef", null, random);
  }

  @Override
  protected void erase() {
    settings.erase();
  }
}
