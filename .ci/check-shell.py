#!/usr/bin/env python3
"""Drives './xiaozhi shell' (or what XIAOZHI says) in tmux as a person would: keys in, screen out.

Ends with 1 and the screen where something is not right.

    .ci/check-shell.py [FOLDER FOR THE SCREENS]
"""

import os
import re
import sys
import tempfile
import threading

from terminal import Terminal, Wrong

XIAOZHI = os.environ.get("XIAOZHI", "./xiaozhi")
SPEECH = "device-sim/src/main/resources/io/github/xiaozhisim/device/speech/corpus/en-time.opus"
START_SECONDS = 60


def conversation(terminal):
    written = os.path.join(terminal.folder, "written")
    terminal.record(written)
    terminal.line(XIAOZHI + " shell; echo ended with $?")
    terminal.wait(r"^xiaozhi> *$", START_SECONDS)
    with open(written, encoding="utf-8") as file:
        # Over a slow line the answer comes when nobody waits for it any more, and stands in the line that is being typed.
        if asked := re.findall(r"\x1b\[[?\d;]*(?:c|n|u|\$p)", file.read()):
            raise Wrong(f"the shell asks the terminal what it can do: {asked!r}")
    terminal.status(r"○ idle .*mic .*vol \d+ %")
    terminal.keep("start")

    terminal.line("connect")
    terminal.wait(r"state +connecting → idle")
    terminal.status("● idle, connected")

    terminal.line("say " + SPEECH)
    terminal.status(r"● listening +mic [^·]")
    terminal.keep("saying-a-file")
    terminal.wait(r"you +What time is it\?")
    terminal.wait(r"xiaozhi +\S+")
    terminal.wait(r"turn 1 +answered: first sound after [\d,]+ ms", 40)
    terminal.status(r"first sound [\d,]+ ms")
    terminal.keep("answered")

    terminal.line("text Will it rain, or don't you know?")
    terminal.wait("you +Will it rain, or don't you know\\?")
    terminal.wait(r"turn 2 +answered", 40)

    terminal.line("why")
    terminal.wait(r"^ +recognition|^ +model .*━+ .* ms")
    terminal.wait("Longest was ")
    terminal.keep("why")

    terminal.line("tools speaker")
    terminal.wait(r"^ +self\.audio_speaker\.set_volume +volume: ")
    terminal.line("call self.audio_speaker.set_volume volume=35")
    terminal.wait(r"tool +self\.audio_speaker\.set_volume .*→ true")
    terminal.status("vol 35 %")
    terminal.keep("tools")


def typing(terminal):
    # What happens stands above the line that is being typed, which stays as it is.
    terminal.line("say en-story")
    terminal.type("volume 4")
    terminal.wait(r"you +I would like to hear", 40)
    terminal.status("● speaking", 40)
    if terminal.prompt() != "xiaozhi> volume 4":
        raise Wrong(f"the line being typed has become {terminal.prompt()!r}")
    terminal.keep("typing-while-it-speaks")
    terminal.keys("C-u")
    terminal.line("abort")
    terminal.wait(r"turn 3 +interrupted")
    terminal.wait("state +speaking → ")

    # Tab, arrow up, a mistake, Ctrl-C.
    terminal.type("hang")
    terminal.keys("Tab")
    terminal.until("completed", lambda screen: terminal.prompt().startswith("xiaozhi> hangup"))
    terminal.keys("Enter")
    terminal.status("○ idle")
    terminal.keys("Up", "Up")
    terminal.until("the line before", lambda screen: terminal.prompt() == "xiaozhi> abort")
    terminal.keys("C-u")
    terminal.line("vlume 3")
    terminal.wait("there is no command vlume; did you mean volume\\?")
    terminal.type("say en-")
    terminal.keys("Tab")
    terminal.wait(r"en-weather +\(What will the weather be like", lines=terminal.screen)
    terminal.keep("completion")
    terminal.keys("C-c")
    terminal.until("a line of its own", lambda screen: terminal.prompt() == "xiaozhi>")


def space_bar(terminal):
    held = []

    def hold():
        while not held:
            terminal.keys("Space")

    holder = threading.Thread(target=hold)  # as a keyboard repeats, however slow the machine is
    holder.start()
    try:
        terminal.status("listening, held")
    finally:
        held.append(True)
        holder.join()
    terminal.keep("space-bar")
    terminal.status("● idle, connected")  # let go: nothing was said
    if terminal.prompt() != "xiaozhi>":
        raise Wrong("holding the space bar has typed something: " + terminal.prompt())


def narrow(terminal):
    terminal.tmux("resize-window", "-x", "50", "-y", "16")
    terminal.line("state")
    terminal.wait(r"^  volume +35 %", lines=terminal.screen)
    terminal.status("● idle, connected +mic")
    terminal.keep("narrow")
    terminal.tmux("resize-window", "-x", "100", "-y", "30")
    terminal.status("● idle, connected.*vol 35 %")


def the_end(terminal):
    terminal.line("quit")
    terminal.wait("^ended with 0$")
    terminal.line("stty -a | grep -o -w -e '-icanon' -e icanon -e '-echo' -e echo | tr '\\n' ' '; echo")
    terminal.wait("^(icanon echo|echo icanon) *$")
    terminal.keep("end")


def ctrl_d(terminal):
    """Leaves nothing of itself below what comes next."""
    terminal.line("clear; " + XIAOZHI + " shell; echo left with $?")
    terminal.wait(r"^xiaozhi> *$", START_SECONDS, terminal.screen)
    terminal.status(r"○ idle .*vol \d+ %")
    terminal.keys("C-d")
    terminal.wait("^left with 0$")
    terminal.until("clean", lambda screen: [line for line in screen if line][-1] in ("$", "#"))


def plain(terminal):
    """Where the terminal can do nothing."""
    terminal.line("clear; TERM=dumb " + XIAOZHI + " shell; echo dumb ended with $?")
    terminal.wait("^xiaozhi>", START_SECONDS, terminal.screen)
    terminal.line("text Hello")
    terminal.wait(r"turn 1 +answered", 40)
    terminal.keep("dumb")
    terminal.line("quit 3")
    terminal.wait("^dumb ended with 3$")


def main():
    screens = sys.argv[1] if len(sys.argv) > 1 else None
    if screens:
        os.makedirs(screens, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="xiaozhi-shell-") as folder:
        terminal = Terminal(100, 30, folder, screens)
        try:
            for part in (conversation, typing, space_bar, narrow, the_end, ctrl_d, plain):
                part(terminal)
                print(f"shell: {part.__name__.replace('_', ' ')}: right")
        except Wrong as wrong:
            print(f"shell: {part.__name__}: {wrong}", file=sys.stderr)
            return 1
        finally:
            terminal.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
