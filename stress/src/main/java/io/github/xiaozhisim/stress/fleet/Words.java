package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.speech.Clip;
import java.util.List;

/** What a user says; each turn takes one by chance. Immutable. */
public sealed interface Words {

  /** By voice; at least one clip. */
  record Spoken(List<Clip> clips) implements Words {
    public Spoken {
      clips = List.copyOf(clips);
      if (clips.isEmpty()) {
        throw new IllegalArgumentException("users need something to say");
      }
    }
  }

  /** As text, in turns without audio; at least one. */
  record Typed(List<String> texts) implements Words {
    public Typed {
      texts = List.copyOf(texts);
      if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("users need something to type");
      }
    }
  }
}
