"""A table as bytes that can be read twice and line by line, whatever it came through and is written in.

A pipe is kept in a temporary file. So is a text whose line ends are no line feeds: it is written over, in
UTF-8 where a line feed is not one byte (UTF-16), and with line feeds for the line ends of old Macs.
"""

import codecs
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from typing import BinaryIO, Final, NamedTuple, NoReturn, cast

from shinryo_ratio.batch.chunks import BLOCK
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.decoding import BOMS

MOST_SPOOLED: Final = 1 << 33
"""Bytes of a table that is kept in a temporary file, at most."""


class Readable(NamedTuple):
    """A table as bytes.

    Attributes:
        stream: it can be read again from where it stands.
        encoding: one in which a line feed is a line feed; None where each line tells.
    """

    stream: BinaryIO
    encoding: str | None


@contextmanager
def readable_twice(stream: BinaryIO, file: str, encoding: str | None) -> Iterator[Readable]:
    """The table, as it is or in a temporary file.

    Args:
        stream: where it comes from.
        file: its name.
        encoding: its encoding, or None where it tells itself.

    Raises:
        FiguresError: where it is longer than what is kept, cannot be kept, or is not in its encoding.
    """
    with ExitStack() as open_files:
        yield _Spool(file, open_files).readable(stream, encoding)


def is_by_lines(encoding: str | None) -> bool:
    """Whether a line feed is one byte of its own.

    Raises:
        LookupError: where there is no such encoding of texts.
    """
    return encoding is None or "\n".encode(encoding) == b"\n"


class _Spool:
    def __init__(self, file: str, open_files: ExitStack) -> None:
        self._file, self._open_files = file, open_files

    def readable(self, stream: BinaryIO, encoding: str | None) -> Readable:
        """What can be read twice and by lines."""
        if not stream.seekable():
            stream = self._kept(_blocks(stream))
        beginning = _beginning(stream)
        if encoding is None:
            marked = (name for mark, name in BOMS if beginning.startswith(mark))
            by_mark = next((name for name in marked if not is_by_lines(name)), None)
            if by_mark is None and b"\0" in beginning.partition(b"\n")[0]:
                self._fail("binary-file")
            if by_mark is not None:
                stream, encoding = self._kept(self._in_utf8(stream, by_mark, told=False)), "utf-8"
        elif not self._is_by_lines(encoding):
            stream, encoding = self._kept(self._in_utf8(stream, encoding, told=True)), "utf-8"
        beginning = _beginning(stream)
        if b"\r" in beginning and b"\n" not in beginning:
            stream = self._kept(_with_line_feeds(_blocks(stream)))
        return Readable(stream, encoding)

    def _kept(self, blocks: Iterable[bytes]) -> BinaryIO:
        """Bytes in a temporary file, from its start."""
        try:
            file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the others
            spooled = cast("BinaryIO", self._open_files.enter_context(file))
            for block in blocks:
                spooled.write(block)
                if spooled.tell() > MOST_SPOOLED:
                    self._fail("pipe-too-long", most=MOST_SPOOLED)
            spooled.seek(0)
        except OSError as error:
            self._fail("pipe-not-kept", detail=error.strerror or str(error))
        return spooled

    def _in_utf8(self, stream: BinaryIO, encoding: str, *, told: bool) -> Iterator[bytes]:
        decoder, lines = codecs.getincrementaldecoder(encoding)(), 0
        for block in chain(_blocks(stream), (b"",)):
            before = decoder.getstate()
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                decoder.setstate(before)
                right = block[: max(0, error.start - len(before[0]))]
                code = "encoding-mismatch" if told else "encoding-unknown"
                line = lines + decoder.decode(right).count("\n") + 1
                self._fail(code, line=line, encoding=encoding)
            lines += text.count("\n")
            yield text.encode()

    def _is_by_lines(self, encoding: str) -> bool:
        try:
            return is_by_lines(encoding)
        except LookupError:
            return self._fail("encoding-name-unknown", encoding=encoding)

    def _fail(self, code: str, line: int | None = None, **values: str | int) -> NoReturn:
        raise FiguresError([Problem(code, Place(file=self._file, line=line), values)]) from None


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        yield block


def _beginning(stream: BinaryIO) -> bytes:
    start = stream.tell()
    found = stream.read(BLOCK)
    stream.seek(start)
    return found


def _with_line_feeds(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same with line feeds for carriage returns; both together are one line end."""
    left = b""
    for block in blocks:
        data = left + block
        left = b"\r" if data.endswith(b"\r") else b""
        yield data.removesuffix(b"\r").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    yield left.replace(b"\r", b"\n")
