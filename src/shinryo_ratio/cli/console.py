"""Writing to consoles of any encoding, to closed pipes, and to files that are never half written."""

import codecs
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_GETA: Final = "〓"
_ESCAPING: Final = "shinryo-ratio-data"
_SAME_LOOK: Final = str.maketrans("〜−—‖¥•✓✗≥≤", "～－―∥￥・○×≧≦")
"""Characters that cp932 lacks, with those of the same look (and meaning) that it has."""


class ClosedPipeError(Exception):
    """The reader of our output has gone."""


def _replacing(error: UnicodeError) -> tuple[str | bytes, int]:
    """An error handler: what the encoding lacks becomes its look-alike, else 〓, else `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_shown(character, error.encoding) for character in lacking), error.end


def _shown(character: str, encoding: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    for candidate in (character.translate(_SAME_LOOK), plain, _GETA):
        if _can_encode(candidate, encoding):
            return candidate
    return "?"


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _escaping(error: UnicodeError) -> tuple[str | bytes, int]:
    """An error handler for data: what the encoding lacks becomes its escapes, as JSON writes them."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    units = lacking.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)), error.end


def prepare() -> None:
    """Let the standard streams print any text, whatever their encoding."""
    codecs.register_error("shinryo-ratio", _replacing)
    codecs.register_error(_ESCAPING, _escaping)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="shinryo-ratio")


def write_out(text: str) -> None:
    """Write a result on standard output, ended by one newline.

    Raises:
        ClosedPipeError: where nobody reads it any more.
    """
    _write(sys.stdout, text)


def write_out_pieces(pieces: "Iterable[str]") -> None:
    """Write a text that comes in pieces on standard output.

    Raises:
        ClosedPipeError: where nobody reads it any more.
    """
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        raise ClosedPipeError from None


def write_out_data(pieces: "Iterable[str]") -> None:
    """Write a result that programs read on standard output, in pieces; nothing of it is replaced.

    Raises:
        ClosedPipeError: where nobody reads it any more.
    """
    _write_data(sys.stdout, pieces)


def write_out_bytes(data: bytes) -> None:
    """Write a result that has an encoding of its own on standard output, byte for byte.

    Raises:
        ClosedPipeError: where nobody reads it any more.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ClosedPipeError from None


def write_err(text: str) -> None:
    """Write a message on standard error, ended by one newline."""
    _write(sys.stderr, text)


def write_err_data(text: str) -> None:
    """Write a message that programs read on standard error; nothing of it is replaced."""
    _write_data(sys.stderr, (text,))


def _write_data(stream: TextIO, pieces: "Iterable[str]") -> None:
    """UTF-8 into a file or a pipe, whatever the locale; on a screen, what it cannot show is escaped."""
    buffer = getattr(stream, "buffer", None)
    try:
        if stream.isatty():
            for piece in pieces:
                shown = piece.removeprefix("\ufeff")  # a mark for programs alone
                stream.write(shown.encode(stream.encoding, _ESCAPING).decode(stream.encoding))
        elif buffer is None:  # a stream of texts, which has no encoding
            stream.writelines(pieces)
        else:
            stream.flush()
            buffer.writelines(piece.encode("utf-8", _ESCAPING) for piece in pieces)
        stream.flush()
    except BrokenPipeError:
        raise ClosedPipeError from None


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text if text.endswith("\n") else text + "\n")
        stream.flush()
    except BrokenPipeError:
        raise ClosedPipeError from None


def columns(stream: TextIO) -> int | None:
    """The columns of the screen that a stream goes to; None for a file or a pipe."""
    if not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def silence() -> None:
    """Send what is still buffered nowhere, so that the interpreter's last flush cannot fail."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def write_file(path: "Path", text: str, *, encoding: str = "utf-8") -> None:
    """Write a text as a whole file or none.

    Raises:
        OSError: where it cannot be written; what stood there before still stands.
    """
    write_file_bytes(path, (text if text.endswith("\n") else text + "\n").encode(encoding))


def write_file_bytes(path: "Path", data: bytes) -> None:
    """Write a whole file or none.

    Raises:
        OSError: where it cannot be written; what stood there before still stands.
    """
    write_file_pieces(path, (data,))


def write_file_pieces(path: "Path", pieces: "Iterable[bytes]") -> None:
    """Write a whole file or none: beside it first, then in its place.

    Raises:
        OSError: where it cannot be written; what stood there before still stands.
    """
    import tempfile

    if path.exists() and not path.is_file():
        _write_through(path, pieces)
        return
    target = path.resolve()  # a link keeps pointing to the file that is replaced
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        os.chmod(beside, _mode_of(target))
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _write_through(path: "Path", pieces: "Iterable[bytes]") -> None:
    """A device or a pipe has no half files: write to it as it is."""
    with path.open("wb") as file:
        file.writelines(pieces)


def _mode_of(target: "Path") -> int:
    """The permissions of the file that is replaced, or those a new one would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
