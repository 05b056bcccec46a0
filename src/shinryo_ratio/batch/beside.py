"""What stands beside an output while it is written: its part, the checkpoint of that, and the lock.

Their names are ours, but a file that bears one need not be. One that is not is never touched.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final, NamedTuple

from shinryo_ratio.batch.chunks import Mark

_SCHEMAS: Final = "shinryo-ratio/batch-checkpoint/"
SCHEMA: Final = f"{_SCHEMAS}1"
_BEGINNING: Final = f'{{"schema": "{_SCHEMAS}'.encode()
"""How a checkpoint of any version begins."""


class ForeignFileError(Exception):
    """A file that another program left stands where this one would write.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Beside(NamedTuple):
    """The files beside an output."""

    part: Path
    note: Path
    new_note: Path
    lock: Path

    @classmethod
    def of(cls, target: Path) -> "Beside":
        """Those of a file."""
        part, note, new_note, lock = (
            target.with_name(target.name + end)
            for end in (".part", ".part.json", ".part.json.new", ".part.lock")
        )
        return cls(part, note, new_note, lock)

    def refuse_foreign_lock(self) -> None:
        """See that no file is taken for the lock that is not; a lock is empty.

        Raises:
            ForeignFileError: where one would be.
        """
        if _holds_something(self.lock):
            raise ForeignFileError(self.lock)

    def refuse_foreign(self) -> None:
        """See that no file would be written over that no run left behind; the lock must be held.

        A part has its checkpoint beside it from its first byte on, and a checkpoint says what it is, even
        where its end was never written.

        Raises:
            ForeignFileError: where one would be.
        """
        for note in (self.note, self.new_note):
            if not _is_of_a_run(note):
                raise ForeignFileError(note)
        if _holds_something(self.part) and not self.note.exists():
            raise ForeignFileError(self.part)


class Checkpoint(NamedTuple):
    """How far an earlier run was.

    Attributes:
        settings: what it was asked for.
        mark: how far into the input.
        length: how many bytes were written.
        crc: their CRC-32.
        outcomes: how many documents had each outcome.
    """

    settings: dict[str, Any]
    mark: Mark
    length: int
    crc: int
    outcomes: Counter[str]

    def as_json(self) -> str:
        """As it is written."""
        note = {
            "schema": SCHEMA,
            "settings": self.settings,
            "input": self.mark._asdict(),
            "output": {"bytes": self.length, "crc": self.crc},
            "outcomes": self.outcomes,
        }
        return json.dumps(note, ensure_ascii=False)

    @classmethod
    def read(cls, path: Path) -> "Checkpoint | None":
        """The checkpoint in a file; None where there is none that can be gone on from."""
        try:
            note = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        if not isinstance(note, dict) or note.get("schema") != SCHEMA:
            return None
        settings = note.get("settings")
        mark = _counts(note.get("input"), Mark._fields)
        output = _counts(note.get("output"), ("bytes", "crc"))
        told = note.get("outcomes")
        names = tuple(told) if isinstance(told, dict) else ()
        outcomes = _counts(told, names)
        if not isinstance(settings, dict) or mark is None or output is None or outcomes is None:
            return None
        length, crc = output
        return cls(settings, Mark(*mark), length, crc, Counter(dict(zip(names, outcomes, strict=True))))


def _counts(told: Any, names: tuple[str, ...]) -> list[int] | None:
    """What a mapping says under just these names; None where that is not a whole number each, 0 or more."""
    if not isinstance(told, dict) or told.keys() != set(names):
        return None
    counts = [told[name] for name in names]
    return counts if all(type(count) is int and count >= 0 for count in counts) else None


def _holds_something(path: Path) -> bool:
    """Whether there is a file that is not empty; one that another process has locked is not read."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _is_of_a_run(note: Path) -> bool:
    """Whether a file is a checkpoint, or the beginning of one; none and an empty one are nobody's."""
    try:
        with note.open("rb") as file:
            return _BEGINNING.startswith(file.read(len(_BEGINNING)))
    except FileNotFoundError:
        return True
