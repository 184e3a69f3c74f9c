package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.network.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a board promises about its {@link Link} while it is connected.
 *
 * <p><b>Override</b> {@link #link} to give what {@link Board#link} gives, and {@link #networkKind} for what the
 * board says it reaches the network with. <b>A failure means</b> a boot request that servers store as nonsense, and
 * a status tool that tells a user of a strong signal where there is none.
 */
@ExtendWith(PromiseBroken.class)
public abstract class LinkContract {

  /** What the board knows of its connection now, while there is one. */
  protected abstract Link link() throws Exception;

  /** What {@link BoardInfo#networkKind} of the board says. */
  protected abstract NetworkKind networkKind();

  @Test
  @Promise(
      value = "the link is of the kind that the board says it has",
      mend = "Wi-Fi boards tell Link.Wifi, modems Link.Cellular, cables and USB Link.Wired; null while unconnected.")
  void shouldBeOfTheBoardsKind() throws Exception {
    Class<? extends Link> kind =
        switch (networkKind()) {
          case WIFI -> Link.Wifi.class;
          case ML307, NT26 -> Link.Cellular.class;
          case ETHERNET, RNDIS -> Link.Wired.class;
        };

    assertThat(link()).isInstanceOf(kind);
  }

  @Test
  @Promise(
      value = "the numbers of a link are in the units that servers expect",
      mend =
          "Signal of Wi-Fi is in dBm and negative; of a modem 0 to 31 or -1; an IMEI has 15 digits, an ICCID 19 or 20.")
  void shouldHavePlausibleNumbers() throws Exception {
    assertThat(LinkCheck.complaints(link())).isEmpty();
  }
}
