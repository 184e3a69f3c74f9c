package io.github.xiaozhisim.pi.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.doctor.Finding.Area;
import io.github.xiaozhisim.pi.doctor.Finding.Grade;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of findings. */
class DiagnosisTest {

  private static final Finding WELL = new Finding(Area.JAVA, "java", Grade.OK, "Java 25", "");
  private static final Finding WEAK = new Finding(Area.NETWORK, "wireless", Grade.WARNING, "weak", "move it");
  private static final Finding LOST = new Finding(Area.SERVER, "ota", Grade.ERROR, "gone", "start it");

  @Test
  void shouldTellEachFindingWhenItIsMadeAndKeepAll() throws Exception {
    List<String> order = new ArrayList<>();
    Examination first =
        findings -> {
          findings.accept(WELL);
          order.add("first goes on");
        };
    Diagnosis made =
        Diagnosis.make(0, List.of(first, findings -> findings.accept(WEAK)), each -> order.add(each.subject()));
    assertThat(order).containsExactly("java", "first goes on", "wireless");
    assertThat(made.findings()).containsExactly(WELL, WEAK);
  }

  @Test
  void shouldCallAMachineFitWithWarningsButNotWithErrors() {
    assertThat(new Diagnosis(0, List.of(WELL, WEAK)).fit()).isTrue();
    assertThat(new Diagnosis(0, List.of(WELL, LOST)).fit()).isFalse();
  }

  @Test
  void shouldLetNobodyPaintATerminalThroughASentence() {
    Finding hostile =
        Finding.error(Area.SERVER, "ota", "code \u001b[31m12\r\n34\u202e", "x".repeat(5_000));
    assertThat(hostile.sentence()).isEqualTo("code  [31m12 34");
    assertThat(hostile.mend()).hasSizeLessThan(700).endsWith("…");
  }

  @Test
  void shouldBeWrittenForSupport() {
    JsonNode json = Json.MAPPER.readTree(new Diagnosis(1_763_755_200_000L, List.of(WELL, WEAK, LOST)).json("0.1.0"));
    assertThat(json.path("schema").asString()).isEqualTo("xiaozhi-simulator/doctor/1");
    assertThat(json.path("version").asString()).isEqualTo("0.1.0");
    assertThat(json.path("at").asString()).isEqualTo("2025-11-21T20:00:00Z");
    assertThat(json.path("fit").asBoolean()).isFalse();
    assertThat(json.path("errors").asInt()).isEqualTo(1);
    assertThat(json.path("warnings").asInt()).isEqualTo(1);
    assertThat(json.path("findings").get(1)).hasToString(
        "{\"area\":\"network\",\"subject\":\"wireless\",\"grade\":\"warning\",\"sentence\":\"weak\",\"mend\":\"move it\"}");
  }
}
