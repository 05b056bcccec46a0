"""`compare FILE`: the same figures under the old and the revised definition."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.options import HELP, law_option, output_options, reading_option, source_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.running import Exit
from shinryo_ratio.cli.sources import Reader
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError

if TYPE_CHECKING:
    from shinryo_ratio.engine import Comparison
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.law import Law
    from shinryo_ratio.readers import Source

FORMATS = ("text", "json", "markdown", "html", "csv")


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "FILE の数値を、その法人区分の改正前最後の算式と改正後の算式の両方で計算して並べる。\n\n"
        "会計年度にかかわらず両方を計算する。申請に使う判定は check で行う。終了コード: 0、入力の誤りは 3。",
        "The figures in FILE under the last old and the revised definition of the corporation type,\n"
        "whatever the fiscal year. Exit status: 0, or 3 for invalid input.",
    ),
)
@click.argument("file", metavar="FILE")
@click.option(
    "--all-types",
    is_flag=True,
    help=say("六つの法人区分すべてで比べる", "compare for all six corporation types"),
)
@reading_option
@law_option
@output_options(*FORMATS)
@source_options
def compare(
    file: str,
    all_types: bool,
    readings: tuple[str, ...],
    law_files: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    lang: Language,
    encoding: str | None,
    **headings: str | None,
) -> int:
    """Compare the definitions; the exit status."""
    from shinryo_ratio.reports import render

    outlet = Outlet.chosen(FORMATS, format_, output, lang, [file, *law_files])
    reader = Reader(encoding, headings, readings, law_files, lang)
    try:
        law = reader.law()
        source = reader.read_one(file)
        comparisons = _compared(source, law, reader, all_types=all_types)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    subject = comparisons if all_types else comparisons[0]
    outlet.emit(render(subject, outlet.format, outlet.lang, columns=outlet.columns))
    return 0


def _compared(
    source: "Source", law: "Law | None", reader: Reader, *, all_types: bool
) -> "tuple[Comparison, ...]":
    from shinryo_ratio.engine import compare as compared
    from shinryo_ratio.figures import vocabulary as v

    figures = source.figures
    every = [_as_type(figures, type_) for type_ in v.CORPORATION_TYPES] if all_types else [figures]
    try:
        return tuple(compared(one, law=law) for one in every)
    except FiguresError as error:
        raise reader.placed(error, source) from None


def _as_type(figures: "Figures", type_: str) -> "Figures":
    """The same figures as those of another corporation type; legal form general where there is none."""
    corporation = figures.corporation
    form = corporation.legal_form or "general"
    return figures.model_copy(
        update={"corporation": corporation.model_copy(update={"type": type_, "legal_form": form})}
    )
