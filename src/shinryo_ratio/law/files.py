"""The files of the law (法令データ): those that are shipped, and law files of a user's own."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from shinryo_ratio.law.entry import read
from shinryo_ratio.law.model import LawFile, Reading, ReadingsFile
from shinryo_ratio.problems import FiguresError, Place, Problem

_FOLDER: Final = Path(__file__).with_name("data")
SUPERSEDED: Final = _FOLDER.joinpath("superseded")
"""Where a correction leaves the law file of the revision that it replaces."""


def shipped(type_: str) -> LawFile:
    """The shipped law of a corporation type."""
    return read(LawFile, _toml(_data(f"{type_}.toml")))


@cache
def readings() -> Mapping[str, Reading]:
    """The open points of law, by id."""
    entries = read(ReadingsFile, _toml(_data("readings.toml")))
    return MappingProxyType({reading.id: reading for reading in entries.readings})


@cache
def released() -> Mapping[tuple[str, int], str]:
    """The fingerprints that rule sets were released with, by id and revision."""
    lines = _data("released.txt").splitlines()
    return {(id_, int(revision)): digest for id_, revision, digest in map(str.split, lines)}


def own(path: Path) -> LawFile:
    """A law file of a user's own.

    Raises:
        FiguresError: with every problem of it.
    """
    from pydantic import ValidationError

    from shinryo_ratio.law.form import validated

    try:
        return validated(LawFile, _toml(path.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, ValidationError):
            problems = [
                _law_problem(path, ".".join(str(step) for step in found["loc"]), found["msg"])
                for found in error.errors(include_url=False)
                if not (found["type"] == "too_short" and found["input"])  # its elements all failed
            ]
            raise FiguresError(problems) from None
        raise FiguresError([_law_problem(path, "", str(error))]) from None


def _law_problem(path: Path, where: str, detail: str) -> Problem:
    said = f"{where}: {detail}" if where else detail
    return Problem("law-file-invalid", Place(file=str(path), path=where), {"detail": said})


def invalid(detail: str) -> FiguresError:
    """What is wrong with the law as a whole, when its files are put together."""
    return FiguresError([Problem("law-file-invalid", Place(), {"detail": detail})])


def _toml(text: str) -> Any:
    import tomllib

    return tomllib.loads(text)


def _data(name: str) -> str:
    """A data file of the law; `importlib.resources` would take longer to import than the file to read."""
    return _FOLDER.joinpath(name).read_text("utf-8")
