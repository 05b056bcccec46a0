"""Exit statuses, consoles, pipes and interrupts: through real processes where it matters."""

import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shinryo_ratio.cli import console
from shinryo_ratio.cli.running import Exit, language, run, worst
from shinryo_ratio.messages.failures import failure_words
from shinryo_ratio.reports.width import width
from support.interrupting import started

PROGRAM = [sys.executable, "-m", "shinryo_ratio"]


def process(*args, **options):
    environment = {**os.environ, **options.pop("env", {})}
    return subprocess.run(
        [*PROGRAM, *map(str, args)], capture_output=True, check=False, env=environment, **options
    )


def test_a_real_process_prints_the_verdict_and_leaves_with_it(example):
    result = process("check", example("exactly_80.yaml"), env={"PYTHONIOENCODING": "utf-8"})
    assert result.returncode == Exit.NOT_MET
    assert "収入要件を満たしません" in result.stdout.decode()
    assert result.stderr == b""


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "latin-1"])
@pytest.mark.parametrize("name", ["shakai_2025.yaml", "raw_statement.yaml", "broken.yaml"])
def test_no_console_is_too_narrow(example, encoding, name):
    result = process("check", example(name), env={"PYTHONIOENCODING": encoding})
    assert result.returncode in (0, 3, 4)
    assert b"Traceback" not in result.stderr
    assert (result.stdout or result.stderr).decode(encoding)


def test_a_name_outside_cp932_is_printed_with_a_mark(written, figures):
    path = written("a.yaml", figures(name="医療法人 𠮷田〜鷗会"))
    result = process("check", path, env={"PYTHONIOENCODING": "cp932"})
    assert result.returncode == Exit.MET
    printed = result.stdout.decode("cp932")
    assert "社会医療法人 医療法人 〓田～〓会" in printed or "社会医療法人 医療法人 〓田～鷗会" in printed


def test_ascii_consoles_get_question_marks():
    console.prepare()
    assert "満たす 80.1".encode("ascii", "shinryo-ratio") == b"??? 80.1"
    assert "≧〜✓".encode("cp932", "shinryo-ratio").decode("cp932") == "≧～○"


@pytest.mark.parametrize("handler", ["shinryo-ratio", "shinryo-ratio-data"])
def test_only_encoding_errors_are_replaced(handler):
    console.prepare()
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("ascii", handler)


@pytest.mark.parametrize("encoding", ["cp932", "ascii"])
@pytest.mark.parametrize(
    "args",
    [
        ("check", "FILE", "--format", "json"),
        ("check", "FILE", "--summary", "--format", "json"),
        ("compare", "FILE", "--format", "json"),
        ("schema", "codes"),
        ("law", "table", "--part", "limbs", "--format", "json"),
        ("law", "table", "--part", "limbs", "--format", "sql"),
        ("law", "table", "--part", "limbs", "--format", "csv"),
        ("explain", "FILE:7", "--format", "json"),
        ("init", "--format", "yaml"),
    ],
)
def test_what_programs_read_is_the_same_utf_8_in_every_locale(monkeypatch, written, figures, args, encoding):
    path = written("a.yaml", figures(name="医療法人 𠮷田会").replace("name: 診療", "name: 𠮷 診療"))
    piped = []
    for locale in (encoding, "utf-8"):
        pipe = io.TextIOWrapper(io.BytesIO(), encoding=locale)
        monkeypatch.setattr("sys.stdout", pipe)
        assert run([arg.replace("FILE", str(path)) for arg in args]) == Exit.MET
        piped.append(pipe.buffer.getvalue().decode("utf-8"))
    assert piped[0] == piped[1]
    assert "FILE" not in args or "𠮷" in piped[0]


def test_what_is_wrong_is_told_to_programs_in_utf_8(written, figures):
    path = written("a.yaml", figures(more="𠮷: 1\n"))
    result = process("check", path, "--format", "json", env={"PYTHONIOENCODING": "cp932"})
    assert result.returncode == Exit.INVALID
    assert "𠮷" in json.loads(result.stderr.decode("utf-8"))["errors"][0]["message"]


