"""One run at a time writes an output: a lock that ends with its process, however that ends.

The file of the lock means nothing by itself: one that was left behind is taken over by the next run.
"""

import contextlib
import errno
import os
from pathlib import Path
from typing import BinaryIO, Final

_HELD: Final[set[int]] = set()
"""Descriptors of the locks of this process. A forked worker closes its copies: one that outlives its parent
for a moment must not keep the lock."""

_WITHOUT_LOCKS: Final = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
"""What file systems say that know no locks; there, the file is still looked at before it is put in place."""


class OutputBusyError(Exception):
    """Another run writes this output."""


class Lock:
    """The right to write an output.

    Raises:
        OutputBusyError: where another run has it.
        OSError: where the file of the lock cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = _taken(path)
        _HELD.add(self._file.fileno())

    def release(self) -> None:
        """Let the next run have it."""
        _HELD.discard(self._file.fileno())
        if os.name == "nt":  # an open file cannot be removed there, and one in use is left alone
            self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._file.close()


def _taken(path: Path) -> BinaryIO:
    """The file of the lock, locked: the one that stands there, not one that was removed meanwhile."""
    while True:
        file = path.open("ab")
        try:
            _lock(file)
            if os.path.samestat(os.fstat(file.fileno()), os.stat(path)):
                return file
        except FileNotFoundError:
            pass
        except BaseException:
            file.close()
            raise
        file.close()


if os.name == "nt":  # pragma: no cover - the tests run on POSIX

    def _lock(file: BinaryIO) -> None:
        import msvcrt

        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            raise OutputBusyError from None

else:

    def _lock(file: BinaryIO) -> None:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputBusyError from None
        except OSError as error:
            if error.errno not in _WITHOUT_LOCKS:
                raise

    def _close_copies() -> None:
        for descriptor in _HELD:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        _HELD.clear()

    os.register_at_fork(after_in_child=_close_copies)
