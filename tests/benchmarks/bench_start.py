"""Start-up of the command line, against importing what it cannot do without.

Run it as `python tests/benchmarks start [--quick]`.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pairing import Pair, show

EXAMPLE = Path(__file__).parents[2] / "examples" / "shakai_2025.yaml"
NEEDED = (
    "import click, yaml; from pydantic import BaseModel; from dateutil.relativedelta import relativedelta"
)


def pairs() -> Iterator[Pair]:
    """Help pages against click alone; a check against all libraries it uses."""

    def click_alone() -> None:
        _python("-c", "import click")

    for option in ("--version", "--help"):
        yield Pair(f"`{option}`", "`import click`", click_alone, lambda o=option: _program(o), "≤ 1.5")
    yield Pair(
        "`check` of one YAML",
        "importing click, pydantic, yaml, dateutil",
        lambda: _python("-c", NEEDED),
        lambda: _program("check", str(EXAMPLE)),
        "≤ 1.7",
    )


def _program(*args: str) -> None:
    _python("-m", "shinryo_ratio", *args)


def _python(*args: str) -> None:
    subprocess.run([sys.executable, *args], check=True, capture_output=True)


if __name__ == "__main__":
    show(pairs(), quick="--quick" in sys.argv)
