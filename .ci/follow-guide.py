"""Makes a script of a guide: follow-guide.py GUIDE.md 'SECTION' >SCRIPT.

Each block of the section that is marked sh is run as it stands; one marked 'sh fails' must fail. A block with a file's name
behind its language becomes that file. A block marked text must be found in what the block before it said.
"""

import re
import shlex
import sys


def blocks(markdown: str, section: str):
    inside = False
    fence = None
    lines: list[str] = []
    for line in markdown.splitlines():
        if fence is not None:
            if line == "```":
                yield fence[0], fence[1], "\n".join(lines) + "\n"
                fence = None
            else:
                lines.append(line)
        elif line.startswith("## "):
            inside = line.startswith("## " + section)
        elif inside and (found := re.fullmatch(r"```(\w+)(?: (.*))?", line)):
            fence = (found.group(1), found.group(2) or "")
            lines = []


def script(markdown: str, section: str):
    yield "set -euo pipefail"
    yield "said=$(mktemp)"
    for language, note, text in blocks(markdown, section):
        if "/" in note:
            yield f"printf %s {shlex.quote(text)} >{shlex.quote(note)}"
        elif language == "text":
            for line in text.splitlines():
                yield f"grep -qF -- {shlex.quote(line)} \"$said\" || {{ echo 'not seen: '{shlex.quote(line)}; cat \"$said\"; exit 1; }}"
        elif language == "sh":
            run = f"bash -euo pipefail -c {shlex.quote(text)} >\"$said\" 2>&1"
            yield f"printf '%s' {shlex.quote(text)}"
            if note == "fails":
                yield f"if {run}; then echo 'this should have failed'; exit 1; fi"
            else:
                yield f"{run} || {{ cat \"$said\"; exit 1; }}"
    yield "echo 'the guide has been followed'"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as guide:
        print("\n".join(script(guide.read(), sys.argv[2])))
