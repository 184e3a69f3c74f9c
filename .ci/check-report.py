"""Checks a fleet's report folder: check-report.py FOLDER DEVICES. Every device must have been answered, and only that."""

import csv
import json
import pathlib
import sys

FIELDS = [
    "schema", "seed", "command", "environment", "interrupted", "devices", "turns", "outcomes", "measures", "audible",
    "errors",
]
MEASURES = [
    "connect_ms", "hello_ms", "stt_ms", "llm_ms", "tts_start_ms", "first_sound_ms", "gap_ms", "total_ms",
    "pacing_lateness_ms",
]
STATISTICS = ["count", "mean", "p50", "p90", "p95", "p99", "max"]
LEGACY_COLUMNS = (
    "connection_id,connect_time,connect_status,send_time,stt_time,llm_time,tts_start_time,tts_duration,"
    "total_response_time,message_size,response_size,complete,error_type,error_message"
)


def main(folder: pathlib.Path, devices: int) -> None:
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    missing = [field for field in FIELDS if field not in report]
    check(not missing, f"report.json lacks {missing}")
    check(report["interrupted"] is False, "the run counts as interrupted")
    outcomes = {name: count for name, count in report["outcomes"].items() if count}
    check(set(outcomes) == {"answered"}, f"outcomes are {outcomes}, not answered only")
    check(outcomes["answered"] >= devices, f"{outcomes['answered']} answers for {devices} devices")
    check(report["errors"] == [], f"errors: {report['errors']}")
    for field in ("gaps", "cut_tails", "late_frames", "dropped_frames"):
        check(field in report["audible"], f"audible lacks {field}")
    for name in MEASURES:
        check(name in report["measures"], f"measures lacks {name}")
        lacking = [statistic for statistic in STATISTICS if statistic not in report["measures"][name]]
        check(not lacking, f"measure {name} lacks {lacking}")
    first_sound = report["measures"]["first_sound_ms"]
    check(first_sound["count"] == outcomes["answered"], "not every answer has a first sound")
    check(0 < first_sound["p50"] <= first_sound["p95"] <= first_sound["max"], f"odd first_sound_ms: {first_sound}")

    verdict = report["health"]["verdict"]
    check(verdict in ("VALID", "DEGRADED", "INVALID"), f"the verdict is {verdict}")
    with open(folder / "generator.csv", encoding="utf-8", newline="") as lines:
        seconds = list(csv.reader(lines))
    check(len(seconds) > 2, "generator.csv has no seconds")
    check(all(len(row) == len(seconds[0]) for row in seconds), "generator.csv has rows of different lengths")

    with open(folder / "turns.csv", encoding="utf-8", newline="") as lines:
        turns = list(csv.reader(lines))
    check(len(turns) - 1 == outcomes["answered"], f"turns.csv has {len(turns) - 1} turns")
    check(all(len(row) == len(turns[0]) for row in turns), "turns.csv has rows of different lengths")

    legacy = (folder / "legacy.csv").read_text(encoding="utf-8").splitlines()
    check(legacy[0] == LEGACY_COLUMNS, f"legacy.csv begins with {legacy[0]}")
    check(len(legacy) > 1, "legacy.csv has no rows")
    check((folder / "events.log").exists(), "events.log is missing")
    print(f"report holds: {outcomes['answered']} turns answered, {verdict}, first sound p50 {first_sound['p50']} ms")


def check(condition: bool, complaint: str) -> None:
    if not condition:
        sys.exit(f"check-report: {complaint}")


main(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
