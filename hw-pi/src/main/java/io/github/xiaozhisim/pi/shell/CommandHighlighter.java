package io.github.xiaozhisim.pi.shell;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Shows while somebody types whether the first word is a command. */
final class CommandHighlighter implements Highlighter {

  private final Commands commands;

  CommandHighlighter(Commands commands) {
    this.commands = commands;
  }

  @Override
  public AttributedString highlight(LineReader reader, String typed) {
    int begin = typed.length() - typed.stripLeading().length();
    int space = typed.indexOf(' ', begin);
    int end = space < 0 ? typed.length() : space;
    String name = typed.substring(begin, end);
    AttributedStyle style = commands.named(name).isPresent() ? Shown.GOOD : Shown.PLAIN;
    return new AttributedStringBuilder()
        .append(typed.substring(0, begin))
        .append(name, style)
        .append(typed.substring(end))
        .toAttributedString();
  }
}
