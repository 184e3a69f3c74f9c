package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private static final Corpus CORPUS = Corpus.builtIn();

  private final Answers byLot = new Answers(CORPUS.answers(), List.of());
  private final Answers toThePoint = byLot.to(CORPUS.utterances());

  private static List<String> names(List<Clip> clips) {
    return clips.stream().map(Clip::name).toList();
  }

  @Test
  void shouldAnswerWhatWasAskedWhateverTheLotSays() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(names(toThePoint.choose("What time is it?", "en", 1, new Random(seed))))
          .containsExactly("en-answer-time");
      assertThat(names(toThePoint.choose("把客厅的灯打开。", "zh", 1, new Random(seed))))
          .containsExactly("zh-answer-light");
    }
  }

  @Test
  void shouldGoOnWithOtherAnswersAfterTheOneThatFits() {
    List<String> said = names(toThePoint.choose("What time is it?", "en", 3, new Random(1)));

    assertThat(said).doesNotHaveDuplicates().first().isEqualTo("en-answer-time");
  }

  @Test
  void shouldLeaveTheAnswerToTheLotWhereNoneFits() {
    List<String> said =
        new Random(1).ints(50).mapToObj(seed -> names(toThePoint.choose("hello", "en", 1, new Random(seed))).getFirst())
            .distinct()
            .toList();

    assertThat(said).hasSizeGreaterThan(2).allMatch(name -> name.startsWith("en-answer-"));
    assertThat(toThePoint.choose("hello", "en", 1, new Random(7)))
        .isEqualTo(byLot.choose("hello", "en", 1, new Random(7)));
  }
}
