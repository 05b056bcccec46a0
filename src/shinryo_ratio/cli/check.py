"""`check FILE…`: the main job."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.options import (
    HELP,
    law_option,
    output_options,
    reading_option,
    set_option,
    source_options,
)
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.running import OF_VERDICT, Exit, worst
from shinryo_ratio.cli.sources import Reader
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError, Problem

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment
    from shinryo_ratio.figures import Figures

FORMATS = ("text", "json", "markdown", "html", "csv", "xlsx")


class Outcome(NamedTuple):
    """What became of one corporation's figures: an assessment, or what is wrong with them."""

    file: str
    result: "Assessment | FiguresError"

    @property
    def status(self) -> Exit:
        """Its exit status."""
        if isinstance(self.result, FiguresError):
            return Exit.INVALID
        return OF_VERDICT[self.result.verdict]


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    short_help=say("収入要件を判定する", "judge figures"),
    help=say(
        "FILE（YAML・JSON・CSV・Excel、- は標準入力）の数値が収入要件を満たすかを判定する。\n\n"
        "同じ法人の複数のファイルなら、各年度の報告に続けて年度の一覧を出す。\n\n"
        "終了コード: 0 満たす・1 満たさない・2 使い方の誤り・3 入力の誤り・4 判定できない・5 対象外"
        "（複数のときは 3、1、4、5、0 の順で最初にあてはまるもの）",
        "Judge whether the figures in FILE (YAML, JSON, CSV, Excel; - is stdin) meet the requirement.\n\n"
        "Several files of one corporation: each year's report, then a table of the years.\n\n"
        "Exit status: 0 met, 1 not met, 2 usage, 3 invalid input, 4 undetermined, 5 not applicable"
        " (of several files the first of 3, 1, 4, 5, 0 that occurs)",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--summary", is_flag=True, help=say("一法人一行の一覧だけを出す", "only a table, one row each"))
@set_option
@reading_option
@law_option
@output_options(*FORMATS)
@source_options
def check(
    files: tuple[str, ...],
    summary: bool,
    edits: tuple[str, ...],
    readings: tuple[str, ...],
    law_files: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    lang: Language,
    encoding: str | None,
    **headings: str | None,
) -> int:
    """Judge figures; the exit status."""
    outlet = Outlet.chosen(FORMATS, format_, output, lang, (*files, *law_files))
    if summary and outlet.format in ("csv", "xlsx"):
        form = outlet.format
        raise click.UsageError(
            outlet.say(f"--summary は {form} では出せません。text・json・markdown・html から選んでください。",
                       f"--summary has no {form} form. Choose text, json, markdown or html.")
        )  # fmt: skip
    reader = Reader(encoding, headings, readings, law_files, lang, edits)
    reader.commands(files)
    try:
        law = reader.law()
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    notes: list[Problem] = []
    outcomes = [outcome for file in files for outcome in _outcomes(file, reader, law, notes)]
    _complain(outcomes, notes, outlet)
    if summary:
        _summarize(outcomes, outlet)
    elif outlet.format == "xlsx":
        return _workbook(outcomes, outlet, law)
    else:
        _report(outcomes, outlet, law)
    return worst(outcome.status for outcome in outcomes)


def _outcomes(file: str, reader: Reader, law: Any, notes: list[Problem]) -> list[Outcome]:
    try:
        sources = reader.read(file, lambda figures: _refusals(figures, law))
    except FiguresError as error:
        return [Outcome(file, error)]
    outcomes = []
    for source in sources:
        notes += source.notes
        try:
            outcomes.append(Outcome(file, _assessed(source.figures, law, reader)))
        except FiguresError as error:
            outcomes.append(Outcome(file, reader.placed(error, source)))
    return outcomes


def _refusals(figures: "Figures", law: Any) -> "tuple[Problem, ...]":
    """What the law has against a document, beside what else it is refused for."""
    from shinryo_ratio.engine import refusals

    return refusals(figures, law)


def _assessed(figures: "Figures", law: Any, reader: Reader) -> "Assessment":
    """The figures assessed; where the run edits them, as edited."""
    from shinryo_ratio.engine import assess

    original = assess(figures, law=law)
    given = reader.commands()
    if not given:
        return original
    from shinryo_ratio.cli.editing import edited
    from shinryo_ratio.engine.what_if import WhatIf

    made = edited(figures, given)
    return WhatIf.of(
        assess(made.figures, law=law), original, made.edits, statement_dropped=made.statement_dropped
    )


def _summarize(outcomes: list[Outcome], outlet: Outlet) -> None:
    from shinryo_ratio.reports import render_summary

    outlet.emit(render_summary(tuple(outcomes), outlet.format, outlet.lang, outlet.columns))


def _report(outcomes: list[Outcome], outlet: Outlet, law: Any) -> None:
    from shinryo_ratio.cli.reporting import report

    assessments = [outcome.result for outcome in outcomes if not isinstance(outcome.result, FiguresError)]
    if assessments:
        single = len(outcomes) == 1
        shown = report(
            assessments, outlet.format, outlet.lang, single=single, law=law, columns=outlet.columns
        )
        outlet.emit(shown)


def _workbook(outcomes: list[Outcome], outlet: Outlet, law: Any) -> int:
    """The result as a workbook: of one corporation and year."""
    from shinryo_ratio.cli.workbook import emit_result

    if len(outcomes) > 1:
        raise click.UsageError(
            outlet.say("xlsx は一法人・一年度ずつ出します。FILE を一つにしてください。",
                       "A workbook holds one corporation and year: name one FILE.")
        )  # fmt: skip
    (outcome,) = outcomes
    if isinstance(outcome.result, FiguresError):
        return outcome.status
    try:
        emit_result(outlet, outcome.result, law)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    return outcome.status


def _complain(outcomes: list[Outcome], notes: list[Problem], outlet: Outlet) -> None:
    problems = [
        problem
        for outcome in outcomes
        if isinstance(outcome.result, FiguresError)
        for problem in outcome.result.problems
    ]
    outlet.complain(problems, notes)
