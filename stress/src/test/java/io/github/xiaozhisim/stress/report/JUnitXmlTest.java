package io.github.xiaozhisim.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.objective.Standing.State;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JUnitXmlTest {

  @Test
  void shouldTellOfTurnsAndGeneratorWhereNothingElseWasAsked() throws Exception {
    Element suite = read(Runs.some());
    assertThat(names(suite)).containsExactly("turns were answered", "the generator can be trusted");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(failures(suite))
        .containsExactly(
            "1 of 4 turns were not answered (2 of 2 devices connected);"
                + " 95\u00a0% of the waits (end of speech to first sound) were within 1.35\u00a0s.");
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-01-01T00:00:00");
    assertThat(failures(read(Runs.withHealth(Verdict.INVALID, Runs.of(2, 2, 4, 0, false)))))
        .containsExactly("INVALID: the generator was too late itself");
  }

  @Test
  void shouldSayWhatFailedWhereNoTurnDid() throws Exception {
    assertThat(failures(read(Runs.of(5, 0, 0, 0, false))))
        .containsExactly("Nothing could connect: none of 5 devices got a connection.");
    assertThat(failures(read(Runs.silent(100, 97, 5))))
        .containsExactly("3 of 100 silent devices did not stay connected.");
  }

  @Test
  void shouldMakeEachObjectiveATestCase() throws Exception {
    RunResult.Goals goals =
        new RunResult.Goals(
            List.of(
                standing("first_sound.p95 < 1500ms over 60s", State.MISSED, 1_820.4, 74),
                standing("failed < 30%", State.HOLDS, 25, 12),
                standing("total.p99 < 5s", State.OPEN, Double.NaN, 0)),
            true);
    Element suite = read(Runs.some().withGoals(goals));
    assertThat(names(suite))
        .containsExactly(
            "first_sound.p95 < 1500ms over 60s", "failed < 30%", "total.p99 < 5s", "the generator can be trusted");
    assertThat(failures(suite)).containsExactly("1,820 ms at 74 s", "nothing to judge");
  }

  @Test
  void shouldNotLetALimitOnTurnsHideSilentDevicesThatWereLost() throws Exception {
    RunResult.Goals goals =
        new RunResult.Goals(List.of(standing("failed < 30%", State.HOLDS, 0, 12)), false);
    assertThat(failures(read(Runs.silent(100, 97, 5).withGoals(goals))))
        .containsExactly("3 of 100 silent devices did not stay connected.");
  }

  private static Standing standing(String text, State state, double worst, double atSeconds) {
    Objective objective = ObjectiveText.parse(text, TurnWork.VOCABULARY);
    return new Standing(objective, state, worst, worst, atSeconds);
  }

  private static Element read(RunResult run) throws Exception {
    InputSource source = new InputSource(new StringReader(JUnitXml.write(run)));
    return (Element)
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(source)
            .getDocumentElement()
            .getElementsByTagName("testsuite")
            .item(0);
  }

  private static List<String> names(Element suite) {
    return attributes(suite.getElementsByTagName("testcase"), "name");
  }

  private static List<String> failures(Element suite) {
    return attributes(suite.getElementsByTagName("failure"), "message");
  }

  private static List<String> attributes(NodeList nodes, String name) {
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> ((Element) nodes.item(i)).getAttribute(name)).toList();
  }
}
