"""How far a run is, on a terminal alone; what came of it, in one line."""

import io
import sys
from collections import Counter

import pytest

from shinryo_ratio.batch import Progress
from shinryo_ratio.batch.chunks import Mark
from shinryo_ratio.cli.batch import tally
from shinryo_ratio.cli.batch.tally import Tally


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def on_terminal(monkeypatch):
    """Standard error as a terminal, from when it is asked for."""

    def _on_terminal():
        monkeypatch.setattr(sys, "stderr", Terminal())
        return sys.stderr

    monkeypatch.setattr(tally, "_SECONDS_BETWEEN", 0.0)
    return _on_terminal


def test_a_terminal_sees_how_far_a_run_is(on_terminal):
    terminal = on_terminal()
    shown = Tally("ja", 4000)
    shown.show(Progress(Mark(1234, 1000)))
    shown.end(Progress(Mark(1300, 4000), Counter(met=1299, invalid=1)))
    assert terminal.getvalue() == "\r1,234件 (25%)\x1b[K\r\x1b[K1,300件: 満たす 1,299・入力の誤り 1\n"


def test_in_english_and_of_a_pipe_whose_length_nobody_knows(on_terminal):
    terminal = on_terminal()
    shown = Tally("en", None)
    shown.show(Progress(Mark(1234, 1000)))
    shown.clear()
    shown.clear()
    assert terminal.getvalue() == "\r1,234 documents\x1b[K\r\x1b[K"


def test_not_too_often(on_terminal, monkeypatch):
    terminal = on_terminal()
    monkeypatch.setattr(tally, "_SECONDS_BETWEEN", 1000.0)
    Tally("ja", 1).show(Progress(Mark(1, 1)))
    assert terminal.getvalue() == ""


def test_no_terminal_sees_nothing(capsys, monkeypatch):
    monkeypatch.setattr(tally, "_SECONDS_BETWEEN", 0.0)
    Tally("ja", 1).show(Progress(Mark(1, 1)))
    assert capsys.readouterr().err == ""


def test_nothing_to_tell(capsys):
    Tally("ja", 0).end(Progress())
    assert capsys.readouterr().err == "0件\n"


@pytest.mark.parametrize("outcome", ["met", "not_met", "undetermined", "not_applicable", "invalid"])
def test_every_outcome_has_a_word(capsys, outcome):
    for lang, mark in (("ja", ": "), ("en", ": ")):
        Tally(lang, 0).end(Progress(Mark(2), Counter({outcome: 2})))  # type: ignore[arg-type]
        text = capsys.readouterr().err
        assert mark in text
        assert text.strip().endswith(" 2")
        text.encode("cp932")
