"""The lines of a text of unknown encoding, decoded one by one."""

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from shinryo_ratio.batch.chunks import LONGEST, Mark

_BOM: Final = b"\xef\xbb\xbf"
_PLAIN: Final = ("ascii", "utf-8", "cp932")
"""Encodings in which equal bytes at the start of lines are equal texts, and a quote is no half of a sign."""


class TextLines(Iterator[str]):
    """Lines, and how far into the bytes they reach.

    The encoding is the one told, else UTF-8 or cp932, by the first line that is more than ASCII.

    Attributes:
        length: the bytes up to the end of the last line read.
        last: the last line read, as bytes.
    """

    def __init__(self, stream: BinaryIO, encoding: str | None) -> None:
        self.length = 0
        self.last = b""
        self._crc = 0
        self._stream, self._encoding = stream, encoding
        self._again: list[bytes] = []

    @property
    def mark(self) -> Mark:
        """Behind the last line read."""
        return Mark(0, self.length, self._crc)

    def __next__(self) -> str:
        data = self._again.pop() if self._again else self._stream.readline(LONGEST)
        if not data:
            raise StopIteration
        at_start = not self.length
        self.last = data
        self.length += len(data)
        self._crc = zlib.crc32(data, self._crc)
        return self._decoded(data.removeprefix(_BOM) if at_start else data)

    def alike(self, beginning: str, complete: Callable[[str], bool], most: int, *, held: bool) -> list[str]:
        """The following lines that begin with the same text, up to about so many bytes.

        None in encodings where a text does not have the same bytes wherever it stands. A line with a quote,
        which may go on in the next one, is only taken where it is complete.

        Args:
            beginning: the text.
            complete: whether a line with a quote is.
            most: the bytes.
            held: whether the lines are wanted; else there is one empty text for each.
        """
        encoding = self._encoding or "ascii"
        if self._again or encoding.lower() not in _PLAIN:
            return []
        start, readline, length = beginning.encode(encoding), self._stream.readline, 0
        found: list[bytes] = []
        while (data := readline(LONGEST)).startswith(start):
            if b'"' in data and not complete(data.decode(encoding, "replace")):
                break
            found.append(data)
            length += len(data)
            if length > most:
                data = b""
                break
        if data:
            self._again.append(data)
        return self._taken(b"".join(found), found, encoding, held=held)

    def _taken(self, data: bytes, lines: list[bytes], encoding: str, *, held: bool) -> list[str]:
        """Lines that were read together, decoded; where that cannot be, they are read again one by one."""
        texts = [""] * len(lines)
        try:
            if held:
                texts = data.decode(encoding).split("\n")
            elif self._encoding is None:
                data.decode("ascii")
        except UnicodeDecodeError:
            self._again += reversed(lines)
            return []
        self.length += len(data)
        self._crc = zlib.crc32(data, self._crc)
        return texts[: len(lines)]

    def back_to(self, mark: Mark, lines: list[bytes]) -> None:
        """Read some lines again: those behind a mark, in their order."""
        _, self.length, self._crc = mark
        self._again += reversed(lines)

    def loosely(self) -> str:
        """The last line, whatever in it cannot be decoded."""
        return self.last.decode(self._encoding or "ascii", "replace")

    def _decoded(self, data: bytes) -> str:
        if self._encoding is None and not data.isascii():
            self._encoding = "utf-8" if _is_utf8(data) else "cp932"
        return data.decode(self._encoding or "ascii")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
