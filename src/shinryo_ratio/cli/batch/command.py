"""`batch IN.ndjson -o OUT.ndjson`: many corporations, one line out for each."""

import os
import sys
import zlib
from io import BytesIO
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

import click

from shinryo_ratio.cli import console
from shinryo_ratio.cli.batch import words
from shinryo_ratio.cli.batch.tally import Tally
from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.opening import opened
from shinryo_ratio.cli.options import HELP, law_option
from shinryo_ratio.cli.outlet import Outlet, is_one_of
from shinryo_ratio.cli.running import Exit
from shinryo_ratio.cli.sources import law_of, needs_sql
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError

if TYPE_CHECKING:
    from shinryo_ratio.batch import Output, Settings


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    short_help=say("多数の法人を一括して判定する", "judge many corporations"),
    help=say(
        "IN の一行一法人の数値（NDJSON、- は標準入力）を判定し、同じ順に一行ずつ結果（NDJSON）を書く。\n\n"
        "IN が .csv・.tsv（または --input-format csv）なら一行一科目の表（同じ法人の行は続けて書く）を読む。"
        "誤りのある行は、その場所に誤りを書いて続ける。\n\n"
        "-o のファイルは全部そろってから置き換わる。途中の結果は FILE.part などに置き、止まったら --resume を"
        "付けて続ける（付けなければ捨てて最初から行う）。\n\n"
        "終了コード: 0 全行を判定した・2 使い方の誤り・3 誤りのある行がある",
        "Judge the figures in IN, one document a line (NDJSON; - is standard input), and write one line of"
        " NDJSON for each, in the same order.\n\n"
        "A .csv or .tsv (or --input-format csv) is read as a table with one row a revenue line (the rows of"
        " a corporation stand together). A bad line is told in its place and stops nothing.\n\n"
        "The file of -o is put in place when it is whole; until then it stands in FILE.part. What was"
        " interrupted goes on with --resume, and is dropped without.\n\n"
        "Exit status: 0 every line judged, 2 usage, 3 some line is invalid",
    ),
)
@click.argument("source", metavar="IN")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="FILE",
    help=say("結果を書くファイル（省略時は標準出力）", "write the result here (else standard output)"),
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, metavar="N",
    help=say("並行して判定する数", "how many processes judge at a time"),
)  # fmt: skip
@click.option(
    "--input-format", type=click.Choice(["ndjson", "csv"]), default=None,
    help=say("入力の形式（省略時は拡張子から）", "what the input is (by its suffix if absent)"),
)  # fmt: skip
@click.option("--resume", is_flag=True, help=say("中断した続きから行う", "go on where a run was cut off"))
@click.option(
    "--engine", type=click.Choice(["python", "duckdb"]), default="python",
    help=say("判定に使うもの（duckdb は大量の表を SQL で）", "what decides (duckdb: large tables, in SQL)"),
)  # fmt: skip
@click.option(
    "--print-sql", is_flag=True,
    help=say("--engine duckdb が実行する SQL を出す", "print the SQL that --engine duckdb runs"),
)  # fmt: skip
@law_option
@click.option(
    "--lang", type=click.Choice(["ja", "en"]), default="ja", envvar="SHINRYO_RATIO_LANG",
    help=say("誤りの説明の言語", "language of the messages"),
)  # fmt: skip
@click.option(
    "--encoding", metavar="NAME", help=say("入力の文字コード（省略時は判別）", "encoding of the input")
)
def batch(
    source: str,
    output: Path | None,
    jobs: int,
    input_format: Literal["ndjson", "csv"] | None,
    resume: bool,
    engine: str,
    print_sql: bool,
    law_files: tuple[Path, ...],
    lang: Language,
    encoding: str | None,
) -> int:
    """Judge many corporations; the exit status."""
    file = None if output is None or str(output) == "-" else output
    outlet = _outlet(file, lang, (source, *law_files))
    if engine == "duckdb":
        others = {"jobs": jobs, "resume": resume, "encoding": encoding, "input-format": input_format}
        return _in_sql(source, outlet, law_files, print_sql, others)
    if needs_sql(source) and input_format is None:
        raise click.UsageError(words.for_sql(source, outlet))
    if print_sql:
        raise click.UsageError(
            outlet.say("--print-sql には --engine duckdb が要ります。", "--print-sql needs --engine duckdb.")
        )
    if resume and file is None:
        raise click.UsageError(outlet.say("--resume には -o FILE が要ります。", "--resume needs -o FILE."))
    from shinryo_ratio.batch import Settings

    settings = Settings.of(source, lang, encoding, law_files, input_format)
    _see_that_it_is_known(settings, outlet)
    try:
        if law_files:
            law_of(law_files)  # what is wrong with the law is told before anything is written
        with opened(source) as stream:
            writing = _output(settings, stream, outlet, resume=resume)
            return _run(settings, stream, outlet, writing, jobs)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID


def _outlet(file: Path | None, lang: Language, inputs: "tuple[str | Path, ...]") -> Outlet:
    """Where the lines go: over no input, and with no input beside it that would be written over.

    Raises:
        click.UsageError: where it would.
    """
    outlet = Outlet.chosen(("text",), None, file, lang, inputs)
    if file is not None:
        from shinryo_ratio.batch import Beside

        for beside in Beside.of(file.resolve()):
            if is_one_of(beside, inputs):
                raise click.UsageError(words.foreign(outlet, beside))
    return outlet


