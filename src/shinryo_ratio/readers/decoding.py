"""From bytes to text: BOM, then strict UTF-8, then strict cp932; an encoding that is given is obeyed."""

import codecs
import re
from collections.abc import Sequence
from typing import Final, NoReturn

from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.located import Lines

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UNPRINTABLE: Final = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The very pattern of `yaml.reader`, whose making takes long: `re` makes it once for both."""


def decode(data: str | bytes, file: str | None, encoding: str | None = None) -> str:
    """The text of a file.

    Raises:
        FiguresError: where it is no text, or none that can be told without guessing.
    """
    text = data if isinstance(data, str) else _text(data, file, encoding)
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        _fail("binary-file", file)
    return text


def printable(text: str, file: str | None) -> str:
    """The text, which has no control characters.

    Raises:
        FiguresError: at the first one.
    """
    if found := _UNPRINTABLE.search(text):
        spot = Lines(text).spot(found.start())
        place = Place(file=file, line=spot.line, column=spot.column)
        written = f"U+{ord(found[0]):04X}"
        raise FiguresError([Problem("control-character", place, {"written": written})])
    return text


def unprintable(cells: Sequence[str], row: int, file: str | None) -> list[Problem]:
    """The first control character of each cell of a row that has one."""
    if all(map(str.isprintable, cells)):
        return []
    return [
        Problem("control-character", Place(file, row, column), {"written": f"U+{ord(found[0]):04X}"})
        for column, cell in enumerate(cells, 1)
        if (found := _UNPRINTABLE.search(cell))
    ]


def _text(data: bytes, file: str | None, encoding: str | None) -> str:
    if data.startswith(_WORKBOOKS):
        _fail("excel-not-supported", file)
    if encoding is not None:
        return _as_told(data, file, encoding)
    for mark, name in BOMS:
        if data.startswith(mark):
            return _first_that_fits(data[len(mark) :], (name,), file)
    if b"\0" in data:
        _fail("binary-file", file)
    return _first_that_fits(data, ("utf-8", "cp932"), file)


def _first_that_fits(data: bytes, names: tuple[str, ...], file: str | None) -> str:
    """The text; where no encoding fits, the place up to which the better one did."""
    furthest = 0
    for name in names:
        try:
            return data.decode(name)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    return _fail("encoding-unknown", file, data[:furthest].count(b"\n") + 1)


def _as_told(data: bytes, file: str | None, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        _fail("encoding-mismatch", file, data[: error.start].count(b"\n") + 1, encoding=encoding)
    except (LookupError, ValueError):
        _fail("encoding-name-unknown", file, encoding=encoding)


def _fail(code: str, file: str | None, line: int | None = None, **values: str) -> NoReturn:
    raise FiguresError([Problem(code, Place(file=file, line=line), values)])
