"""The output of a run: written beside its place with checkpoints, and moved there when it is whole.

What is cut off in the middle stands in `OUT.part`, and `OUT.part.json` says up to where it is surely right;
the part behind that is written anew. So no half line is ever taken for a whole one, and none is lost or
repeated. Of two runs with the same output the second is refused.
"""

import contextlib
import os
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from shinryo_ratio.batch.beside import Beside, Checkpoint
from shinryo_ratio.batch.chunks import START, Mark
from shinryo_ratio.batch.lock import Lock, OutputBusyError
from shinryo_ratio.problems import FiguresError, Place, Problem

_SECONDS_BETWEEN: Final = 1.0
"""How much work is done again at most after a power failure or a kill."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        mark: behind the documents whose lines are written.
        outcomes: how many documents had each outcome.
    """

    mark: Mark = START
    outcomes: Counter[str] = field(default_factory=Counter)

    def after(self, end: Mark, outcomes: Counter[str]) -> "Progress":
        """The progress behind some more documents."""
        return Progress(end, self.outcomes + outcomes)


class NotWrittenError(Exception):
    """The output cannot be written: the disk is full, a quota is used up, the device has gone.

    Attributes:
        detail: what the system says.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.detail = error.strerror or str(error)


class Output(Protocol):
    """Where the lines go.

    Attributes:
        kept: how many documents need not be judged again, once the run was cut off.
    """

    progress: Progress
    kept: int

    def write(self, data: bytes, end: Mark, outcomes: Counter[str]) -> None:
        """Write the lines of a chunk.

        Raises:
            NotWrittenError: where that cannot be done.
        """

    def pause(self) -> None:
        """The run is cut off: leave what can be resumed."""

    def finish(self) -> None:
        """The run is done.

        Raises:
            NotWrittenError: where its end cannot be written.
        """


class StreamOutput:
    """A stream or a device, which has no half files and nothing to resume; it is closed at the end."""

    def __init__(self, stream: BinaryIO) -> None:
        self.progress = Progress()
        self.kept = 0
        self._stream = stream

    def write(self, data: bytes, end: Mark, outcomes: Counter[str]) -> None:
        """Write the lines of a chunk.

        Raises:
            NotWrittenError: where that cannot be done.
        """
        try:
            self._stream.write(data)
            self._stream.flush()
        except OSError as error:
            raise NotWrittenError(error) from None
        self.progress = self.progress.after(end, outcomes)

    def pause(self) -> None:
        """Nothing can be resumed."""
        with contextlib.suppress(OSError):  # what could not be written is not written now either
            self._stream.close()

    def finish(self) -> None:
        """Every line was written.

        Raises:
            NotWrittenError: where the last of them were not.
        """
        try:
            self._stream.close()
        except OSError as error:
            raise NotWrittenError(error) from None


@dataclass(frozen=True, slots=True)
class _Written:
    """How much stands in the file: its bytes, their CRC-32, and the progress it is."""

    length: int = 0
    crc: int = 0
    progress: Progress = field(default_factory=Progress)

    def after(self, data: bytes, progress: Progress) -> "_Written":
        """The same behind some more bytes."""
        return _Written(self.length + len(data), zlib.crc32(data, self.crc), progress)


class FileOutput:
    """A file that is in its place only when it is whole.

    Attributes:
        resumed: whether lines of an earlier run are kept.
        kept: how many documents the last checkpoint on the disk speaks of.

    Raises:
        FiguresError: where an earlier run cannot be resumed, because it was asked for something else.
        OutputBusyError: where another run writes it at this moment.
        ForeignFileError: where a file of somebody else's stands beside it, in the place of one of ours.
        OSError: where the file cannot be written.
    """

    def __init__(self, path: Path, identity: dict[str, Any], *, resume: bool) -> None:
        target = path.resolve()  # a link keeps pointing to the file that is replaced
        self.progress = Progress()
        self.resumed = False
        self.kept = 0
        self._target = target
        self._beside = Beside.of(target)
        self._part, self._note = self._beside.part, self._beside.note
        self._identity = identity
        self._file: FileIO
        self._written = self._before = self._noted = _Written()
        self._noted_at = 0.0
        self._beside.refuse_foreign_lock()
        self._lock = Lock(self._beside.lock)
        try:
            self._beside.refuse_foreign()
            self._begin(self._left_behind() if resume else None)
        except BaseException:
            self._lock.release()
            raise

    def _begin(self, found: Checkpoint | None) -> None:
        if found is None:
            # a checkpoint that stands there speaks of other bytes, and is written over at once
            self._file = self._part.open("wb", buffering=0)
            self._checkpoint()
        else:
            self._file = self._part.open("r+b", buffering=0)
            self._go_on(found)

    def write(self, data: bytes, end: Mark, outcomes: Counter[str]) -> None:
        """Write the lines of a chunk, and now and then a checkpoint.

        Raises:
            NotWrittenError: where that cannot be done.
        """
        try:
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
            written = self._written
            self._before, self._written = written, written.after(data, self.progress.after(end, outcomes))
            self.progress = self._written.progress
            if time.monotonic() - self._noted_at >= _SECONDS_BETWEEN:
                self._checkpoint()
        except OSError as error:
            raise NotWrittenError(error) from None

    def pause(self) -> None:
        """Leave a checkpoint at the last line written; nothing where there is none.

        Where the disk has no room even for that, the last chunk is given up; and at worst, the checkpoint
        before stands.
        """
        try:
            for written in (self._written, self._before):
                if written.length > self._noted.length:
                    self._go_back(written)
                    with contextlib.suppress(OSError):
                        self._checkpoint()
            self._go_back(self._noted)
            self._file.close()
            if not self.kept:
                self._part.unlink()
                self._note.unlink(missing_ok=True)
        finally:
            self._lock.release()

    def _go_back(self, written: "_Written") -> None:
        """Drop what stands behind; it frees the room it takes."""
        self._written, self.progress = written, written.progress
        with contextlib.suppress(OSError):
            self._file.truncate(written.length)
            self._file.seek(written.length)

    def finish(self) -> None:
        """Move the file to its place.

        Raises:
            OutputBusyError: where what stands beside the place is not what this run wrote.
            NotWrittenError: where its end or its name cannot be written.
        """
        try:
            self._checkpoint()
            ours = self._is_ours()
            self._file.close()
            if not ours:
                raise OutputBusyError
            os.replace(self._part, self._target)
            self._note.unlink(missing_ok=True)
        except OSError as error:
            raise NotWrittenError(error) from None
        finally:
            self._file.close()
            self._lock.release()

    def _is_ours(self) -> bool:
        """Whether the file beside its place is the one written here; not every file system knows locks."""
        written = os.fstat(self._file.fileno())
        try:
            return os.path.samestat(written, os.stat(self._part)) and written.st_size == self._written.length
        except FileNotFoundError:
            return False

    def _checkpoint(self) -> None:
        """Say how far the file is right, after making sure that it is on the disk."""
        os.fsync(self._file.fileno())
        written, progress = self._written, self.progress
        note = Checkpoint(self._identity, progress.mark, written.length, written.crc, progress.outcomes)
        beside = self._beside.new_note
        try:
            beside.write_text(note.as_json(), encoding="utf-8")
            os.replace(beside, self._note)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        self.kept = self.progress.mark.documents
        self._noted, self._noted_at = self._written, time.monotonic()

    def _left_behind(self) -> Checkpoint | None:
        """The last checkpoint of an earlier run; None where there is nothing to go on from."""
        note = Checkpoint.read(self._note)
        if note is None:
            return None
        if note.settings != self._identity:
            told = {**note.settings, **self._identity}
            changed = [name for name in told if note.settings.get(name) != self._identity.get(name)]
            place = Place(file=str(self._target))
            raise FiguresError([Problem("batch-settings-changed", place, {"settings": " ".join(changed)})])
        return note if self._is_whole(note) else None

    def _is_whole(self, note: Checkpoint) -> bool:
        """Whether the file holds the bytes that a checkpoint speaks of."""
        left, crc = note.length, 0
        try:
            with self._part.open("rb") as file:
                while left and (data := file.read(min(left, 1 << 20))):
                    left, crc = left - len(data), zlib.crc32(data, crc)
        except OSError:
            return False
        return not left and crc == note.crc

    def _go_on(self, note: Checkpoint) -> None:
        """Go on behind the last checkpoint: what stands further on may be half a line."""
        self.progress = Progress(note.mark, note.outcomes)
        self._written = self._before = self._noted = _Written(note.length, note.crc, self.progress)
        self._file.truncate(self._written.length)
        self._file.seek(self._written.length)
        self.resumed = True
        self.kept = self.progress.mark.documents
        self._noted_at = time.monotonic()
