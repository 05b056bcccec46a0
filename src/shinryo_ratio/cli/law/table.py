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
    from shinryo_ratio.cli.law.parts import Held
    from shinryo_ratio.law import Law

FORMATS: Final = ("text", "csv", "json", "sql")
PART_NAMES: Final = ("placement", "sections", "rulesets", "governing", "limbs", "caps")


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "算入表（区分・業務・損益区分・事実ごとに、1円が分子・分母にいくら加わるか、その理由と根拠）を出す。\n\n"
        "csv は表計算の検索に、sql（CREATE TABLE と INSERT）はデータベースの結合に使う。"
        "json と sql は判定に要る表の全部を、csv は一つを出す。--part で選ぶ。\n\n"
        "\b\nplacement  算入表\nsections   計上した損益区分から判定上の損益区分への読替え\n"
        "rulesets   規定と基準\ngoverning  法人区分・法人形態・開始日から、適用する規定又は対象外の理由\n"
        "limbs      おおむね10%以下の条件\ncaps       一の分娩の限度額",
        "The placement table: what a yen adds to either sum, by kind, business, section and facts, with"
        " reason and article.\n\nLook it up as csv, join it as sql (CREATE TABLE, INSERT). json and sql hold"
        " every table that a decision needs, csv one; choose with --part.\n\n"
        "\b\nplacement  the placement table\nsections   from the section booked to the effective one\n"
        "rulesets   the rule sets and their thresholds\ngoverning  which of them governs, or why none does\n"
        "limbs      the conditions of about 10%\ncaps       the cap of a delivery",
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
    "--part", type=click.Choice(PART_NAMES),
    help=say("出す表（省略時、text と csv は placement、json と sql は全部）",
             "which table (by default placement as text and csv, all as json and sql)"),
)  # fmt: skip
@law_option
@output_options(*FORMATS)
def table(
    type_: str | None,
    id_: str | None,
    part: str | None,
    law_files: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    lang: Language,
) -> int:
    """Print the tables of the law; the exit status."""
    from shinryo_ratio.cli.law.data import NotFoundError
    from shinryo_ratio.cli.sources import law_of

    outlet = Outlet.chosen(FORMATS, format_, output, lang, law_files)
    try:
        held = _chosen(law_of(law_files), type_, id_, lang)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    except NotFoundError as missing:
        outlet.remark(str(missing))
        return Exit.INVALID
    outlet.emit(_written(held, outlet, part))
    return 0


def _chosen(law: "Law", type_: str | None, id_: str | None, lang: Language) -> "Held":
    from shinryo_ratio.cli.law.data import NotFoundError, found, type_named
    from shinryo_ratio.cli.law.parts import Held

    of_type = law.of_type(type_named(type_, lang)) if type_ is not None else None
    if id_ is None:
        types = [of_type] if of_type else list(law.all_types())
        return Held(types, [ruleset for held in types for ruleset in held.rulesets], lang)
    if "/" in id_:
        named, ruleset = found(law, id_, None, lang)
        chosen = Held([named], [ruleset], lang)
    else:
        named = law.of_type(type_named(id_, lang))
        chosen = Held([named], named.rulesets, lang)
    if of_type is not None and of_type is not named:
        raise NotFoundError(
            f"--type {type_} の規定に {id_} はありません。どちらか一方を指定してください。"
            if lang == "ja"
            else f"No rule set of --type {type_} is called {id_}. Name one of the two."
        )
    return chosen


def _written(held: "Held", outlet: Outlet, part: str | None) -> str:
    from shinryo_ratio.cli.law import rows as law_rows
    from shinryo_ratio.cli.law.parts import PARTS

    if outlet.format == "csv":
        return law_rows.as_csv(PARTS[part or "placement"], held)
    if outlet.format in ("json", "sql"):
        write = law_rows.as_json if outlet.format == "json" else law_rows.as_sql
        return write([PARTS[part]] if part else list(PARTS.values()), held)
    from shinryo_ratio.cli.law.table_page import part_page, table_page

    if part in (None, "placement"):
        return table_page(held.rulesets, held.lang).shown("text", outlet.columns)
    return part_page(PARTS[str(part)], held).shown("text", outlet.columns)
