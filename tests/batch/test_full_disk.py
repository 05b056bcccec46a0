"""A disk that is full: told with how far it got and how to go on, and what is whole is kept."""

import errno
import os
import subprocess
import sys
from collections import Counter

import pytest

from shinryo_ratio.batch import FileOutput, NotWrittenError, StreamOutput
from shinryo_ratio.batch import output as writing
from shinryo_ratio.batch.chunks import Mark
from support.corporations import ndjson, of_any_chart

MET = Counter(met=1)
FULL = OSError(errno.ENOSPC, "No space left on device")


class Disk:
    """A file on a disk that has room for so many bytes."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def write(self, data):
        taken = min(len(data), max(0, self.room - self.file.tell()))
        if not taken:
            raise FULL
        return self.file.write(data[:taken])

    def __getattr__(self, name):
        return getattr(self.file, name)


@pytest.fixture
def on_a_small_disk(tmp_path, monkeypatch):
    """An output whose notes are written all the time; `notes` says how many more there is room for."""
    monkeypatch.setattr(writing, "_SECONDS_BETWEEN", 0.0)

    def _on(room, notes=1_000):
        output = FileOutput(tmp_path / "out", {}, resume=False)
        output._file = Disk(output._file, room)
        write = type(output._note).write_text

        def noted(path, *args, **options):
            nonlocal notes
            notes -= 1
            if notes < 0:
                path.touch()
                raise FULL
            return write(path, *args, **options)

        monkeypatch.setattr(type(output._note), "write_text", noted)
        return output

    return _on


def resumed(tmp_path, monkeypatch):
    monkeypatch.undo()
    output = FileOutput(tmp_path / "out", {}, resume=True)
    found = output.progress.mark.documents, (tmp_path / "out.part").read_bytes()
    output.pause()
    assert (tmp_path / "out.part").read_bytes() == found[1]
    assert output.resumed
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out.part", "out.part.json"]
    return found


def test_half_a_chunk_is_dropped_and_the_rest_is_kept(tmp_path, on_a_small_disk, monkeypatch):
    output = on_a_small_disk(room=9)
    output.write(b"abc\n", Mark(1, 1, 1), MET)
    output.write(b"def\n", Mark(2, 2, 2), MET)
    with pytest.raises(NotWrittenError) as caught:
        output.write(b"ghi\n", Mark(3, 3, 3), MET)
    assert caught.value.detail == "No space left on device"
    output.pause()
    assert output.kept == 2
    assert resumed(tmp_path, monkeypatch) == (2, b"abc\ndef\n")


def test_without_room_for_a_note_the_one_before_stands(tmp_path, on_a_small_disk, monkeypatch):
    output = on_a_small_disk(room=100, notes=1)
    output.write(b"abc\n", Mark(1, 1, 1), MET)
    with pytest.raises(NotWrittenError):
        output.write(b"def\n", Mark(2, 2, 2), MET)
    output.pause()
    assert output.kept == 1
    assert resumed(tmp_path, monkeypatch) == (1, b"abc\n")


def test_what_a_note_speaks_of_is_never_given_up(tmp_path, on_a_small_disk, monkeypatch):
    output = on_a_small_disk(room=8, notes=2)
    output.write(b"abc\n", Mark(1, 1, 1), MET)
    output.write(b"def\n", Mark(2, 2, 2), MET)
    with pytest.raises(NotWrittenError):
        output.write(b"ghi\n", Mark(3, 3, 3), MET)
    output.pause()
    assert output.kept == 2
    assert resumed(tmp_path, monkeypatch) == (2, b"abc\ndef\n")


def test_the_last_chunk_makes_room_for_a_note(tmp_path, on_a_small_disk, monkeypatch):
    """No note was written since the start; without the last chunk there is room for one."""
    output = on_a_small_disk(room=8)
    monkeypatch.setattr(writing, "_SECONDS_BETWEEN", 1_000.0)
    output.write(b"abc\n", Mark(1, 1, 1), MET)
    output.write(b"def\n", Mark(2, 2, 2), MET)
    write, lengths = FileOutput._checkpoint, []

    def checkpoint(self):
        lengths.append(self._file.seek(0, 2))
        if lengths[-1] > 4:
            raise FULL
        write(self)

    monkeypatch.setattr(FileOutput, "_checkpoint", checkpoint)
    with pytest.raises(NotWrittenError):
        output.write(b"ghi\n", Mark(3, 3, 3), MET)
    output.pause()
    assert lengths == [8, 4]
    assert resumed(tmp_path, monkeypatch) == (1, b"abc\n")


def test_a_stream_that_takes_nothing_more():
    class Full:
        def write(self, data):
            raise FULL

        def close(self):
            raise FULL

    output = StreamOutput(Full())  # type: ignore[arg-type]
    with pytest.raises(NotWrittenError):
        output.write(b"a", Mark(1), MET)
    output.pause()
    with pytest.raises(NotWrittenError):
        output.finish()
    assert output.kept == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the device that is always full")
@pytest.mark.parametrize("options", [["-o", "/dev/full"], []])
@pytest.mark.parametrize(("lang", "said"), [("ja", "に書き込めません"), ("en", "cannot be written")])
def test_the_command_on_a_device_that_is_full(written, options, lang, said):
    path = written(0)
    command = [sys.executable, "-m", "shinryo_ratio", "batch", str(path), "--lang", lang, *options]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    told = done.stderr.decode()
    assert done.returncode == 2
    assert said in told
    assert "Traceback" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_says_how_far_it_got_and_goes_on(tmp_path, jobs):
    """A limit on the size of files stands for a disk that is full."""
    import resource

    path, out = tmp_path / "in.ndjson", tmp_path / "out"
    path.write_bytes(b"".join(ndjson(of_any_chart(number % 50) for number in range(600))))
    command = [sys.executable, "-m", "shinryo_ratio", "batch", str(path), "--jobs", jobs, "-o"]
    subprocess.run([*command, str(tmp_path / "straight")], check=True, capture_output=True)
    size = (tmp_path / "straight").stat().st_size
    done = subprocess.run(
        [*command, str(out)], capture_output=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size * 2 // 3,) * 2),
    )  # fmt: skip
    told = done.stderr.decode()
    assert done.returncode == 2
    assert "に書き込めません" in told
    assert "--resume" in told
    kept = (tmp_path / "out.part").read_bytes().count(b"\n")
    assert kept > 100
    assert (tmp_path / "out.part").stat().st_size <= size * 2 // 3
    assert f"{kept:,}件目までの結果は残してあります" in told
    on = subprocess.run([*command, str(out), "--resume"], capture_output=True, check=True)
    assert f"{kept:,}件目の続きから" in on.stderr.decode()
    assert out.read_bytes() == (tmp_path / "straight").read_bytes()
