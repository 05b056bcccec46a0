"""Of two runs with the same output the second is refused, and the first does not notice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from shinryo_ratio.batch import FileOutput, OutputBusyError
from shinryo_ratio.batch.chunks import Mark
from shinryo_ratio.batch.lock import Lock
from support.corporations import ndjson, of_any_chart
from support.real_parts import module

MET = Counter(met=1)


@pytest.fixture
def running(tmp_path):
    """A run that has written a line."""
    output = FileOutput(tmp_path / "out", {}, resume=False)
    output.write(b"first\n", Mark(1, 2, 3), MET)
    return output


@pytest.mark.parametrize("resume", [False, True])
def test_the_second_run_is_refused_and_the_first_is_untouched(tmp_path, running, resume):
    for _ in range(2):
        with pytest.raises(OutputBusyError):
            FileOutput(tmp_path / "out", {}, resume=resume)
    running.write(b"second\n", Mark(2, 4, 6), MET)
    running.finish()
    assert (tmp_path / "out").read_bytes() == b"first\nsecond\n"
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("options", [[], ["--resume"], ["--engine", "duckdb"]])
@pytest.mark.parametrize(
    ("lang", "said"), [("ja", "別の batch が書いています"), ("en", "is being written by another batch")]
)
def test_the_command_says_so(tmp_path, running, written, batch, options, lang, said):
    path = written(0)
    if "duckdb" in options:
        module("duckdb")
        path = written(b"reference,name,amount,kind", name="in.csv")
    done = batch(path, "-o", tmp_path / "out", "--lang", lang, *options)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    running.finish()
    assert (tmp_path / "out").read_bytes() == b"first\n"


def test_another_output_is_not_in_the_way(tmp_path, running):
    FileOutput(tmp_path / "out2", {}, resume=False).finish()
    running.pause()
    FileOutput(tmp_path / "out", {}, resume=True).finish()


def test_the_file_that_a_killed_run_leaves_behind_blocks_nothing(tmp_path):
    (tmp_path / "out.part.lock").touch()
    FileOutput(tmp_path / "out", {}, resume=True).finish()
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_lock_that_was_removed_meanwhile_is_taken_anew(tmp_path, monkeypatch):
    """The run before removes its file between our opening it and our locking it."""
    from shinryo_ratio.batch import lock as module_

    path, seen = tmp_path / "lock", []
    lock_file = module_._lock

    def late(file):
        seen.append(file)
        if len(seen) == 1:
            path.unlink()
        lock_file(file)

    monkeypatch.setattr(module_, "_lock", late)
    lock = Lock(path)
    assert len(seen) == 2
    with pytest.raises(OutputBusyError):
        Lock(path)
    lock.release()
    assert not path.exists()


@pytest.mark.parametrize("how", ["replaced", "gone", "longer"])
def test_what_is_put_in_place_is_what_this_run_wrote(tmp_path, running, how):
    """Where a file system knows no locks, or somebody else's hand was in it."""
    part = tmp_path / "out.part"
    if how == "longer":
        with part.open("ab") as file:
            file.write(b"another run's\n")
    else:
        part.unlink()
    if how == "replaced":
        part.write_bytes(b"first\n")
    with pytest.raises(OutputBusyError):
        running.finish()
    assert not (tmp_path / "out").exists()


def test_the_command_says_at_the_end_that_another_run_wrote_too(tmp_path, written, batch, monkeypatch):
    monkeypatch.setattr(FileOutput, "_is_ours", lambda self: False)
    done = batch(written(0), "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "別の batch" in done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_real_runs(tmp_path, jobs):
    """The second is refused while the first runs; once that is killed, at once nothing is in the way."""
    path, out = tmp_path / "in.ndjson", tmp_path / "out"
    path.write_bytes(b"".join(ndjson(of_any_chart(number % 50) for number in range(6_000))))
    command = [sys.executable, "-m", "shinryo_ratio", "batch", str(path), "--jobs", jobs, "-o", str(out)]
    first = subprocess.Popen(command, stderr=subprocess.PIPE)
    part = tmp_path / "out.part"
    while not (part.exists() and part.stat().st_size > 5_000):
        assert first.poll() is None
        time.sleep(0.01)
    os.kill(first.pid, signal.SIGSTOP)
    second = subprocess.run([*command, "--resume"], capture_output=True, check=False)
    assert second.returncode == 2
    assert "別の batch" in second.stderr.decode()
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=30)
    assert (tmp_path / "out.part.lock").exists()
    subprocess.run([*command, "--resume"], check=True, capture_output=True)
    assert out.read_bytes().count(b"\n") == 6_000
