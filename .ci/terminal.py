"""A terminal of tmux that a program drives as a person would: keys in, screen out."""

import os
import re
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
USUAL_SECONDS = 20


class Wrong(Exception):
    pass


class Terminal:
    """A shell of the system in a terminal of tmux, with a tmux server of its own."""

    def __init__(self, columns, rows, folder, screens):
        self.folder = folder
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

    def record(self, path):
        """Keeps what the programs of the terminal write to it from now on, as they write it."""
        self.tmux("pipe-pane", "-o", "cat >" + path)

    def close(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], check=False, capture_output=True)

    def screen(self):
        return [line.rstrip() for line in self.tmux("capture-pane", "-p").split("\n")]

    def coloured_screen(self):
        """As screen, with the escape sequences for colours."""
        return self.tmux("capture-pane", "-p", "-e").rstrip("\n").split("\n")

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