def test_a_result_in_a_cp932_locale_verifies(written, figures, tmp_path):
    path, kept = written("a.yaml", figures(name="医療法人 𠮷田会")), tmp_path / "result.json"
    kept.write_bytes(process("check", path, "--format", "json", env={"PYTHONIOENCODING": "cp932"}).stdout)
    assert process("verify", kept, path).returncode == Exit.MET


@pytest.mark.parametrize("columns", [60, 80, 110])
@pytest.mark.parametrize(
    "args",
    [
        ("check", "shakai_2025.yaml"),
        ("check", "shakai_2025.yaml", "shakai_2024.yaml"),
        ("check", "shakai_2025.yaml", "broken.yaml", "--summary"),
        ("compare", "raw_statement.yaml"),
        ("explain", "助産"),
        ("law", "show", "social"),
        ("import", "--list"),
    ],
)
def test_text_takes_the_width_of_the_screen_alone(monkeypatch, example, tmp_path, args, columns):
    arguments = [str(example(arg)) if arg.endswith(".yaml") else arg for arg in args]
    out, err = Screen(io.BytesIO(), encoding="utf-8"), Screen(io.BytesIO(), encoding="utf-8")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    run(arguments)
    for stream in (out, err):
        lines = stream.buffer.getvalue().decode("utf-8").splitlines()
        # a place such as file:line:column is not parted: it can be clicked
        assert max((width(line) for line in lines if "broken.yaml" not in line), default=0) <= columns
    pipe = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr("sys.stdout", pipe)
    run(arguments)
    monkeypatch.delenv("COLUMNS")
    page = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr("sys.stdout", page)
    run(arguments)
    assert pipe.buffer.getvalue() == page.buffer.getvalue() != b""


class Screen(io.TextIOWrapper):
    """A console of an encoding."""

    def isatty(self):
        return True


