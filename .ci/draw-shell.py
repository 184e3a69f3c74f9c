#!/usr/bin/env python3
"""Talks with './xiaozhi shell' in a real terminal and draws its screen: draw-shell.py PICTURE.svg.

For hw-pi/docs/shell.svg. Run it again when the shell's screen has changed, and look at what comes.
"""

import html
import re
import sys
import tempfile
import unicodedata

from terminal import Terminal

COLUMNS, ROWS = 98, 34
CELL, LINE, LEFT, TOP = 7.8, 18, 16, 46
COLOURS = {31: "#ff7b72", 32: "#8bd17c", 33: "#e5c07b", 34: "#7cc7ff", 35: "#d2a8ff", 36: "#7cc7ff", 39: ""}
STYLE = (
    'text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre;fill:#d5d8de}'
    ".b{font-weight:700}.f{fill:#8b929e}" + "".join(f".c{code}{{fill:{colour}}}" for code, colour in COLOURS.items() if colour))
LABEL = "A conversation in the shell: a sentence is said, why shows where its time went, a tool is called, and the next sentence is heard"


def screen():
    with tempfile.TemporaryDirectory(prefix="xiaozhi-shell-") as folder:
        terminal = Terminal(COLUMNS, ROWS, folder, None)
        try:
            terminal.line("PS1='$ '; clear")
            terminal.until("empty", lambda lines: not any(lines[1:]))
            terminal.line("./xiaozhi shell")
            terminal.wait(r"^xiaozhi> *$", 60)
            terminal.line("say en-time")
            terminal.wait(r"turn 1 +answered.*\d ms$", 40)  # with a gap it is no picture to show
            terminal.status("listening")
            terminal.line("why")
            terminal.wait("Longest was ")
            terminal.line("call self.audio_speaker.set_volume volume=35")
            terminal.status("vol 35 %")
            terminal.line("say zh-story")
            terminal.type("abo")
            terminal.status(r"● listening +mic ███")
            return terminal.coloured_screen()
        finally:
            terminal.close()


def runs(line, style):
    """What stands in a line: column, text and style of each run; the style goes on into the next line."""
    found, column = [], 0
    for codes, text in re.findall(r"\x1b\[([\d;]*)m|([^\x1b]+)", line):
        if text:
            found.append((column, text, dict(style)))
            column += sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
            continue
        for code in (int(code or 0) for code in codes.split(";")):
            if code == 0:
                style.clear()
            elif code in (1, 2):
                style["b" if code == 1 else "f"] = True
            elif code in COLOURS:
                style["colour"] = code
            elif code != 49:
                sys.exit(f"draw-shell: the screen has a style that is not known here: {code}")
    return found


def drawn(column, y, text, style):
    kind = " ".join(name for name in ("b", "f") if name in style)
    if COLOURS.get(style.get("colour")):
        kind = f"{kind} c{style['colour']}".strip()
    text = text.rstrip()
    column += len(text) - len(text := text.lstrip())
    # Signs of two columns come from another font, whose width is its own affair: only what stands on the grid is held to it.
    plain = all(unicodedata.east_asian_width(sign) not in "WF" for sign in text)
    length = f' textLength="{len(text) * CELL:.0f}"' if plain and len(text) > 1 else ""
    name = f' class="{kind}"' if kind else ""
    return f'<text x="{LEFT + column * CELL:.0f}" y="{y}"{length}{name} xml:space="preserve">{html.escape(text, quote=False)}</text>'


def picture(lines):
    width, height = round(2 * LEFT + COLUMNS * CELL), TOP + LINE * (len(lines) - 1) + 20
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{LABEL}">'
    yield f"<style>{STYLE}</style>"
    yield f'<rect width="{width}" height="{height}" rx="8" fill="#1b1e24"/>'
    for x, colour in ((20, "#ff5f57"), (38, "#febc2e"), (56, "#28c840")):
        yield f'<circle cx="{x}" cy="16" r="5.5" fill="{colour}"/>'
    style = {}
    for number, line in enumerate(lines):
        for column, text, how in runs(line, style):
            if text.strip():
                yield drawn(column, TOP + LINE * number, text, how)
    yield "</svg>"


lines = screen()
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write("\n".join(picture(lines)) + "\n")
