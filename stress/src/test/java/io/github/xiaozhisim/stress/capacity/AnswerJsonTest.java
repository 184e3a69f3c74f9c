package io.github.xiaozhisim.stress.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code capacity.json} is for programs: its shape is promised. */
class AnswerJsonTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Unit A_MINUTE = new Unit("request a minute", "requests a minute", "个请求每分钟", 60);
  private static final Tempo TEMPO = new Tempo(0, 5 * SECOND, 20 * SECOND, 40 * SECOND, 2 * SECOND);

  private static Schema schema() throws IOException {
    try (InputStream in = Objects.requireNonNull(AnswerJson.class.getResourceAsStream("capacity.schema.json"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
    }
  }

  private static String search(String objective, double most, int atMostSeconds) {
    QueueServer server = new QueueServer(2, 0.5, 1e9, Spacing.REGULAR, 1);
    Climb climb =
        new Climb(
            new Plan(0.1, most, 1 / 60.0, 0.05),
            TEMPO,
            server,
            server,
            List.of(ObjectiveText.parse(objective, QueueServer.VOCABULARY)),
            QueueServer.VOCABULARY,
            QueueServer.PARTS);
    climb.start();
    int seconds = 0;
    while (!climb.look(server.second()) && ++seconds < atMostSeconds) {
      assertThat(climb.phase()).isNotNull();
    }
    return AnswerJson.write(climb.answer(A_MINUTE), QueueServer.PARTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"all.p95 < 900ms", "all.p95 < 100ms", "failed < 1%", "queue.p95 < 1ms"})
  void shouldWriteWhatItsSchemaDescribes(String objective) throws IOException {
    for (double most : new double[] {2, 100}) {
      assertThat(schema().validate(search(objective, most, 20_000), InputFormat.JSON)).isEmpty();
    }
    assertThat(schema().validate(search(objective, 100, 30), InputFormat.JSON)).as("interrupted").isEmpty();
  }

  @Test
  void shouldFindWhatItsSchemaDoesNotDescribe() throws IOException {
    String answer = search("all.p95 < 900ms", 100, 20_000);
    assertThat(schema().validate(answer.replaceFirst("\"limit\"", "\"limits\""), InputFormat.JSON)).isNotEmpty();
    assertThat(schema().validate(answer.replaceFirst("\"p50_ms\"", "\"p51_ms\""), InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void shouldTellLevelsInTheUnitThatWasLookedFor() {
    JsonNode answer = new JsonMapper().readTree(search("all.p95 < 900ms", 100, 20_000));
    assertThat(answer.get("unit").asString()).isEqualTo("requests a minute");
    assertThat(answer.get("best").asDouble()).isBetween(200.0, 250.0);
    assertThat(answer.at("/gave_way/part").asString()).isEqualTo("queue");
    assertThat(answer.at("/steps/0/level").asDouble()).isEqualTo(6);
  }
}
