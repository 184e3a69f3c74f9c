package io.github.xiaozhisim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.VirtualBoard;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The boards' descriptions say what the code says. */
class BoardFilesTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void shouldDescribeTheBoardThatAFleetUses() {
    JsonNode board = JSON.readTree(RepositoryRoot.find().resolve(Path.of("boards", "virtual", "board.json")));

    assertThat(board.path("schema").asString()).isEqualTo("xiaozhi-simulator/board/1");
    assertThat(board.path("type").asString()).isEqualTo(VirtualBoard.DEFAULT_INFO.type());
    assertThat(board.path("chip").asString()).isEqualTo(VirtualBoard.DEFAULT_INFO.chip().target());
  }
}
