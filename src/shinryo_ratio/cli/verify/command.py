"""`verify RESULT FIGURES`: a result is worked out again from its figures, offline; what differs is said."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import click

from shinryo_ratio._version import __version__
from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.opening import opened
from shinryo_ratio.cli.options import HELP, law_option, output_options, reading_option, source_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.running import Exit
from shinryo_ratio.cli.sources import Reader, law_of, needs_sql
from shinryo_ratio.cli.verify.pairs import named, paired, subject
from shinryo_ratio.cli.verify.verified import Report, Verified
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError, Place, Problem

if TYPE_CHECKING:
    from shinryo_ratio.batch.again import Again
    from shinryo_ratio.law import Law

FORMATS = ("text", "json")
_LINES: Final = (".ndjson", ".jsonl")


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    short_help=say("結果を数値から計算し直して照合する", "work a result out again and say what differs"),
    help=say(
        "RESULT（check --format json の結果、または batch の結果）を FIGURES の数値から計算し直し、"
        "違うところを示す。\n\n"
        "数値・要件（収録した版）・プログラムの版・判定・金額を照合する。"
        "結果が旧版の要件によるときは、その旧版で計算する。check に付けた --reading は同じものを付ける。\n\n"
        "FIGURES のどの数値にも結果がなければならない。一部だけを抜き出した結果には --excerpt を付ける。"
        "プログラムの版だけの違いを問わないときは --any-version を付ける。\n\n"
        "終了コード: 0 同じ・1 違うところがある・2 使い方の誤り・3 入力の誤り",
        "Work RESULT (of check --format json, or of batch) out again from the figures in FIGURES, and say"
        " what differs:\nthe figures, the rule set, the version, the verdict or the sums.\n\n"
        "A rule set that was corrected since is applied as it was. Give the --reading options that check"
        " was given.\n\n"
        "All figures in FIGURES must have a result: for one that holds only some of them, give --excerpt."
        " With --any-version, a result that differs in the version alone is the same.\n\n"
        "Exit status: 0 the same, 1 something differs, 2 usage, 3 invalid input",
    ),
)
@click.argument("result", metavar="RESULT")
@click.argument("figures", nargs=-1, required=True, metavar="FIGURES…")
@click.option(
    "--engine", type=click.Choice(["python", "duckdb"]), default=None,
    help=say("batch の結果の計算し直しに使うもの（省略時は FIGURES の拡張子から）",
             "what judges a result of batch again (by the suffix of FIGURES if absent)"),
)  # fmt: skip
@click.option(
    "--input-format", type=click.Choice(["ndjson", "csv"]), default=None,
    help=say("batch に付けた --input-format", "the --input-format that batch was given"),
)  # fmt: skip
@click.option(
    "--excerpt", is_flag=True,
    help=say("RESULT は抜き出した一部である（結果のない数値は照合しない）",
             "RESULT was taken out of a longer one: figures without a result are passed over"),
)  # fmt: skip
@click.option(
    "--any-version", is_flag=True,
    help=say("プログラムの版だけの違いは、違いとしない", "another version alone is no difference"),
)  # fmt: skip
@reading_option
@law_option
@output_options(*FORMATS)
@source_options
def verify(
    result: str,
    figures: tuple[str, ...],
    engine: Literal["python", "duckdb"] | None,
    input_format: Literal["ndjson", "csv"] | None,
    excerpt: bool,
    any_version: bool,
    readings: tuple[str, ...],
    law_files: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    lang: Language,
    encoding: str | None,
    **headings: str | None,
) -> int:
    """Verify a result; the exit status."""
    outlet = Outlet.chosen(FORMATS, format_, output, lang, [result, *figures, *law_files])
    reader = Reader(encoding, headings, readings, law_files, lang)
    with Report(outlet.format, lang, excerpt=excerpt, any_version=any_version) as report:
        try:
            _verify(result, figures, _AsBatch(engine, input_format), reader, report)
            if not report.looked_at:
                raise FiguresError([Problem("result-empty", Place(file=result))])
        except FiguresError as error:
            outlet.complain(error.problems)
            return Exit.INVALID
        outlet.emit_pieces(report.pieces())
    return Exit.MET if report.same else Exit.NOT_MET


def _verify(result: str, figures: tuple[str, ...], given: "_AsBatch", reader: Reader, report: Report) -> None:
    """Report on the results of a file: lines of a batch, or assessments."""
    law = reader.law()
    with opened(result) as stream:
        first = stream.readline()
        if Path(result).suffix.lower() in _LINES or _is_line(first):
            lines = chain((first,) if first else (), stream)
            report.take(_of_lines(lines, result, figures, reader, given))
        elif not any(given):
            report.take(_of_files(first + stream.read(), result, figures, reader, law))
        else:
            raise click.UsageError(
                say("--engine と --input-format は batch の結果を検証するときに指定します。",
                    "--engine and --input-format are for results of batch.")
            )  # fmt: skip


class _AsBatch(NamedTuple):
    """The options that batch was given, and that verify needs again."""

    engine: Literal["python", "duckdb"] | None
    input_format: Literal["ndjson", "csv"] | None


def _is_line(first: bytes) -> bool:
    """Whether a file begins with a line of a batch, whatever it is called."""
    if b'"line"' not in first:
        return False
    from shinryo_ratio.batch.checking import is_line

    return is_line(first)


def _of_files(
    text: bytes, result: str, files: tuple[str, ...], reader: Reader, law: "Law | None"
) -> list[Verified]:
    """The results of `check`, each beside the figures it comes from; and figures that have no result."""
    from shinryo_ratio.verify import verify

    stated = _results(text, result)
    sources = [source for file in files for source in reader.read(file)]
    found = []
    pairs = list(paired(stated, sources))
    for data, source in pairs:
        if source is None:
            found.append(_alone(subject(data), "found"))
            continue
        try:
            verification = verify(data, source.figures, law=law)
        except FiguresError as error:
            raise reader.placed(error, source) from None
        ruleset = verification.assessment.income.ruleset
        old = (ruleset.id, ruleset.entry.revision) if verification.superseded and ruleset else None
        words = verification.words_compared
        other = data["fingerprint"]["version"]
        found.append(
            Verified(
                subject(data),
                verification.differences,
                old,
                words_compared=words,
                other_version=None if other == __version__ else str(other),
            )
        )
    used = [source for _, source in pairs if source is not None]
    for source in sources:
        if not any(source is one for one in used):
            found.append(_alone(named(source), "stated"))
    return found


def _alone(subject: str, absent: 'Literal["stated", "found"]') -> Verified:
    """A result without figures, or figures without a result."""
    from shinryo_ratio.verify import Difference

    stated, found = (None, subject) if absent == "stated" else (subject, None)
    difference = Difference("figures", "", stated, found, absent)
    return Verified(subject, (difference,), is_lacking=absent == "stated")


def _results(text: bytes, file: str) -> list[Any]:
    """The assessments in a file of results.

    Raises:
        FiguresError: where it holds none, or of another form.
    """
    from shinryo_ratio.readers.decoding import decode
    from shinryo_ratio.readers.json_text import parse
    from shinryo_ratio.verify import is_assessment

    located, problems = parse(decode(text, file), file)
    if problems:
        raise FiguresError(problems)
    results = located.tree if isinstance(located.tree, list) else [located.tree]
    if not results or not all(map(is_assessment, results)):
        raise FiguresError([Problem("result-unknown", Place(file=file))])
    return results


def _of_lines(
    lines: Iterable[bytes], result: str, files: tuple[str, ...], reader: Reader, given: "_AsBatch"
) -> Iterator[Verified]:
    """The lines of a batch, judged again: each that differs, and how many do not.

    Raises:
        FiguresError: where a line is no line of a batch.
        click.UsageError: where options are given that batch does not take.
    """
    from shinryo_ratio.batch.checking import Kept, checked

    if len(files) != 1 or reader.readings or any(reader.headings.values()):
        raise click.UsageError(
            say("batch の結果には、FIGURES を一つだけ、--reading や CSV のオプションなしで指定してください。",
                "For a result of batch, name one FIGURES and no --reading or CSV option.")
        )  # fmt: skip
    same: Counter[Kept | None] = Counter()
    words, told = None, False
    with _again(files[0], reader, given) as again:
        for line in checked(lines, result, again, own_law=bool(reader.law_files)):
            words = False if line.has_words else words
            if line.differences:
                told = True
                subject = say(f"{line.number:,}行目", f"line {line.number:,}")
                compared = False if line.has_words else None
                yield Verified(subject, line.differences, None, 1, compared, line.is_lacking)
            else:
                same[line.under] += 1
    for kept, count in same.items() or (() if told else ((None, 0),)):
        yield Verified(say(f"{count:,}件", f"{count:,} documents"), (), kept, count, words)


@contextmanager
def _again(file: str, reader: Reader, given: "_AsBatch") -> "Iterator[Again]":
    """The documents, judged again as batch judges them."""
    from shinryo_ratio.batch import Settings
    from shinryo_ratio.batch.again import Documents

    settings = Settings.of(file, reader.lang, reader.encoding, reader.law_files, given.input_format)
    by_suffix = given.engine is None and given.input_format is None and needs_sql(file)
    if given.engine == "duckdb" or by_suffix:
        if reader.encoding is not None or given.input_format is not None:
            raise click.UsageError(
                say("--engine duckdb では --encoding と --input-format は使えません。",
                    "--engine duckdb takes neither --encoding nor --input-format.")
            )  # fmt: skip
        from shinryo_ratio.sql.again import Corporations
        from shinryo_ratio.sql.source import NotPlainError

        with opened(file):  # what keeps it from being read is told as of any file
            pass
        try:
            again = Corporations(file, law_of(reader.law_files), reader.lang)
        except NotPlainError:  # then batch reads it as the readers do, too
            settings = replace(settings, format="csv")
        else:
            yield again
            return
    elif needs_sql(file) and given.input_format is None:
        raise click.UsageError(
            say(f"{file} は --engine duckdb で計算し直します。", f"{file} takes --engine duckdb.")
        )
    with opened(file) as stream:
        yield Documents(settings, stream)
