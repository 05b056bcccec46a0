"""A run that is cut off at any moment goes on where it was, and ends byte for byte as if nothing had been."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from shinryo_ratio.batch import FileOutput, Progress, Settings, run
from shinryo_ratio.batch import chunks as reading
from shinryo_ratio.batch import output as writing
from shinryo_ratio.batch.chunks import Mark
from support.corporations import ndjson, of_any_chart, table_of
from support.interrupting import started

COUNT = 120


class CutOffError(Exception):
    """The plug is pulled: nothing more is written."""


@pytest.fixture
def many(tmp_path, monkeypatch):
    """An input of many chunks, with bad lines, whose checkpoints are written all the time."""
    monkeypatch.setattr(reading, "BLOCK", 9_000)
    monkeypatch.setattr(writing, "_SECONDS_BETWEEN", 0.0)
    lines = list(ndjson(of_any_chart(number) for number in range(COUNT)))
    lines[7] = lines[50] = b"\n"
    lines[90] = b'{"reference": "X"}\r\n'
    path = tmp_path / "in.ndjson"
    path.write_bytes(b"".join(lines)[:-1])
    return path


def dropped(output: FileOutput) -> None:
    """What the system does with the files of a process that was killed."""
    output._file.close()
    output._lock._file.close()


def whole(path, out, *, resume=False, watch=lambda progress: None):
    settings = Settings(str(path))
    output = FileOutput(out, settings.identity(), resume=resume)
    with path.open("rb") as stream:
        progress = run(settings, stream, output, jobs=1, watch=watch)
    return output, progress


def test_cut_off_at_any_byte(many, tmp_path, monkeypatch):
    """After a kill the file holds some of what was written behind the last checkpoint, up to any byte."""
    whole(many, tmp_path / "straight")
    expected = (tmp_path / "straight").read_bytes()
    assert expected.count(b"\n") == COUNT
    chance = random.Random(1)
    out, part = tmp_path / "out", tmp_path / "out.part"
    for stop in range(1, 40, 3):
        seen = 0

        def pull(progress: Progress, stop: int = stop) -> None:
            nonlocal seen
            seen += 1
            if seen == stop:
                raise CutOffError

        with monkeypatch.context() as killed:
            killed.setattr(FileOutput, "pause", dropped)
            with pytest.raises(CutOffError):
                whole(many, out, watch=pull)
        assert not out.exists()
        kept = part.read_bytes()
        further = expected[len(kept) : len(kept) + chance.randrange(900)]
        part.write_bytes(kept + further)
        output, progress = whole(many, out, resume=True)
        assert output.resumed
        assert out.read_bytes() == expected
        assert progress.mark.documents == COUNT
        assert progress.outcomes["invalid"] == 3
        assert sorted(file.name for file in tmp_path.iterdir()) == ["in.ndjson", "out", "straight"]
        out.unlink()


@pytest.mark.parametrize("damage", ["shorter", "changed", "gone", "note cut", "renamed"])
def test_what_was_left_behind_is_of_no_use(many, tmp_path, damage):
    """Then the run starts anew, which is always right."""
    whole(many, tmp_path / "straight")
    out, part, note = tmp_path / "out", tmp_path / "out.part", tmp_path / "out.part.json"
    with pytest.raises(CutOffError):
        whole(many, out, watch=stop_at(60))
    if damage == "shorter":
        part.write_bytes(part.read_bytes()[:-1])
    elif damage == "changed":
        part.write_bytes(part.read_bytes().replace(b"met", b"not", 1))
    elif damage == "gone":
        part.unlink()
    elif damage == "renamed":  # the last step of a run was done, the tidying up was not
        part.rename(out)
    else:
        note.write_text(note.read_text()[:-9])
    output, _ = whole(many, out, resume=True)
    assert not output.resumed
    assert out.read_bytes() == (tmp_path / "straight").read_bytes()


def stop_at(count):
    def watch(progress: Progress) -> None:
        if progress.mark.documents >= count:
            raise CutOffError

    return watch


def test_without_resume_a_run_starts_anew(many, tmp_path):
    with pytest.raises(CutOffError):
        whole(many, tmp_path / "out", watch=stop_at(60))
    output, progress = whole(many, tmp_path / "out")
    assert not output.resumed
    assert progress.mark.documents == COUNT


@pytest.mark.parametrize(
    "change", [lambda data: data.replace(b"A-000003", b"A-000333"), lambda data: data[:9000]]
)
def test_another_input_is_an_error(many, tmp_path, batch, change):
    with pytest.raises(CutOffError):
        whole(many, tmp_path / "out", watch=stop_at(60))
    many.write_bytes(change(many.read_bytes()))
    from shinryo_ratio import FiguresError

    with pytest.raises(FiguresError) as caught:
        whole(many, tmp_path / "out", resume=True)
    assert [problem.code for problem in caught.value.problems] == ["batch-input-changed"]
    assert not (tmp_path / "out").exists()
    assert (tmp_path / "out.part").exists()


def test_the_command_tells_a_touched_input_and_other_settings(written, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 4_000)
    path, out = written(0, 1, 2, 3), tmp_path / "out"
    cut_off(batch, monkeypatch, path, out)
    changed = batch(path, "-o", out, "--resume", "--lang", "en", "--encoding", "cp932")
    assert changed.returncode == 3
    assert "batch-settings-changed" in changed.stderr.decode()
    assert "(the language, --lang; the encoding, --encoding)" in changed.stderr.decode()
    changed = batch(path, "-o", out, "--resume", "--encoding", "cp932")
    assert "（文字コード --encoding）" in changed.stderr.decode()
    os.utime(path, ns=(1, 1))
    copied = path.read_bytes()
    path.unlink()
    path.write_bytes(copied)
    assert batch(path, "-o", out, "--resume").returncode == 0
    assert out.read_bytes() == batch(path).stdout


def test_lines_that_were_added_are_judged_and_a_table_must_be_the_same(written, batch, tmp_path, monkeypatch):
    """A verdict of a table rests on the whole of it: further on, rows of the same corporation may stand."""
    monkeypatch.setattr(reading, "BLOCK", 4_000)
    path, out = written(0, 1, 2, 3), tmp_path / "out"
    cut_off(batch, monkeypatch, path, out)
    path.write_bytes(path.read_bytes() + b"\n")
    assert batch(path, "-o", out, "--resume").returncode == 3
    assert out.read_bytes() == batch(path).stdout

    table, out = tmp_path / "in.csv", tmp_path / "out2"
    table.write_bytes(table_of([of_any_chart(number) for number in range(150)]))
    cut_off(batch, monkeypatch, table, out)
    table.write_bytes(table.read_bytes().replace(b"A-000149", b"A-000001"))
    told = batch(table, "-o", out, "--resume")
    assert told.returncode == 3
    assert "入力ファイルの内容" in told.stderr.decode()


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_table_from_a_pipe_is_never_gone_on_with(tmp_path):
    """What a pipe brought before is not known any more."""
    out = tmp_path / "out"
    data = table_of([of_any_chart(number) for number in range(3)])
    command = [sys.executable, "-m", "shinryo_ratio", "batch", "-", "--input-format", "csv", "-o", str(out)]
    for _ in range(2):
        subprocess.run(command, input=data, check=True, capture_output=True)
    assert out.read_bytes().count(b"\n") == 3
    output = FileOutput(out, Settings("-", "csv").identity(), resume=False)
    output.write(b"x\n", Mark(1, 2, 3), Counter(met=1))
    output.pause()
    told = subprocess.run([*command, "--resume"], input=data, check=False, capture_output=True)
    assert told.returncode == 3
    assert "入力ファイルの内容" in told.stderr.decode()


def test_the_command_goes_on_and_tells_so(written, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 4_000)
    path, out = written(0, b"", 2, 3), tmp_path / "out"
    straight = batch(path)
    cut_off(batch, monkeypatch, path, out)
    done = batch(path, "-o", out, "--resume")
    assert done.returncode == 3
    told = done.stderr.decode().splitlines()
    assert "続きから行います" in told[0]
    assert told[1] == "4件: 満たす 3・入力の誤り 1"
    assert out.read_bytes() == straight.stdout
    again = batch(path, "-o", out, "--resume")
    assert "最初から行います" in again.stderr.decode()
    assert out.read_bytes() == straight.stdout


def cut_off(batch, monkeypatch, path, out):
    """Ctrl-C after the first chunk."""
    from shinryo_ratio.cli.batch.tally import Tally

    def interrupt(self, progress):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Tally, "show", interrupt)
        done = batch(path, "-o", out)
    assert done.returncode == 130
    (told,) = done.stderr.decode().splitlines()
    assert re.fullmatch(r"中断しました。\d+件目までの結果は残してあります。--resume を付け.*。", told)
    assert not out.exists()
    assert out.with_name(f"{out.name}.part").exists()


def test_a_run_that_wrote_nothing_leaves_nothing(written, batch, tmp_path):
    done = batch(written(b"x,y", name="in.csv"), "-o", tmp_path / "out")
    assert done.returncode == 3
    assert [file.name for file in tmp_path.iterdir()] == ["in.csv"]


def test_a_device_is_written_through(written, batch):
    assert batch(written(0), "-o", "/dev/null").returncode == 0


def test_marks_are_data(tmp_path):
    output = FileOutput(tmp_path / "out", {"a": 1}, resume=False)
    output.write(b"x\n", Mark(1, 2, 3), Counter(met=1))
    output.pause()
    assert json.loads((tmp_path / "out.part.json").read_text()) == {
        "schema": "shinryo-ratio/batch-checkpoint/1",
        "settings": {"a": 1},
        "input": {"documents": 1, "length": 2, "crc": 3},
        "output": {"bytes": 2, "crc": 1189742623},
        "outcomes": {"met": 1},
    }


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_for_real(tmp_path, how, jobs):
    """A process is killed in the middle, at a random moment; of a longer file, where it was over before."""
    chance = random.Random(int(jobs))
    for count in (3_000, 12_000, 48_000):
        path, out = tmp_path / f"{count}.ndjson", tmp_path / f"{count}.out"
        path.write_bytes(b"".join(ndjson(of_any_chart(number % 50) for number in range(count))))
        command = [sys.executable, "-m", "shinryo_ratio", "batch", str(path), "--jobs", jobs, "-o"]
        status = _killed([*command, str(out)], how, out.with_name(f"{out.name}.part"), chance)
        if status != 0:
            break
    assert status == (130 if how == signal.SIGINT else -signal.SIGKILL)
    assert not out.exists()
    subprocess.run([*command, str(tmp_path / "straight")], check=True, capture_output=True)
    subprocess.run([*command, str(out), "--resume"], check=True, capture_output=True)
    assert out.read_bytes() == (tmp_path / "straight").read_bytes()


def _killed(command: list[str], how: signal.Signals, part: Path, chance: random.Random) -> int:
    """The exit status of a command that gets a signal soon after it has written something."""
    process = started(command, stderr=subprocess.PIPE)
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        if part.exists() and part.stat().st_size > 5_000:
            time.sleep(chance.random() * 0.05)
            process.send_signal(how)
            break
        time.sleep(0.005)
    process.communicate(timeout=30)
    return process.returncode
