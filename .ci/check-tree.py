"""Checks the tree's text files for what belongs to one person's machine or day: check-tree.py FOLDER."""

import pathlib
import re
import subprocess
import sys

FORBIDDEN = {
    r"/(?:home|Users)/[a-z][a-z0-9_-]+/": "somebody's home folder",
    r"/root/": "somebody's home folder",
    r"\b(?:TODO|FIXME)\b": "unfinished",
    r"^(?:<{7}|>{7}|={7})(?: |$)": "left over from a merge",
    r"\t": "a tab",
}
# These name what they forbid.
RULE_BOOKS = {".ci/check-tree.py", "stress/src/test/java/io/github/xiaozhisim/HouseRulesTest.java"}
TEXT = {"", ".java", ".xml", ".md", ".json", ".sh", ".py", ".config", ".properties", ".txt", ".csv", ".editorconfig"}


def files(folder: pathlib.Path) -> list[str]:
    listed = subprocess.run(
        ["git", "-C", str(folder), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    if listed.returncode == 0:
        return [name for name in listed.stdout.split("\0") if name]
    return [
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and not {"target", ".git", "node_modules"} & set(path.parts)
    ]


def main(folder: pathlib.Path) -> None:
    complaints = []
    for name in sorted(files(folder)):
        path = folder / name
        if name in RULE_BOOKS or path.suffix not in TEXT or not path.is_file():
            continue
        text = path.read_bytes()
        if b"\r" in text:
            complaints.append(f"{name}: a carriage return")
        if text and not text.endswith(b"\n") and path.suffix != ".json":
            complaints.append(f"{name}: no line end at the end")
        for number, line in enumerate(text.decode("utf-8").splitlines(), 1):
            for pattern, why in FORBIDDEN.items():
                if re.search(pattern, line):
                    complaints.append(f"{name}:{number}: {why}: {line.strip()[:100]}")
    if complaints:
        sys.exit("\n".join(complaints))
    print("tree holds")


main(pathlib.Path(sys.argv[1]))
