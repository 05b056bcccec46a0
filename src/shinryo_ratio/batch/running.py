"""A run: the input is read in chunks, judged and written in order; what was done is not done again."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import BinaryIO, TypeAlias

from shinryo_ratio.batch.chunks import Chunk, Mark, line_chunks
from shinryo_ratio.batch.output import Output, Progress
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.batch.workers import Judged, judged_by_workers, judged_here
from shinryo_ratio.problems import FiguresError, Place, Problem

Watch: TypeAlias = Callable[[Progress], None]


def run(settings: Settings, stream: BinaryIO, output: Output, *, jobs: int, watch: Watch) -> Progress:
    """Judge every document of a stream.

    Args:
        settings: what is asked for.
        stream: the input, from its start.
        output: where the lines go; it knows what an earlier run wrote.
        jobs: worker processes; 1 for none beside this one.
        watch: told after each chunk how far the run is.

    Returns:
        How many documents there were, and their outcomes.

    Raises:
        FiguresError: where the header of a table is wrong, or a resumed input is not the one it was.
        WorkerDiedError: where a worker ends before its work is done.
    """
    try:
        chunks = _not_done(chunks_of(settings, stream), output.progress.mark, settings.file)
        with closing(_judged(chunks, settings, jobs)) as judged:
            for found in judged:
                output.write(found.data, found.end, found.outcomes)
                watch(output.progress)
    except BaseException:
        output.pause()
        raise
    output.finish()
    return output.progress


def chunks_of(settings: Settings, stream: BinaryIO) -> Iterator[Chunk]:
    """The documents of an input, from its start.

    Raises:
        FiguresError: where the header of a table is wrong.
    """
    if settings.format == "ndjson":
        return line_chunks(stream, settings.file)
    from shinryo_ratio.batch.table import table_chunks

    return table_chunks(stream, settings.file, settings.encoding)


def _not_done(chunks: Iterator[Chunk], done: Mark, file: str) -> Iterator[Chunk]:
    """The chunks behind a mark, where the input up to it is what it was."""
    reached = Mark()
    while reached.documents < done.documents:
        reached = next(chunks, Chunk([], Mark(done.documents))).end
    if reached != done:
        raise FiguresError([Problem("batch-input-changed", Place(file=file))])
    yield from chunks


def _judged(chunks: Iterator[Chunk], settings: Settings, jobs: int) -> Generator[Judged]:
    return judged_here(chunks, settings) if jobs == 1 else judged_by_workers(chunks, settings, jobs)
