import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from shinryo_ratio.cli.running import run

EXAMPLES = Path(__file__).parents[2] / "examples"


class Door:
    """What the entry point does, for click's runner."""

    name = "shinryo-ratio"

    def main(self, args: Any = (), **_: Any) -> None:
        sys.exit(run(list(args)))


@pytest.fixture
def call() -> Callable[..., Result]:
    """Run the command line in this process."""

    def _call(*args: object, **options: Any) -> Result:
        return CliRunner().invoke(Door(), [str(arg) for arg in args], **options)  # type: ignore[arg-type]

    return _call


@pytest.fixture
def example() -> Callable[[str], Path]:
    """The path of an example."""
    return lambda name: EXAMPLES / name


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file to judge."""

    def _written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return _written


@pytest.fixture
def figures() -> Callable[..., str]:
    """A small figures file: what counts, what does not, and the rest as lines of YAML."""

    def _figures(
        counted: int = 900, other: int = 100, *, type: str = "social", start: str = "2025-04-01",
        name: str = "医療法人 試験会", more: str = "", form: str = "",
    ) -> str:  # fmt: skip
        return (
            f"corporation:\n  name: {name}\n  type: {type}\n{form}fiscal_year:\n  start: {start}\n{more}"
            f"revenue:\n"
            f"  - {{name: 診療, amount: {counted}, kind: social_insurance}}\n"
            f"  - {{name: その他, amount: {other}, kind: self_pay}}\n"
        )

    return _figures
