package io.github.xiaozhisim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.hal.BoardInfo;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The boards' descriptions say what the code says. */
class BoardFilesTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  @Test
  void shouldDescribeTheBoardThatAFleetUses() {
    JsonNode board = JSON.readTree(RepositoryRoot.find().resolve(Path.of("boards", "virtual", "board.json")));

    assertThat(board.path("schema").asString()).isEqualTo("xiaozhi-simulator/board/1");
    assertThat(JSON.treeToValue(board.path("info"), BoardInfo.class)).isEqualTo(VirtualBoard.DEFAULT_INFO);
  }
}
