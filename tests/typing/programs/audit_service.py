"""An audit service reads what clients send, with a law file of its own, and keeps the result as JSON."""

import json
import sys
from pathlib import Path
from typing import Any, Literal

from shinryo_ratio import FiguresError, Law, assess, compare, load, loads, to_dict


def judged(data: bytes, form: Literal["yaml", "json", "csv"], law: Law) -> dict[str, Any]:
    return to_dict(assess(loads(data, form), law=law))


def moved(path: Path) -> tuple[str, str]:
    comparison = compare(load(path))
    return comparison.old.verdict, comparison.revised.verdict


def main(paths: list[str]) -> int:
    law = Law.load()
    for path in paths:
        try:
            print(judged(Path(path).read_bytes(), "yaml", law)["verdict"], *moved(Path(path)))
        except FiguresError as error:
            for problem in error.problems:
                print(json.dumps(problem.as_dict("en"), ensure_ascii=False), file=sys.stderr)
            return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
