#!/usr/bin/env python3
"""Drives './xiaozhi shell' (or what XIAOZHI says) in tmux as a person would: keys in, screen out.

Ends with 1 and the screen where something is not right.

    .ci/check-shell.py [FOLDER FOR THE SCREENS]
"""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
XIAOZHI = os.environ.get("XIAOZHI", "./xiaozhi")
SPEECH = "device-sim/src/main/resources/io/github/xiaozhisim/device/speech/corpus/en-time.opus"
START_SECONDS = 60
USUAL_SECONDS = 20


class Wrong(Exception):
    pass


class Terminal:
    """A shell of the system in a terminal of tmux, with a tmux server of its own."""

    def __init__(self, columns, rows, folder, screens):
        self.socket = os.path.join(folder, "tmux")
        self.screens = screens
        self.shots = 0
        # Whatever the locale of who calls: tmux writes what it does not take for UTF-8 as underscores.
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", XDG_STATE_HOME=os.path.join(folder, "state"), PS1="$ ")
        self.environment.pop("TMUX", None)
        subprocess.run(
            ["tmux", "-u", "-S", self.socket, "-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), "sh"],
            check=True, cwd=ROOT, env=self.environment)

    def tmux(self, *words):
        command = ["tmux", "-u", "-S", self.socket, *words]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=self.environment).stdout

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], check=False, capture_output=True)

    def screen(self):
        return [line.rstrip() for line in self.tmux("capture-pane", "-p").split("\n")]

    def all_lines(self):
        return [line.rstrip() for line in self.tmux("capture-pane", "-p", "-J", "-S", "-").split("\n")]

    def keep(self, name):
        if self.screens:
            self.shots += 1
            with open(os.path.join(self.screens, f"{self.shots:02}-{name}.txt"), "w", encoding="utf-8") as file:
                file.write("\n".join(self.screen()))

    def wait(self, pattern, seconds=USUAL_SECONDS, lines=None):
        """Until some line of the terminal, also of those above its top, fits."""
        look = lines or self.all_lines
        end = time.monotonic() + seconds
        while True:
            seen = look()
            for line in seen:
                if re.search(pattern, line):
                    return line
            if time.monotonic() > end:
                raise Wrong(f"no line came within {seconds} s that fits {pattern!r}; the screen:\n" + "\n".join(self.screen()))
            time.sleep(0.1)

    def until(self, what, so, seconds=USUAL_SECONDS):
        end = time.monotonic() + seconds
        while not so(self.screen()):
            if time.monotonic() > end:
                raise Wrong(f"not {what} within {seconds} s; the screen:\n" + "\n".join(self.screen()))
            time.sleep(0.1)

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def type(self, text):
        self.tmux("send-keys", "-l", "--", text)

    def line(self, text):
        self.type(text)
        self.keys("Enter")

    def status(self, pattern, seconds=USUAL_SECONDS):
        """Until the line at the bottom fits."""
        return self.wait(pattern, seconds, lambda: [next((line for line in reversed(self.screen()) if line), "")])

    def prompt(self):
        """The line that is being typed."""
        return next((line for line in reversed(self.screen()) if line.startswith("xiaozhi>")), "")


def conversation(terminal):
    terminal.line(XIAOZHI + " shell; echo ended with $?")
    terminal.wait(r"^xiaozhi> *$", START_SECONDS)
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
            for part in (conversation, typing, space_bar, narrow, the_end, plain):
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
