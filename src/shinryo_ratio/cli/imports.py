"""`import FILE`: figures from a trial balance."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.options import HELP, export_options, output_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.running import Exit
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError, Place, Problem

if TYPE_CHECKING:
    from shinryo_ratio.imports.importing import Imported, Wish
    from shinryo_ratio.imports.lastyear import LastYear

FORMATS = ("yaml", "xlsx")
LAYOUTS = ("yayoi", "freee", "moneyforward", "tkc", "jdl", "jobcan", "pca", "columns")


_Function = TypeVar("_Function", bound=Callable[..., Any])


def _column(option: str, ja: str, en: str, *, multiple: bool = False) -> Callable[[_Function], _Function]:
    return click.option(option, metavar="…", multiple=multiple, help=say(ja, en))


@click.command(
    "import",
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "会計ソフトが出力した試算表 FILE（テキストか Excel）から、判定に使う入力ファイルを作る。\n\n"
        "名称だけで区分が決まる科目を対応させ、決まらない科目は「未分類」として残す。推測はしない。"
        "試算表の合計と一致しなければ誤りとする。\n\n"
        "\b\n例: shinryo-ratio import tb.csv --type 社会医療法人 --start 2025-04-01 -o figures.yaml\n"
        "    shinryo-ratio import tb.csv --from columns --account-column 科目 --amount-column 期末残高 …\n"
        "    shinryo-ratio import PL.xlsx --sheet 確定 --account-column B --amount-column N … -o f.xlsx\n\n"
        "法人区分・会計年度の開始日・法人名は、試算表から分からなければ --type・--start・--name で"
        "指定する。\n\n"
        "終了コード: 0、分ける科目が残れば 4、入力の誤りは 3",
        "Figures from FILE, a trial balance (text or Excel) that an accounting package exported.\n\n"
        "Accounts whose names decide their kind are mapped, the others stay unclassified; nothing is "
        "guessed. Amounts must meet the totals of the export.\n\n"
        "\b\nSuch as: shinryo-ratio import tb.csv --type social --start 2025-04-01 -o figures.yaml\n"
        "         shinryo-ratio import PL.xlsx --account-column B --amount-column N … -o figures.xlsx\n\n"
        "The type, the first day and the name of the corporation are given by --type, --start and --name "
        "where the export does not say them.\n\n"
        "Exit status: 0, 4 where accounts are left to split, 3 for invalid input",
    ),
)
@click.argument("file", metavar="FILE", required=False)
@click.option("--list", "list_", is_flag=True, help=say("取り込める書式の一覧を出す", "list the layouts"))
@click.option(
    "--from", "layout", type=click.Choice(LAYOUTS), default=None,
    help=say("書式（省略時は判別。確かでなければ誤り）", "layout (told by the file if absent)"),
)  # fmt: skip
@_column("--sheet", "Excel のブックで読むシートの名前", "the sheet of a workbook to read")
@_column(
    "--account-column",
    "科目の列の見出し・番号・Excel の列の記号（繰り返し可）",
    "column of the account: heading, number or letters (repeatable)",
    multiple=True,
)
@_column("--sub-column", "補助科目の列（同じ書き方）", "column of the sub-account")
@_column("--amount-column", "年度の金額の列（同じ書き方）", "column of the year's amount")
@click.option(
    "--mapping", "mappings", multiple=True, metavar="FILE",
    help=say("自分の対応表（TOML・CSV、繰り返し可・先を優先）", "your own mapping: TOML or CSV"),
)  # fmt: skip
@click.option(
    "--like", metavar="FILE",
    help=say("前年の入力ファイル（分け方を示す）", "last year's figures: how accounts were split"),
)  # fmt: skip
@output_options(*FORMATS)
@export_options
def import_(
    file: str | None,
    list_: bool,
    layout: str | None,
    sheet: str | None,
    account_column: tuple[str, ...],
    sub_column: str | None,
    amount_column: str | None,
    mappings: tuple[str, ...],
    like: str | None,
    format_: str | None,
    output: Path | None,
    lang: Language,
    encoding: str | None,
    **headings: str | None,
) -> int:
    """Import a trial balance; the exit status."""
    inputs = [given for given in (file, like, *mappings) if given]
    outlet = Outlet.chosen(FORMATS, format_, output, lang, inputs)
    if list_:
        outlet._replace(format="text").emit(_list(lang, outlet.columns))
        return 0
    if file is None:
        raise click.UsageError(outlet.say("FILE か --list を指定してください。", "Name a FILE, or --list."))
    if output is not None and output.exists():
        raise click.UsageError(
            outlet.say(
                f"{output} は既にあります。上書きしません。", f"{output} exists and is not overwritten."
            )
        )
    columns = (account_column, sub_column, amount_column)
    given = {name: text for name, text in headings.items() if text}
    try:
        wish = replace(_wish(columns, given, mappings, like), layout=layout, sheet=sheet, encoding=encoding)
        imported = _imported(file, wish)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    outlet.note(imported.notes)
    _write(imported, wish.like, outlet)
    return Exit.UNDETERMINED if imported.to_split else Exit.MET


def _wish(
    columns: tuple[tuple[str, ...], str | None, str | None],
    headings: dict[str, str],
    mappings: tuple[str, ...],
    like: str | None,
) -> "Wish":
    """The columns, headings and files that options name.

    Raises:
        FiguresError: with every problem of the mapping files and of last year's file.
    """
    from shinryo_ratio.imports.importing import Wish
    from shinryo_ratio.imports.lastyear import LastYear, read_last_year
    from shinryo_ratio.imports.layouts import Named
    from shinryo_ratio.imports.own_mapping import read_mapping

    problems: list[Problem] = []
    own: dict[Any, Any] = {}
    last_year = LastYear()
    for mapping in mappings:
        try:
            own = {**read_mapping(mapping), **own}
        except FiguresError as error:
            problems += error.problems
    if like is not None:
        try:
            last_year = read_last_year(like)
        except FiguresError as error:
            problems += error.problems
    if problems:
        raise FiguresError(problems)
    account, sub, amount = columns
    named = Named(account, sub, amount) if any(columns) else None
    return Wish(named=named, headings=headings, own=own, like=last_year)


def _imported(file: str, wish: "Wish") -> "Imported":
    from shinryo_ratio.imports.importing import import_export

    if file == "-":
        return import_export(sys.stdin.buffer.read(), file, wish)
    path = Path(file)
    code, values = "file-unreadable", {}
    try:
        return import_export(path.read_bytes(), file, wish)
    except FileNotFoundError:
        code = "file-missing"
    except IsADirectoryError:
        code = "file-is-a-directory"
    except PermissionError:
        code = "file-not-permitted"
    except OSError as error:
        values = {"detail": error.strerror or str(error)}
    raise FiguresError([Problem(code, Place(file=file), values)])


def _write(imported: "Imported", like: "LastYear", outlet: Outlet) -> None:
    from shinryo_ratio.imports.figures_file import figures_yaml, summary

    if outlet.format == "xlsx":
        from shinryo_ratio.cli.workbook import emit_imported

        emit_imported(outlet, imported, like)
    else:
        outlet.emit(figures_yaml(imported, like, outlet.lang))
    outlet.remark("\n".join(summary(imported, outlet.lang)))


def _list(lang: Language, columns: int | None) -> str:
    from shinryo_ratio.cli.pages import Page
    from shinryo_ratio.messages.imports import LAYOUTS as KNOWN
    from shinryo_ratio.messages.imports import UNSEEN, WORDS
    from shinryo_ratio.reports.blocks import Column

    page = Page()
    page.title(WORDS["list-title"][lang])
    heads = ("list-name", "list-product", "list-status", "list-known")
    rows = [
        (name, product[lang], UNSEEN[lang] if name != "columns" else known[lang], known[lang])
        for name, (product, known) in KNOWN.items()
    ]
    page.table([Column(WORDS[head][lang]) for head in heads], rows)
    page.text(WORDS["list-note"][lang])
    return page.shown("text", columns)
