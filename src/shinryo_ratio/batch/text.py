"""The lines of a text of unknown encoding, decoded one by one."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from shinryo_ratio.batch.chunks import LONGEST, START

_BOM: Final = b"\xef\xbb\xbf"


class TextLines(Iterator[str]):
    """Lines, and how far into the bytes they reach.

    The encoding is the one told, else UTF-8 or cp932, by the first line that is more than ASCII.

    Attributes:
        mark: behind the last line read.
    """

    def __init__(self, stream: BinaryIO, encoding: str | None) -> None:
        self.mark = START
        self._stream, self._encoding = stream, encoding

    def __next__(self) -> str:
        data = self._stream.readline(LONGEST)
        if not data:
            raise StopIteration
        at_start = not self.mark.length
        self.mark = self.mark.after(0, data)
        return self._decoded(data.removeprefix(_BOM) if at_start else data)

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
