package io.github.xiaozhisim.device.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.hal.BoardInfo.AudioEngine;
import io.github.xiaozhisim.hal.BoardInfo.AudioKind;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardsTest {

  private static final Path FOLDER = Path.of("..", "boards");

  // ---- the built-in ones -------------------------------------------------------------------------------------------

  @Test
  void shouldKnowEveryFolderOfTheRepository() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      assertThat(folders.filter(BoardsTest::describesABoard).map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Boards.FOLDERS);
    }
  }

  /** Folders with a pom.xml are programs of their own: the template, and ports that were made from it. */
  private static boolean describesABoard(Path folder) {
    return Files.isDirectory(folder) && !Files.exists(folder.resolve("pom.xml"));
  }

  @Test
  void shouldHaveNothingAgainstTheBuiltInBoards() {
    BoardCheck check = new BoardCheck();
    for (String folder : Boards.FOLDERS) {
      assertThat(check.check(folder, Boards.resource(folder + "/board.json"))).as(folder).isEmpty();
    }
  }

  @Test
  void shouldReadAllOfThemAndGiveEachANameOfItsOwn() {
    List<BoardDefinition> all = Boards.builtIn();
    Set<String> keys = new HashSet<>();

    assertThat(all).hasSizeGreaterThan(Boards.FOLDERS.size());
    for (BoardDefinition board : all) {
      assertThat(keys.add(board.key())).as(board.key()).isTrue();
      assertThat(board.info().type()).matches("[a-z0-9.-]+");
      assertThat(board.info().name()).matches("[a-z0-9.-]+");
      assertThat(board.description()).endsWith(".");
    }
  }

  @Test
  void shouldDescribeTheDefaultBoardAsTheCodeDoes() throws BoardException {
    assertThat(Boards.find("virtual").info()).isEqualTo(VirtualBoard.DEFAULT_INFO);
  }

  @Test
  void shouldCoverTheChipsAndNetworksOfTheSurvey() {
    List<BoardDefinition> all = Boards.builtIn();

    assertThat(all.stream().map(board -> board.info().chip().target()))
        .contains("esp32", "esp32s3", "esp32c3", "esp32c5", "esp32p4", "esp32s31");
    assertThat(all.stream().flatMap(board -> board.networks().stream()))
        .contains(NetworkKind.WIFI, NetworkKind.ML307, NetworkKind.NT26, NetworkKind.ETHERNET);
    assertThat(all.stream().map(board -> board.info().audio().kind())).contains(AudioKind.PCM, AudioKind.OPUS);
    assertThat(all).anyMatch(board -> !board.info().display().present());
    assertThat(all).anyMatch(board -> board.camera() != null).anyMatch(board -> board.battery() != null);
  }

  @Test
  void shouldTakeWhatIsUsualForAChipUnlessSaidOtherwise() throws BoardException {
    BoardDefinition box = Boards.find("esp-box-3");
    assertThat(box.info().audioEngine()).isEqualTo(AudioEngine.AFE);
    assertThat(box.info().audio().echoCancellation()).isEqualTo(EchoCancellation.DEVICE);
    assertThat(box.info().display().themes()).containsExactly("light", "dark");
    assertThat(box.info().display().snapshot()).isTrue();

    BoardDefinition mini = Boards.find("xmini-c3");
    assertThat(mini.info().audioEngine()).isEqualTo(AudioEngine.LITE);
    assertThat(mini.info().display().themes()).containsExactly("dark");
    assertThat(mini.info().display().snapshot()).isFalse();

    assertThat(Boards.find("esp-vocat").info().display().themes()).isEmpty();
    assertThat(Boards.find("df-s3-ai-cam").info().display()).isEqualTo(DisplayInfo.NONE);
  }

  // ---- choosing ----------------------------------------------------------------------------------------------------

  @Test
  void shouldFindVariantsByTheirNameAndTheFirstByTheBoards() throws BoardException {
    assertThat(Boards.find("bread-compact-wifi").info().display().height()).isEqualTo(32);
    assertThat(Boards.find("bread-compact-wifi-128x64").info().display().height()).isEqualTo(64);
    assertThat(Boards.find("bread-compact-wifi-128x64").info().type()).isEqualTo("bread-compact-wifi");
    assertThat(Boards.find("esp32-p4-nano").info().name()).isEqualTo("esp32-p4-nano-10.1-a");
  }

  @Test
  void shouldTakeAnotherNetworkOfABoardThatHasSeveral() throws BoardException {
    assertThat(Boards.find("bread-compact-ml307").info().networkKind()).isEqualTo(NetworkKind.ML307);
    assertThat(Boards.find("bread-compact-ml307@wifi").info().networkKind()).isEqualTo(NetworkKind.WIFI);
    assertThat(Boards.find("esp32-p4-nano@ethernet").info().networkKind()).isEqualTo(NetworkKind.ETHERNET);
    assertThatThrownBy(() -> Boards.find("esp-box-3@ml307"))
        .hasMessage("board esp-box-3 cannot reach the network by ml307; it has wifi");
  }

  @Test
  void shouldSuggestWhatMayBeMeant() {
    assertThatThrownBy(() -> Boards.find("esp-box3"))
        .isInstanceOf(BoardException.class)
        .hasMessage("there is no board 'esp-box3'; did you mean esp-box-3? 'xiaozhi boards' lists all");
    assertThatThrownBy(() -> Boards.find("commodore64"))
        .hasMessageStartingWith("there is no board 'commodore64'; 'xiaozhi boards' lists those there are");
  }

  // ---- files -------------------------------------------------------------------------------------------------------

  @Test
  void shouldTakeAFileAndOneOfItsVariants(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mine.json");
    Files.copy(FOLDER.resolve("bread-compact-wifi/board.json"), file);

    assertThat(Boards.find(file.toString()).info().display().height()).isEqualTo(32);
    assertThat(Boards.find(file + "#bread-compact-wifi-128x64").info().display().height()).isEqualTo(64);
    assertThatThrownBy(() -> Boards.find(file + "#other"))
        .hasMessage(file + " has no variant 'other'; there are bread-compact-wifi, bread-compact-wifi-128x64");
  }

  @Test
  void shouldSayWhenAFileOrItsPictureCannotBeRead(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Boards.find(folder + "/none.json"))
        .hasMessage(
            folder + "/none.json cannot be read; name a board.json, or a board that 'xiaozhi boards' lists");

    Path file = folder.resolve("board.json");
    Files.writeString(
        file,
        Files.readString(FOLDER.resolve("df-s3-ai-cam/board.json"))
            .replace("\"camera\": {}", "\"camera\": { \"picture\": \"cat.jpg\" }"));
    assertThatThrownBy(() -> Boards.find(file.toString()))
        .hasMessage(file + ": camera.picture: cat.jpg is no JPEG that can be read beside it; put one there");

    Files.write(folder.resolve("cat.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8, 1});
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Boards.find(file.toString()))).isNull();
  }
}
