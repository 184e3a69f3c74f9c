package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.pi.shell.Command.Choice;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Says what may stand at the cursor: commands with what they do, then what each of them takes. */
final class ShellCompleter implements Completer {

  private final Desk desk;

  ShellCompleter(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> words = line.words();
    int index = line.wordIndex();
    if (index == 0) {
      for (Command command : desk.commands().all()) {
        candidates.add(candidate(command.name(), command.meaning(), command.group().title(), true));
      }
      return;
    }
    Optional<Command> command = desk.commands().named(words.getFirst());
    if (command.isPresent()) {
      for (Choice choice : command.get().completion().choices(words.subList(1, index), line.word(), desk)) {
        candidates.add(candidate(choice.value(), choice.meaning(), null, choice.whole()));
      }
    }
  }

  private static Candidate candidate(String value, String meaning, @Nullable String group, boolean whole) {
    return new Candidate(value, value, group, meaning.isEmpty() ? null : meaning, null, null, whole);
  }
}
