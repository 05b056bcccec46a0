"""The parts that a run reaches only when something goes wrong around it."""

import io
import json
import sys

import click
import pytest

from shinryo_ratio.cli import console
from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.program import program
from shinryo_ratio.cli.running import Exit, run
from shinryo_ratio.cli.usage import usage_words


class Gone(io.StringIO):
    """A stream whose reader has gone."""

    def write(self, _):
        raise BrokenPipeError


def test_a_reader_that_has_gone_is_no_verdict(monkeypatch, example):
    monkeypatch.setattr(sys, "stdout", Gone())
    assert run(["check", str(example("shakai_2025.yaml"))]) == Exit.CLOSED_PIPE


def test_data_for_a_program_that_gave_a_stream_of_texts(monkeypatch, example):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert run(["check", str(example("shakai_2025.yaml")), "--format", "json"]) == Exit.MET
    assert json.loads(sys.stdout.getvalue())["corporation"]["name"] == "医療法人社団 見本会"


@pytest.mark.parametrize("verb", ["check", "verify"])
def test_data_that_nobody_reads_any_more_is_no_verdict(monkeypatch, example, tmp_path, verb):
    result = tmp_path / "result.json"
    file = str(example("shakai_2025.yaml"))
    assert run(["check", file, "-o", str(result)]) == Exit.MET
    monkeypatch.setattr(sys, "stdout", Gone())
    arguments = [verb, file] if verb == "check" else [verb, str(result), file]
    assert run([*arguments, "--format", "json"]) == Exit.CLOSED_PIPE


def test_what_is_left_in_a_buffer_goes_nowhere(monkeypatch, tmp_path):
    with (tmp_path / "out").open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        console.silence()
        stream.write("nobody reads this")
    assert (tmp_path / "out").read_text() == ""


@pytest.mark.parametrize(("completing", "status"), [(True, 0), (False, Exit.CLOSED_PIPE)])
def test_click_leaving_by_itself(monkeypatch, completing, status):
    def leave(**_):
        raise SystemExit(0 if completing else 1)

    monkeypatch.setattr(program, "main", leave)
    if completing:
        monkeypatch.setenv("_SHINRYO_RATIO_COMPLETE", "bash_complete")
    assert run(["--help"]) == status


def test_click_aborting_is_an_interrupt(monkeypatch, capsys):
    def abort(**_):
        raise click.Abort

    monkeypatch.setattr(program, "main", abort)
    assert run(["check", "--lang", "en"]) == Exit.INTERRUPTED
    assert "Interrupted" in capsys.readouterr().err


def test_the_verbs_in_order():
    context = click.Context(program)
    assert program.list_commands(context)[:2] == ["check", "compare"]
    assert program.get_command(context, "nothing") is None


def test_a_command_may_have_no_help_page():
    command = SpokenCommand("x", add_help_option=False)
    assert command.get_help_option(click.Context(command)) is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (click.BadParameter("why"), "引数: why"),
        (click.BadParameter("why", param=click.Argument(["file"])), "FILE: why"),
        (click.UsageError("why"), "why"),
    ],
)
def test_other_usage_errors(error, words):
    assert usage_words(error, "ja") == words
