"""Judging chunks: in this process, or by worker processes with the order kept."""

import contextlib
from collections import Counter
from collections.abc import Generator, Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from shinryo_ratio.batch.chunks import Chunk, Mark
from shinryo_ratio.batch.judging import Judge
from shinryo_ratio.batch.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_AHEAD: Final = 4
"""Chunks for each worker that may be judged before their turn to be written: it bounds the memory."""


class Judged(NamedTuple):
    """The lines of a chunk.

    Attributes:
        outcomes: how many documents had each outcome.
        end: the mark behind the chunk.
    """

    data: bytes
    outcomes: Counter[str]
    end: Mark


class WorkerDiedError(Exception):
    """A worker process ended while it judged.

    Attributes:
        first, last: the lines (first rows, in a table) of the documents it had.
        status: its exit status, negative for a signal.
    """

    def __init__(self, first: int, last: int, status: int | None) -> None:
        super().__init__(f"lines {first} to {last}, exit status {status}")
        self.first, self.last, self.status = first, last, status


def judged_here(chunks: Iterable[Chunk], settings: Settings) -> Generator[Judged]:
    """The lines of each chunk, judged in this process."""
    judge = Judge(settings)
    for chunk in chunks:
        yield judged(judge, chunk)


def judged(judge: Judge, chunk: Chunk) -> Judged:
    """The lines of a chunk."""
    rows = [judge.row(document) for document in chunk.documents]
    return Judged(b"".join([row.line for row in rows]), Counter([row.outcome for row in rows]), chunk.end)


def judged_by_workers(chunks: Iterable[Chunk], settings: Settings, jobs: int) -> Generator[Judged]:
    """The lines of each chunk in order, judged by worker processes.

    Raises:
        WorkerDiedError: where a worker ends before its work is done.
    """
    workers = [_Worker(settings) for _ in range(jobs)]
    try:
        yield from _in_order(chunks, workers)
    finally:
        for worker in workers:
            worker.stop()


def _in_order(chunks: Iterable[Chunk], workers: "list[_Worker]") -> Generator[Judged]:
    from multiprocessing.connection import wait

    numbered = enumerate(chunks)
    done: dict[int, Judged] = {}
    turn = 0
    exhausted = False
    while True:
        for worker in workers:
            if worker.chunk is None and not exhausted and len(done) < _AHEAD * len(workers):
                number, chunk = next(numbered, (-1, None))
                exhausted = chunk is None
                if chunk is not None:
                    worker.give(number, chunk)
        busy = {worker.connection: worker for worker in workers if worker.chunk is not None}
        if not busy:
            return
        for connection in wait(list(busy)):
            worker = busy[connection]  # type: ignore[index]
            done[worker.number] = worker.take()
        while turn in done:
            yield done.pop(turn)
            turn += 1


class _Worker:
    """A process that judges one chunk at a time."""

    def __init__(self, settings: Settings) -> None:
        import multiprocessing

        self.chunk: Chunk | None = None
        self.number = -1
        self.connection: Connection[Any, Any]
        self.connection, theirs = multiprocessing.Pipe()
        self._process: BaseProcess = multiprocessing.Process(
            target=_work, args=(self.connection, theirs, settings), daemon=True
        )
        self._process.start()
        theirs.close()

    def give(self, number: int, chunk: Chunk) -> None:
        """Let it judge a chunk."""
        self.number, self.chunk = number, chunk
        try:
            self.connection.send(chunk)
        except OSError:
            raise self._died() from None

    def take(self) -> Judged:
        """The lines of the chunk it has judged."""
        try:
            answer: Judged | Exception = self.connection.recv()
        except (EOFError, OSError):
            raise self._died() from None
        self.chunk = None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def stop(self) -> None:
        """End the process; a chunk it still has is dropped."""
        if self.chunk is None:
            with contextlib.suppress(OSError):  # it may have gone by itself
                self.connection.send(None)
        else:
            self._process.terminate()
        self._process.join()
        self.connection.close()

    def _died(self) -> WorkerDiedError:
        assert self.chunk is not None
        self._process.join(1)
        documents = self.chunk.documents
        return WorkerDiedError(documents[0].number, documents[-1].number, self._process.exitcode)


def _work(parents: "Connection[Any, Any]", connection: "Connection[Any, Any]", settings: Settings) -> None:
    """The life of a worker: until it is told that there is no more, or its parent has gone.

    A Ctrl-C is the parent's to answer.
    """
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parents.close()  # a forked copy would hide that the parent has gone
    judge = Judge(settings)
    while True:
        try:
            chunk = connection.recv()
        except (EOFError, OSError):  # an OSError, where the parent was killed while it sent
            return
        if chunk is None:
            return
        try:
            answer: Judged | Exception = judged(judge, chunk)
        except Exception as error:
            answer = error
        try:
            connection.send(answer)
        except OSError:
            return
