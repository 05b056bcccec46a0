"""The XML of a workbook, read in one pass: nothing is kept of it, and hostile parts cannot stall the reader.

A document type is refused wherever it stands, as no workbook has one. What the parser must hold as a whole
(a comment, a tag) has a limit: looked at again with every piece that comes in, it would cost its square.
"""

import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.parsers import expat

from shinryo_ratio.readers.workbook_limits import LONGEST_TOKEN, TooLargeError

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]

_PIECE: Final = 256 * 1024


class BadXmlError(Exception):
    """A part that is no XML, or no XML of a workbook."""


class Elements:
    """The elements of a part as they begin and end, named without their prefix, and the text in them."""

    def __init__(self, start: Start, end: End | None = None, text: End | None = None) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._start, self._end = start, end
        self._parser.StartElementHandler = self._first
        if text is not None:
            self._parser.CharacterDataHandler = text
        self._parser.StartDoctypeDeclHandler = _refuse

    def _first(self, name: str, attributes: Mapping[str, str]) -> None:
        """The root tells whether names have a prefix; in nearly every workbook none has."""
        if ":" in name:
            self._start = _without_prefix(self._start)
            self._end = None if self._end is None else _without_prefix(self._end)
        self._parser.StartElementHandler = self._start
        self.hear_ends(True)
        self._start(name, attributes)

    def hear_ends(self, wanted: bool) -> None:
        """Whether the ends of elements are told: a million empty rows have as many that say nothing."""
        self._parser.EndElementHandler = self._end if wanted else None

    def read(self, archive: zipfile.ZipFile, path: str) -> None:
        """Read a part to its end.

        Raises:
            BadXmlError: where it is no XML, or declares a document type.
            TooLargeError: where one tag or comment is longer than any of a workbook.
        """
        fed = 0
        try:
            with archive.open(path) as stream:
                while piece := stream.read(_PIECE):
                    self._parser.Parse(piece, False)
                    fed += len(piece)
                    if fed - self._parser.CurrentByteIndex > LONGEST_TOKEN:
                        raise TooLargeError(f"{path}: {LONGEST_TOKEN:,} bytes")
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise BadXmlError(str(error)) from None


def _without_prefix(handler: Callable[..., None]) -> Callable[..., None]:
    """The handler as it is where names have no prefix, as in nearly every workbook."""

    def handle(name: str, *rest: Any) -> None:
        handler(name.rpartition(":")[2] if ":" in name else name, *rest)

    return handle


def _refuse(*_: Any) -> None:
    raise BadXmlError("a document type is declared")
