"""Opening an input as bytes; what keeps it from being opened is a problem with a code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from shinryo_ratio.problems import FiguresError, Place, Problem

_UNREADABLE: Final = (
    (FileNotFoundError, "file-missing"),
    (IsADirectoryError, "file-is-a-directory"),
    (PermissionError, "file-not-permitted"),
)


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """A file, or standard input for `-`, which is left open.

    Raises:
        FiguresError: where it cannot be opened.
    """
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - what opening fails with is told apart
    except (OSError, ValueError) as error:
        code = next((code for kind, code in _UNREADABLE if isinstance(error, kind)), "file-unreadable")
        raise FiguresError([Problem(code, Place(file=file), {"detail": str(error)})]) from None
    with stream:
        yield stream
