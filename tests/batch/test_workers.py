"""Several processes: the same bytes in the same order; one that dies is told with the lines it had."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from shinryo_ratio.batch import Progress, Settings, StreamOutput, WorkerDiedError, run
from shinryo_ratio.batch import chunks as reading
from shinryo_ratio.batch.chunks import Document
from shinryo_ratio.batch.judging import Judge
from shinryo_ratio.batch.workers import _work
from support.corporations import ndjson, of_any_chart

forked = pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="patches are known to forked workers only"
)


class Collected:
    """A stream that keeps what is written, and how much at a time."""

    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self):
        pass

    def close(self):
        pass


def judged(path, jobs, watch=lambda progress: None):
    collected = Collected()
    with path.open("rb") as stream:
        run(Settings("in.ndjson"), stream, StreamOutput(collected), jobs=jobs, watch=watch)
    return b"".join(collected.pieces)


@pytest.fixture
def many(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 20_000)
    lines = list(ndjson(of_any_chart(number) for number in range(150)))
    lines[20] = b"\n"
    path = tmp_path / "in.ndjson"
    path.write_bytes(b"".join(lines))
    return path


@pytest.mark.parametrize("jobs", [2, 3, 7])
def test_jobs_change_nothing(many, jobs):
    seen: list[int] = []
    alone = judged(many, 1)
    assert judged(many, jobs, lambda progress: seen.append(progress.mark.documents)) == alone
    assert alone.count(b"\n") == 150
    assert seen == sorted(seen)


def test_more_jobs_than_chunks(written):
    path = written(1)
    assert judged(path, 4) == judged(path, 1)
    assert judged(written(end=b""), 3) == b""


@forked
def test_a_worker_that_dies_is_told_with_its_lines(many, monkeypatch):
    row = Judge.row

    def dying(self, document: Document):
        if document.number == 77:
            os.kill(os.getpid(), signal.SIGKILL)
        return row(self, document)

    monkeypatch.setattr(Judge, "row", dying)
    with pytest.raises(WorkerDiedError) as caught:
        judged(many, 2)
    assert caught.value.first <= 77 <= caught.value.last
    assert caught.value.last - caught.value.first < 20
    assert caught.value.status == -signal.SIGKILL


@forked
def test_the_command_tells_which_lines_a_dead_worker_had(many, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(Judge, "row", lambda self, document: os._exit(9))
    done = batch(many, "-o", tmp_path / "out", "--jobs", "2")
    assert done.returncode == 70
    assert re.search(r"\d行目から.*\d行目までを判定していた", done.stderr.decode())
    assert "--resume" in done.stderr.decode()
    assert "that judged lines" in batch(many, "--jobs", "2", "--lang", "en").stderr.decode()


@forked
def test_a_failure_in_a_worker_is_a_failure_of_the_run(many, monkeypatch):
    def failing(self, document):
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(Judge, "row", failing)
    for jobs in (1, 2):
        with pytest.raises(ZeroDivisionError):
            judged(many, jobs)


@pytest.mark.parametrize("sent", [b"", b"\0\0", b"\0\0\4\0abc"])
def test_a_worker_whose_parent_was_killed_leaves_quietly(sent):
    """Between two chunks, within the length of one, or within one: what was sent of it ends there."""
    ours, theirs = multiprocessing.Pipe()
    started = multiprocessing.get_context("spawn" if os.name == "nt" else "fork")
    worker = started.Process(target=_work, args=(ours, theirs, Settings("in.ndjson")))
    worker.start()
    theirs.close()
    os.write(ours.fileno(), sent)
    ours.close()
    worker.join(20)
    assert worker.exitcode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_command_leaves_no_worker_and_no_word(many, tmp_path):
    """Standard error is read until the last process that holds it has gone."""
    path = tmp_path / "more.ndjson"
    path.write_bytes(many.read_bytes() * 40)
    for delay in (0.02, 0.05, 0.09):
        out = tmp_path / f"out{delay}"
        command = [sys.executable, "-m", "shinryo_ratio", "batch", str(path), "--jobs", "2", "-o", str(out)]
        process = subprocess.Popen(command, stderr=subprocess.PIPE)
        part = out.with_name(out.name + ".part")
        while not (part.exists() and part.stat().st_size):
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(delay)
        process.kill()
        assert process.communicate(timeout=30)[1] == b""


def test_an_interruption_ends_the_workers(many):
    from multiprocessing import active_children

    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judged(many, 2, interrupt)
    assert active_children() == []
