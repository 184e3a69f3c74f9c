package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.board.BoardException;
import org.junit.jupiter.api.Test;

class BoardMixTest {

  @Test
  void shouldPutAllDevicesOnTheUsualBoardUnlessToldOtherwise() {
    assertThat(BoardMix.usual().census(5)).containsExactly(java.util.Map.entry("virtual", 5));
  }

  @Test
  void shouldKeepSharesAsExactlyAsWholeDevicesAllow() throws BoardException {
    BoardMix mix = BoardMix.parse("esp-box-3:70%,bread-compact-ml307:30%", 10);
    assertThat(mix.census(10).toString()).isEqualTo("{esp-box-3=7, bread-compact-ml307=3}");

    BoardMix thirds = BoardMix.parse("esp-box-3,xmini-c3,esp-hi", 100);
    assertThat(thirds.census(100).toString()).isEqualTo("{esp-box-3=34, xmini-c3=33, esp-hi=33}");

    BoardMix rest = BoardMix.parse("esp-box-3:90%,xmini-c3", 20);
    assertThat(rest.census(20).toString()).isEqualTo("{esp-box-3=18, xmini-c3=2}");
  }

  @Test
  void shouldSpreadTheBoardsEvenlyAndTheSameWayEachTime() throws BoardException {
    BoardMix mix = BoardMix.parse("esp-box-3:50%,xmini-c3:50%", 6);
    BoardMix again = BoardMix.parse("esp-box-3:50%,xmini-c3:50%", 6);
    for (int i = 0; i < 6; i++) {
      assertThat(mix.name(i)).isEqualTo(i % 2 == 0 ? "esp-box-3" : "xmini-c3").isEqualTo(again.name(i));
    }
  }

  @Test
  void shouldSayAllThatIsWrongWithAMix() {
    assertThatThrownBy(() -> BoardMix.parse("esp-box3:70%,xmini-c4:x%", 10))
        .isInstanceOf(BoardException.class)
        .hasMessageContaining("there is no board 'esp-box3'; did you mean esp-box-3?")
        .hasMessageContaining("there is no board 'xmini-c4'; did you mean xmini-c3")
        .hasMessageContaining("'x%' is no share; write it like 70%");
    assertThatThrownBy(() -> BoardMix.parse("esp-box-3:70%,xmini-c3:40%", 10))
        .hasMessage(
            "the shares in 'esp-box-3:70%,xmini-c3:40%' add up to 110%; make them 100%, or leave one without a share");
    assertThatThrownBy(() -> BoardMix.parse("esp-box-3:0%,xmini-c3", 10))
        .hasMessageContaining("a share of 0% cannot be");
  }
}