@pytest.mark.parametrize(("encoding", "shown"), [("cp932", "\\ud842\\udfb7田会"), ("utf-8", "𠮷田会")])
@pytest.mark.parametrize("format_", ["json", "csv"])
def test_a_console_too_narrow_for_data_shows_escapes(monkeypatch, written, figures, encoding, shown, format_):
    screen = Screen(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr("sys.stdout", screen)
    path = written("a.yaml", figures(name="𠮷田会"))
    assert run(["check", str(path), "--format", format_]) == Exit.MET
    seen = screen.buffer.getvalue().decode(encoding)
    assert shown in seen
    assert not seen.startswith(("\ufeff", "\\ufeff"))
    if format_ == "json":
        assert json.loads(seen)["corporation"]["name"] == "𠮷田会"


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize(
    "args", [("check", "shakai_2025.yaml"), ("law", "list"), ("--help",), ("--version",)]
)
def test_a_closed_pipe_is_quiet_and_no_verdict(example, args):
    arguments = [str(example(arg)) if arg.endswith(".yaml") else arg for arg in args]
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run([*PROGRAM, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert result.returncode == Exit.CLOSED_PIPE
    assert result.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_is_130():
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with started([*PROGRAM, "check", "-"], **pipes) as running:
        time.sleep(1.0)  # it waits for its standard input
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == Exit.INTERRUPTED
    assert out == b""
    assert "中断しました" in err.decode()


def test_an_interrupt_while_judging_is_130(call, example, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("shinryo_ratio.engine.assess", interrupted)
    result = call("check", example("shakai_2025.yaml"))
    assert result.exit_code == Exit.INTERRUPTED


@pytest.fixture
def failing(monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("something broke")

    monkeypatch.setattr("shinryo_ratio.engine.assess", fail)


@pytest.mark.usefixtures("failing")
def test_an_unexpected_failure_is_70_and_one_short_message(call, example):
    result = call("check", example("shakai_2025.yaml"))
    assert result.exit_code == Exit.FAILURE
    assert result.stdout == ""
    assert "予期しない誤り" in result.stderr
    assert "RuntimeError: something broke" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("failing")
def test_its_traceback_is_shown_where_wanted(call, example):
    result = call("check", example("shakai_2025.yaml"), "--lang", "en", env={"SHINRYO_RATIO_DEBUG": "1"})
    assert result.exit_code == Exit.FAILURE
    assert "Traceback" in result.stderr
    assert "Stopped by an unexpected error" in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("chek",), "「check」ではありませんか"),
        (("zzz",), "使えるコマンド: check、compare"),
        (("zzz", "--lang", "en"), "Known: check, compare"),
        (("chek", "--lang=en"), "Did you mean check?"),
        (("check",), "FILE… を指定してください"),
        (("check", "a.yaml", "--formt", "json"), "--format"),
        (("check", "a.yaml", "--zzzz"), "オプション --zzzz はありません。"),
        (("check", "a.yaml", "--format", "pdf"), "text、json、markdown、"),
        (("check", "a.yaml", "--format"), "--format の使い方が違います"),
        (("compare", "a.yaml", "b.yaml"), "余分な引数があります: b.yaml"),
        (("check", "a.yaml", "-o", "."), "--output: . はフォルダーです。"),
        (("check", "a.yaml", "-o", ".", "--lang", "en"), "File '.' is a directory."),
        (("check", "a.yaml", "--format", "pdf", "--lang", "en"), "is not one of"),
        (("law", "lst"), "「list」ではありませんか"),
        (("--zzz",), "オプション --zzz はありません"),
        (("init", "social", "--lang", "xx"), "--lang は ja、en のいずれか"),
    ],
)
def test_usage_errors_are_two_and_say_what_to_do(call, args, words):
    result = call(*args)
    assert result.exit_code == Exit.USAGE
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("args", [(), ("law",)])
def test_no_arguments_show_the_help_page_as_a_usage_error(call, args):
    result = call(*args)
    assert result.exit_code == Exit.USAGE
    assert "使い方: shinryo-ratio" in result.stderr


@pytest.mark.parametrize("verb", ["check", "compare", "init", "explain", "law", "schema"])
def test_every_verb_has_a_help_page(call, verb):
    result = call(verb, "--help")
    assert result.exit_code == Exit.MET
    assert verb in result.stdout
    assert "この説明を表示する" in result.stdout


@pytest.mark.parametrize("columns", ["80", "100", "200"])
@pytest.mark.parametrize(
    ("lang", "examples"),
    [
        ("ja", ["4.金額=2,000,000", "'+name=新規,kind=self_pay,amount=500'", "'自費診療*110%'"]),
        ("en", ["4.amount=2,000,000", "'+name=new,kind=self_pay,amount=500'", "'self_pay*110%'"]),
    ],
)
def test_examples_of_a_help_page_can_be_copied(columns, lang, examples):
    result = process("check", "--help", "--lang", lang, env={"COLUMNS": columns, "PYTHONIOENCODING": "utf-8"})
    lines = [line.strip() for line in result.stdout.decode().splitlines()]
    for example in ["4.kind=social_insurance", *examples]:
        assert example in lines


def test_no_line_of_the_options_is_wider_than_the_terminal():
    page = process("check", "--help", env={"COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}).stdout.decode()
    options = page.split("オプション:", maxsplit=1)[1].splitlines()
    assert max(map(width, options)) <= 80


@pytest.mark.parametrize(("verb", "lead"), [("check", True), ("import", False)])
def test_options_of_a_csv_alone_are_called_so(call, verb, lead):
    lines = call(verb, "--help").stdout.splitlines()
    (line,) = (line for line in lines if line.strip().startswith("--name"))
    assert ("CSV:" in line) is lead
    if not lead:
        assert any("試算表から分からなければ" in line for line in lines)


def test_help_pages_in_english():
    result = process("law", "--help", env={"SHINRYO_RATIO_LANG": "en"})
    assert result.returncode == Exit.MET
    assert b"Usage: shinryo-ratio law" in result.stdout


def test_version(call):
    from shinryo_ratio import __version__

    assert call("--version").stdout == f"shinryo-ratio {__version__}\n"
    assert call("--version", "check").stdout == f"shinryo-ratio {__version__}\n"


def test_the_entry_point_is_the_module():
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"shinryo-ratio": "shinryo_ratio.__main__:main"}


def test_completion_is_left_to_click():
    environment = {
        "_SHINRYO_RATIO_COMPLETE": "bash_complete",
        "COMP_WORDS": "shinryo-ratio ch",
        "COMP_CWORD": "1",
    }
    result = process(env=environment)
    assert b"check" in result.stdout
    assert result.returncode == Exit.MET


@pytest.mark.parametrize(
    ("args", "lang"),
    [
        ([], "ja"),
        (["--lang", "en"], "en"),
        (["--lang=en"], "en"),
        (["--lang"], "ja"),
        (["--lang", "fr"], "ja"),
    ],
)
def test_the_language_is_told_before_parsing(args, lang, monkeypatch):
    monkeypatch.delenv("SHINRYO_RATIO_LANG", raising=False)
    assert language(args) == lang


def test_the_worst_of_nothing_is_met():
    assert worst([]) is Exit.MET


# -- -o -----------------------------------------------------------------------------------------


def test_a_result_is_written_to_a_file_in_utf_8(call, example, tmp_path):
    target = tmp_path / "報告.txt"
    result = call("check", example("exactly_80.yaml"), "-o", target)
    assert result.exit_code == Exit.NOT_MET
    assert result.stdout == ""
    data = target.read_bytes()
    assert "収入要件計算書" in data.decode("utf-8")
    assert b"\r" not in data
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(("suffix", "begins"), [(".json", "{"), (".md", "# "), (".txt", "="), (".out", "=")])
def test_the_format_follows_the_name_of_the_file(call, example, tmp_path, suffix, begins):
    target = tmp_path / f"a{suffix}"
    call("check", example("shakai_2025.yaml"), "-o", target)
    assert target.read_text("utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("args", "name", "known"),
    [
        (("check", "FILE"), "a.xls", ".xlsx"),
        (("check", "FILE"), "a.pdf", ".html"),
        (("check", "FILE"), "a.yaml", ".json"),
        (("compare", "FILE"), "a.xlsx", ".csv"),
        (("init",), "a.XLS", ".xlsx"),
        (("law", "list"), "a.html", ".json"),
    ],
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_name_of_another_form_is_refused(call, example, tmp_path, args, name, known, lang):
    given = [example("shakai_2025.yaml") if arg == "FILE" else arg for arg in args]
    result = call(*given, "-o", tmp_path / name, "--lang", lang)
    assert result.exit_code == Exit.USAGE
    assert known in result.stderr
    assert list(tmp_path.iterdir()) == []
    written = call(*given, "-o", tmp_path / name, "--format", "yaml" if args == ("init",) else "json")
    assert written.exit_code == Exit.MET


def test_an_input_is_never_overwritten(call, written, figures):
    path = written("a.yaml", figures())
    result = call("check", path, "-o", path)
    assert result.exit_code == Exit.USAGE
    assert path.read_text("utf-8") == figures()


def test_an_unwritable_place_is_a_usage_error(call, example, tmp_path):
    result = call("check", example("shakai_2025.yaml"), "-o", tmp_path / "none" / "a.txt")
    assert result.exit_code == Exit.USAGE
    assert "書き込めません（フォルダーかファイルがありません）" in result.stderr
    told = call(
        "check", example("shakai_2025.yaml"), "-o", tmp_path / "none" / "a.txt", "--lang", "en"
    ).stderr
    assert "cannot be written (No such file or directory)" in told


def test_a_failure_without_a_number_is_told_in_its_own_words():
    assert failure_words(OSError("something"), "ja") == "something"
    assert failure_words(OSError(errno.EMFILE, "Too many open files"), "ja") == "Too many open files"


def test_a_failure_while_writing_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    target.write_text("old")

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        console.write_file(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_file_keeps_its_permissions_and_a_new_one_has_the_usual(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("")
    old.chmod(0o640)
    console.write_file(old, "a")
    assert old.stat().st_mode & 0o777 == 0o640
    mask = os.umask(0o027)
    try:
        console.write_file(new, "a\n")
    finally:
        os.umask(mask)
    assert new.stat().st_mode & 0o777 == 0o640
    assert new.read_bytes() == b"a\n"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="devices of POSIX")
def test_a_device_is_written_as_it_is(call, example):
    assert call("check", example("shakai_2025.yaml"), "-o", "/dev/null").exit_code == Exit.MET
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("verb", [("check", "-", "--format", "json"), ("batch", "-")])
def test_what_comes_through_standard_input_is_not_written_over(written, figures, verb):
    path = written("a.yaml", figures())
    before = path.read_bytes()
    with path.open("rb") as stream:
        command = [*PROGRAM, *verb, "-o", str(path)]
        result = subprocess.run(command, stdin=stream, capture_output=True, check=False)
    assert result.returncode == Exit.USAGE
    assert path.read_bytes() == before
