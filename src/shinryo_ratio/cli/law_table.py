"""`law table`: the placement table of every rule set, to be read, looked up, or joined."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.options import HELP, law_option, output_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.running import Exit
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError

if TYPE_CHECKING:
    from shinryo_ratio.law import Law, RuleSet

FORMATS: Final = ("text", "csv", "json", "sql")


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "算入表（区分・業務・損益区分・事実ごとに、1円が分子・分母にいくら加わるか、その理由と根拠）を出す。\n\n"
        "csv は表計算の検索に、sql（CREATE TABLE と INSERT）はデータベースの結合に使う。"
        "csv の --part sections は、計上区分から判定上の損益区分への読替えの表。",
        "The placement table: what a yen adds to either sum, by kind, business, section and facts, with"
        " reason and article.\n\nLook it up as csv, join it as sql (CREATE TABLE, INSERT). With csv, --part"
        " sections is the table from the section booked to the effective one.",
    ),
)
@click.option(
    "--type", "type_", metavar="TYPE",
    help=say("法人区分（social、社会医療法人 など）", "a corporation type, such as social"),
)  # fmt: skip
@click.option(
    "--ruleset", "id_", metavar="ID", help=say("一つの規定（social/2025-04-01 など）", "one rule set")
)
@click.option(
    "--part", type=click.Choice(["placement", "sections"]), default="placement",
    help=say("csv に出す表", "which table to write as csv"),
)  # fmt: skip
@law_option
@output_options(*FORMATS)
def table(
    type_: str | None,
    id_: str | None,
    part: str,
    law_files: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    lang: Language,
) -> int:
    """Print the placement table; the exit status."""
    from shinryo_ratio.cli.law_data import NotFoundError
    from shinryo_ratio.cli.sources import law_of

    suffix = output.suffix.lower() if output else ""
    outlet = Outlet.chosen(FORMATS, format_ or ("sql" if suffix == ".sql" else None), output, lang, law_files)
    try:
        rulesets = _chosen(law_of(law_files), type_, id_, lang)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    except NotFoundError as missing:
        outlet.remark(str(missing))
        return Exit.INVALID
    outlet.emit(_written(rulesets, outlet, part))
    return 0


def _chosen(law: "Law", type_: str | None, id_: str | None, lang: Language) -> "list[RuleSet]":
    from shinryo_ratio.cli.law_data import found, type_named

    if id_ is not None:
        return (
            [found(law, id_, None, lang)[1]]
            if "/" in id_
            else list(law.of_type(type_named(id_, lang)).rulesets)
        )
    types = [law.of_type(type_named(type_, lang))] if type_ else law.all_types()
    return [ruleset for held in types for ruleset in held.rulesets]


def _written(rulesets: "list[RuleSet]", outlet: Outlet, part: str) -> str:
    from shinryo_ratio.cli import law_rows
    from shinryo_ratio.law.table import sections

    if outlet.format == "csv" and part == "sections":
        return law_rows.as_csv(law_rows.SECTION_COLUMNS, sections())
    if outlet.format == "csv":
        return law_rows.as_csv(law_rows.COLUMNS, law_rows.rows(rulesets, outlet.lang))
    if outlet.format == "json":
        return law_rows.as_json(rulesets, outlet.lang)
    if outlet.format == "sql":
        return law_rows.as_sql(rulesets, outlet.lang)
    from shinryo_ratio.cli.law_table_page import table_page

    return table_page(rulesets, outlet.lang).shown("text")
