"""Checks a trace file against the rules of the Chrome trace format: check-trace.py FILE. What Perfetto needs to open it."""

import json
import pathlib
import sys

NEEDS = {
    "X": {"name", "ts", "dur"}, "B": {"name", "ts"}, "E": {"ts"}, "i": {"name", "ts", "s"}, "I": {"name", "ts"},
    "C": {"name", "ts", "args"}, "M": {"name", "args"}, "s": {"name", "ts", "id"}, "t": {"name", "ts", "id"},
    "f": {"name", "ts", "id"}, "b": {"name", "ts", "id", "cat"}, "e": {"name", "ts", "id", "cat"},
}


def main(file: pathlib.Path) -> None:
    trace = json.loads(file.read_text(encoding="utf-8"))
    events = trace["traceEvents"] if isinstance(trace, dict) else trace
    check(len(events) > 100, f"only {len(events)} events")
    open_slices: dict[tuple, list] = {}
    for number, event in enumerate(events):
        where = f"event {number} {event}"
        phase = event.get("ph")
        check(phase in NEEDS, f"{where}: phase {phase} is not known")
        missing = (NEEDS[phase] | {"pid"}) - event.keys()
        check(not missing, f"{where} lacks {missing}")
        check(isinstance(event["pid"], int), f"{where}: pid is no number")
        if phase != "M":
            check(isinstance(event["ts"], (int, float)) and event["ts"] >= 0, f"{where}: odd ts")
        if phase == "X":
            check(event["dur"] >= 0, f"{where}: ends before it begins")
        if phase == "C":
            check(all(isinstance(v, (int, float)) for v in event["args"].values()), f"{where}: counts need numbers")
        track = (event["pid"], event.get("tid"))
        if phase == "B":
            open_slices.setdefault(track, []).append(event)
        if phase == "E":
            check(bool(open_slices.get(track)), f"{where} ends what did not begin")
            begun = open_slices[track].pop()
            check(begun["ts"] <= event["ts"], f"{where}: ends before {begun} begins")
    left = {track: slices for track, slices in open_slices.items() if slices}
    check(not left, f"never ended: {left}")
    phases = {event["ph"] for event in events}
    check({"M", "C"} <= phases and phases & {"X", "B"}, f"only phases {sorted(phases)}: no names, counters or slices")
    print(f"{file.name}: {len(events)} events, all well-formed")


def check(holds: bool, complaint: str) -> None:
    if not holds:
        sys.exit(f"trace: {complaint}")


main(pathlib.Path(sys.argv[1]))
