package io.github.xiaozhisim.pi.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.pi.doctor.Finding.Area;
import io.github.xiaozhisim.pi.doctor.Finding.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of findings. */
class DiagnosisTest {

  private static final Finding WELL = new Finding(Area.JAVA, "java", Grade.OK, "Java 25", "");
  private static final Finding WEAK = new Finding(Area.NETWORK, "wireless", Grade.WARNING, "weak", "move it");
  private static final Finding LOST = new Finding(Area.SERVER, "ota", Grade.ERROR, "gone", "start it");

  private static Examination examination(Consumer<Consumer<Finding>> look) {
    return new Examination() {
      @Override
      public Area area() {
        return Area.SOUND;
      }

      @Override
      public void look(Consumer<Finding> findings) {
        look.accept(findings);
      }
    };
  }

  @Test
  void shouldOutliveAnExaminationThatFails() throws Exception {
    Examination ill =
        examination(
            findings -> {
              throw new UnsatisfiedLinkError("libasound.so.2");
            });
    Diagnosis made = Diagnosis.make(0, List.of(ill, examination(findings -> findings.accept(WELL))), each -> {});
    assertThat(made.findings()).hasSize(2);
    assertThat(made.findings().getFirst().grade()).isEqualTo(Grade.ERROR);
    assertThat(made.findings().getFirst().area()).isEqualTo(Area.SOUND);
    assertThat(made.findings().getFirst().sentence()).contains("libasound.so.2");
  }

  @Test
  void shouldShowNoMoreOfAnAddressThanHostAndPath() {
    Finding finding =
        Finding.error(
            Area.SERVER,
            "ota",
            "boot request to http://ann:hush@server.example:8002/ota/?key=hush failed",
            "give it as --server ws://ann:hush@server.example/v1/?token=hush");
    assertThat(finding.sentence()).isEqualTo("boot request to http://server.example:8002/ota/ failed");
    assertThat(finding.mend()).isEqualTo("give it as --server ws://server.example/v1/");
  }

  @Test
  void shouldTellACodeAndNeverWriteItDown() {
    Finding finding = new Finding(Area.SERVER, "ota", Grade.ERROR, "it gives a code", "enter it", "123456");
    assertThat(finding.told()).isEqualTo("it gives a code: 123456");
    assertThat(new Diagnosis(0, List.of(finding)).json("0.1.0")).doesNotContain("123456");
  }

  @Test
  void shouldTellEachFindingWhenItIsMadeAndKeepAll() throws Exception {
    List<String> order = new ArrayList<>();
    Examination first =
        examination(
            findings -> {
              findings.accept(WELL);
              order.add("first goes on");
            });
    Examination second = examination(findings -> findings.accept(WEAK));
    Diagnosis made = Diagnosis.make(0, List.of(first, second), each -> order.add(each.subject()));
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
    assertThat(json.path("findings").get(1))
        .hasToString(
            "{\"area\":\"network\",\"subject\":\"wireless\",\"grade\":\"warning\",\"sentence\":\"weak\","
                + "\"mend\":\"move it\"}");
  }
}