def _run(settings: "Settings", stream: BinaryIO, outlet: Outlet, output: "Output", jobs: int) -> int:
    from shinryo_ratio.batch import NotWrittenError, OutputBusyError, WorkerDiedError, run

    tally = Tally(outlet.lang, _size(stream))
    try:
        progress = run(settings, stream, output, jobs=jobs, watch=tally.show)
    except WorkerDiedError as died:
        tally.clear()
        outlet.remark(words.death(died, outlet))
        return Exit.FAILURE
    except OutputBusyError:
        tally.clear()
        raise click.UsageError(words.busy(outlet)) from None
    except NotWrittenError as error:
        tally.clear()
        raise click.UsageError(words.cut_off(outlet, error, output)) from None
    except KeyboardInterrupt:
        tally.clear()
        outlet.remark(words.interrupted(outlet, output))
        return Exit.INTERRUPTED
    except BaseException:
        tally.clear()
        raise
    tally.end(progress)
    return Exit.INVALID if progress.outcomes["invalid"] else Exit.MET


def _output(settings: "Settings", stream: BinaryIO, outlet: Outlet, *, resume: bool | None) -> "Output":
    """Where the lines go; `resume` is None where a run is never resumed."""
    from shinryo_ratio.batch import FileOutput, ForeignFileError, OutputBusyError, StreamOutput

    if outlet.file is None:
        return StreamOutput(_StandardOutput())
    try:
        if outlet.file.exists() and not outlet.file.is_file():
            return StreamOutput(outlet.file.open("wb"))
        content = {} if resume is None else _content(settings, stream)
        output = FileOutput(outlet.file, {**settings.identity(), **content}, resume=bool(resume))
    except OutputBusyError:
        raise click.UsageError(words.busy(outlet)) from None
    except ForeignFileError as error:
        raise click.UsageError(words.foreign(outlet, error.path)) from None
    except OSError as error:
        raise click.UsageError(words.not_writable(outlet, error)) from None
    if resume:
        done = output.progress.mark.documents
        outlet.remark(
            outlet.say(f"{done:,}件目の続きから行います。", f"Going on behind document {done:,}.")
            if output.resumed
            else outlet.say("続けられる途中の結果がないので、最初から行います。",
                            "There is nothing to go on from: starting anew.")
        )  # fmt: skip
    return output


class _StandardOutput(BytesIO):
    """Standard output; where nobody reads it any more, that is told as the console tells it."""

    def write(self, data: Any) -> int:
        """Write bytes, at once."""
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise console.ClosedPipeError from None
        return len(data)


def _content(settings: "Settings", stream: BinaryIO) -> dict[str, Any]:
    """What tells the whole content of a table, on which each of its verdicts rests; no two pipes are equal.

    Of lines it is enough that those already judged are the same, which a run sees by itself.
    """
    if settings.format != "csv":
        return {}
    if not stream.seekable():
        return {"content": os.urandom(8).hex()}
    start, crc = stream.tell(), 0
    while data := stream.read(1 << 20):
        crc = zlib.crc32(data, crc)
    stream.seek(start)
    return {"content": crc}


def _size(stream: BinaryIO) -> int | None:
    """The bytes of the input, where they are known."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return None
    return status.st_size if S_ISREG(status.st_mode) else None


def _see_that_it_is_known(settings: "Settings", outlet: Outlet) -> None:
    """See that the encoding is one of texts; of NDJSON, one in which a line break is a line break.

    Raises:
        click.UsageError: where it is not.
    """
    from shinryo_ratio.batch.spooled import is_by_lines

    encoding = settings.encoding
    try:
        if is_by_lines(encoding) or settings.format == "csv":
            return
    except LookupError:
        pass
    raise click.UsageError(
        outlet.say(f"--encoding {encoding} は使えません。utf-8、cp932 などを指定してください。",
                   f"--encoding {encoding} cannot be used here. Use names such as utf-8 or cp932.")
    )  # fmt: skip


def _in_sql(
    source: str, outlet: Outlet, law_files: tuple[Path, ...], print_sql: bool, others: dict[str, Any]
) -> int:
    """The same in SQL on DuckDB, which has neither jobs nor a half-done run."""
    given = [f"--{name}" for name, default in _PYTHON_ALONE.items() if others[name] != default]
    if given:
        options = "、".join(given)
        raise click.UsageError(
            outlet.say(f"--engine duckdb では {options} は使えません。",
                       f"--engine duckdb takes no {', '.join(given)}.")
        )  # fmt: skip
    from shinryo_ratio.batch import NotWrittenError, OutputBusyError, Settings
    from shinryo_ratio.sql.batch import judge, shown, write
    from shinryo_ratio.sql.source import NotPlainError

    settings = Settings(source, "csv", outlet.lang, None, law_files)
    try:
        law = law_of(law_files)
        with opened(source) as stream:
            if print_sql:
                outlet._replace(format="sql").emit(shown(source, law=law))
                return Exit.MET
            output = _output(settings, stream, outlet, resume=None)
            try:
                rows = judge(source, law=law, lang=outlet.lang)
            except NotPlainError:
                return _run(settings, stream, outlet, output, 1)
            except BaseException:
                output.pause()
                raise
            try:
                progress = write(rows, output)
            except NotWrittenError as error:
                raise click.UsageError(words.cut_off(outlet, error, None)) from None
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    except OutputBusyError:
        raise click.UsageError(words.busy(outlet)) from None
    Tally(outlet.lang, None).end(progress)
    return Exit.INVALID if progress.outcomes["invalid"] else Exit.MET


_PYTHON_ALONE: Final = {"jobs": 1, "resume": False, "encoding": None, "input-format": None}
