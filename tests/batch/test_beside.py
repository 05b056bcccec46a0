"""Nothing of somebody else's is written over: no input, no law file, no file that happens to stand beside."""

import json

import pytest

LAW = """\
type = "social"
legal_basis = "x"
"""
OURS = '{"schema": "shinryo-ratio/batch-checkpoint/1"'


def refused(batch, path, *args, **options):
    """A usage error that names a file, which is untouched; nothing else is written."""
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    done = batch(*args, **options)
    assert done.returncode == 2
    assert done.stdout == b""
    assert str(path) in done.stderr.decode()
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before
    return done.stderr.decode()


@pytest.mark.parametrize("end", ["part", "part.json", "part.json.new", "part.lock"])
@pytest.mark.parametrize("options", [[], ["--resume"], ["--lang", "en"]])
def test_an_input_in_the_place_of_a_half_done_output(written, batch, tmp_path, end, options):
    path = written(0, 1, name=f"out.{end}")
    told = refused(batch, path, path, "-o", tmp_path / "out", *options)
    assert ("途中の結果ではありません" in told) or ("is not what an earlier batch left" in told)


def test_an_empty_input_in_that_place(written, batch, tmp_path):
    path = written(end=b"", name="out.part")
    refused(batch, path, path, "-o", tmp_path / "out")


@pytest.mark.parametrize("end", ["part", "part.json", "part.json.new", "part.lock"])
@pytest.mark.parametrize("options", [[], ["--resume"]])
@pytest.mark.parametrize("content", ["mine", "{}", '{"schema": "another/1"}'])
def test_a_file_of_somebody_else_beside_the_output(written, batch, tmp_path, end, options, content):
    path, foreign = written(0), tmp_path / f"keep.{end}"
    foreign.write_text(content)
    refused(batch, foreign, path, "-o", tmp_path / "keep", *options)


def test_a_part_without_its_checkpoint_may_be_somebody_elses(written, batch, tmp_path):
    """A run writes the first checkpoint before the first line."""
    path, part, note = written(0), tmp_path / "out.part", tmp_path / "out.part.json"
    part.write_bytes(b"x\n")
    refused(batch, part, path, "-o", tmp_path / "out")
    note.write_text(OURS)
    assert batch(path, "-o", tmp_path / "out").returncode == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.ndjson", "out"]


@pytest.mark.parametrize(
    "left", [{"part": ""}, {"part": "", "part.json.new": ""}, {"part.json.new": OURS[:20]}]
)
def test_what_a_run_leaves_that_was_killed_at_once_is_in_nobodys_way(written, batch, tmp_path, left):
    path = written(0)
    for end, text in left.items():
        (tmp_path / f"out.{end}").write_text(text)
    for options in ([], ["--resume"]):
        assert batch(path, "-o", tmp_path / "out", *options).returncode == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.ndjson", "out"]


@pytest.mark.parametrize("name", ["own.toml", "out.part"])
def test_a_law_file_is_an_input(written, batch, tmp_path, name):
    path, law = written(0), tmp_path / name
    law.write_text(LAW)
    out = law if name == "own.toml" else tmp_path / "out"
    refused(batch, law, path, "--law", law, "-o", out)


@pytest.mark.parametrize("verb", ["check", "compare", "verify"])
def test_a_law_file_is_an_input_of_every_command(written, batch, tmp_path, verb):
    path, law = written(0, name="a.json"), tmp_path / "own.toml"
    law.write_text(LAW)
    files = (path, path) if verb == "verify" else (path,)
    options = ("--format", "json") if verb == "verify" else ("--format", "text")
    told = refused(batch, law, *files, "--law", law, "-o", law, *options, verb=verb)
    assert "は入力ファイルです" in told


@pytest.mark.parametrize("option", ["--mapping", "--like"])
def test_what_an_import_reads_is_an_input(batch, tmp_path, option):
    table, other = tmp_path / "tb.csv", tmp_path / "other.yaml"
    table.write_text("x")
    other.write_text("x")
    refused(batch, other, table, option, other, "-o", other, verb="import")


@pytest.mark.parametrize(
    "damage",
    [
        {"output": 5}, {"output": {"bytes": 0}}, {"output": {"bytes": "0", "crc": 0}}, {"output": None},
        {"output": {"bytes": -1, "crc": 0}}, {"output": {"bytes": True, "crc": 0}}, {"settings": None},
        {"settings": 5}, {"input": 5}, {"input": {"documents": "x", "length": 0, "crc": 0}},
        {"input": {"documents": 0, "length": 0}}, {"input": [0, 0, 0]}, {"outcomes": 5}, {"outcomes": None},
        {"outcomes": {"met": "x"}}, {"outcomes": ["met"]},
        {"input": {"documents": 1.5, "length": 0, "crc": 0}},
    ],
)  # fmt: skip
@pytest.mark.parametrize("absent", [False, True])
def test_from_a_damaged_checkpoint_a_run_starts_anew(written, batch, tmp_path, damage, absent):
    path, part, note = written(0, 1), tmp_path / "out.part", tmp_path / "out.part.json"
    expected = batch(path).stdout
    part.write_bytes(b"")
    whole = {
        "schema": "shinryo-ratio/batch-checkpoint/1",
        "settings": {}, "input": {"documents": 0, "length": 0, "crc": 0},
        "output": {"bytes": 0, "crc": 0}, "outcomes": {},
    }  # fmt: skip
    for key, value in damage.items():
        whole[key] = value
        if absent:
            del whole[key]
    note.write_text(json.dumps(whole))
    done = batch(path, "-o", tmp_path / "out", "--resume")
    assert done.returncode == 0
    assert "最初から行います" in done.stderr.decode()
    assert (tmp_path / "out").read_bytes() == expected
