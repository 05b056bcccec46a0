import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.cli.running import run

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., tuple[int, str, str]]:
    """The command line in this process: exit status, output, messages."""

    def _call(*args: object, input: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(input.encode()), encoding="utf-8"))
        capsys.readouterr()
        status = run([*map(str, args)])
        return (int(status), *capsys.readouterr())

    return _call


@pytest.fixture
def result_of(call: Callable[..., Any], tmp_path: Path) -> Callable[..., Path]:
    """The file that `check --format json` writes of examples."""

    def _result_of(*names: str, options: tuple[str, ...] = ()) -> Path:
        files = [str(EXAMPLES / name) for name in names]
        _, output, _ = call("check", *files, "--format", "json", *options)
        path = tmp_path / "result.json"
        path.write_text(output, "utf-8")
        return path

    return _result_of


@pytest.fixture
def changed() -> Callable[..., None]:
    """Change a value in a result, by its path."""

    def _changed(path: Path, steps: tuple[Any, ...], value: Any) -> None:
        data = json.loads(path.read_text("utf-8"))
        node = data
        for step in steps[:-1]:
            node = node[step]
        if value is KeyError:
            del node[steps[-1]]
        else:
            node[steps[-1]] = value
        path.write_text(json.dumps(data), "utf-8")

    return _changed
