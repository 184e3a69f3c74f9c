package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a board promises about its {@link Identity}: servers know it again.
 *
 * <p><b>Override</b> {@link #start} to give the identity that the board has after a start, always on the same
 * hardware and storage, and {@link #erase} to forget the settings. The spelling is checked by {@link Identity}
 * itself.
 *
 * <p><b>A failure means</b> that a user has to activate the device again after each power cut.
 */
@ExtendWith(PromiseBroken.class)
public abstract class IdentityContract {

  /** The board starts; called several times in a test. */
  protected abstract Identity start() throws Exception;

  /** The board's settings are erased, as by a factory reset. */
  protected abstract void erase() throws Exception;

  @Test
  @Promise(
      value = "address, client id and serial number are the same after every start",
      mend = "Derive the address from the hardware, and keep the client id in the settings (board/uuid).")
  void shouldBeTheSameAfterEveryStart() throws Exception {
    Identity first = start();

    assertThat(start()).isEqualTo(first);
    assertThat(start()).isEqualTo(first);
  }

  @Test
  @Promise(
      value = "the client id is a UUID",
      mend = "Make it once from a good source of chance; servers reject what is none.")
  void shouldHaveAUuidAsClientId() throws Exception {
    assertThat(start().clientId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @Test
  @Promise(
      value = "the address is one of a real station: neither all zeros nor all ones",
      mend = "Zeros are what a network card gives before it is up: read the address later, or make one and keep it.")
  void shouldHaveAnAddressOfARealStation() throws Exception {
    assertThat(start().deviceId()).isNotEqualTo("00:00:00:00:00:00").isNotEqualTo("fe:ff:ff:ff:ff:ff");
  }

  @Test
  @Promise(
      value = "erasing the settings makes another client of the same hardware",
      mend = "Keep the client id in the settings and nowhere else: a device that is sold must lose its owner.")
  void shouldBecomeAnotherClientWhenTheSettingsAreErased() throws Exception {
    Identity before = start();
    erase();
    Identity after = start();

    assertThat(after.deviceId()).isEqualTo(before.deviceId());
    assertThat(after.clientId()).isNotEqualTo(before.clientId());
  }

  @Test
  @Promise(
      value = "a serial number is a word, or null where none is burnt in",
      mend = "Say null for an empty serial number: with one, the boot request asks for another kind of activation.")
  void shouldHaveASerialNumberOrNone() throws Exception {
    String serial = start().serialNumber();
    if (serial != null) {
      assertThat(serial).matches("\\S{1,64}");
    }
  }
}
