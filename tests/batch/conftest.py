import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from shinryo_ratio.cli.running import run
from support.corporations import ndjson, of_one_chart


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: bytes
    stderr: bytes


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A file of lines: documents by number, or texts as they are."""

    def _written(*lines: int | bytes, name: str = "in.ndjson", end: bytes = b"\n") -> Path:
        data = [
            line if isinstance(line, bytes) else next(ndjson([of_one_chart(line)])).strip() for line in lines
        ]
        path = tmp_path / name
        path.write_bytes(b"\n".join(data) + end)
        return path

    return _written


@pytest.fixture
def batch(monkeypatch: pytest.MonkeyPatch, capsysbinary: Any) -> Callable[..., Done]:
    """The command in this process."""

    def _batch(*args: object, input: bytes = b"", verb: str = "batch") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(input), encoding="utf-8"))
        capsysbinary.readouterr()
        status = run([verb, *map(str, args)])
        return Done(status, *capsysbinary.readouterr())

    return _batch


@pytest.fixture
def rows() -> Callable[[bytes], list[dict[str, Any]]]:
    """The lines of an output as data."""
    return lambda output: [json.loads(line) for line in output.splitlines()]
