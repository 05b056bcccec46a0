"""`law list` and `law show`: the law that is held, with every citation and how sure we are of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shinryo_ratio.cli.group import LazyGroup, SpokenCommand, Verb
from shinryo_ratio.cli.options import HELP, law_option, output_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.running import Exit
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError

if TYPE_CHECKING:
    from shinryo_ratio.law import Law

FORMATS = ("text", "json", "markdown")

law = LazyGroup(
    name="law",
    context_settings=HELP,
    verbs={
        "list": Verb("shinryo_ratio.cli.law.command:list_", "規定の一覧", "the rule sets"),
        "show": Verb(
            "shinryo_ratio.cli.law.command:show", "一つの規定の全文と根拠", "one rule set with its citations"
        ),
        "table": Verb(
            "shinryo_ratio.cli.law.table:table", "算入表（表計算・データベース用にも）", "the placement table"
        ),
    },
    help=say(
        "収録している規定を、根拠の条項と確からしさ（条文・二次資料・推定）とともに見る。",
        "The rule sets that are held, with their articles and how sure they are.",
    ),
)


@click.command(
    "list",
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "規定の一覧を出す。TYPE（social、社会医療法人 など）を付けるとその法人区分だけ。",
        "List the rule sets, of one corporation TYPE or of all.",
    ),
)
@click.argument("type_", metavar="[TYPE]", required=False)
@law_option
@output_options(*FORMATS)
def list_(
    type_: str | None, law_files: tuple[Path, ...], format_: str | None, output: Path | None, lang: Language
) -> int:
    """List the rule sets; the exit status."""
    from shinryo_ratio.cli.law.data import listed, type_named
    from shinryo_ratio.cli.law.page import list_page

    def answer(held: "Law", outlet: Outlet) -> str:
        types = [held.of_type(type_named(type_, lang))] if type_ else list(held.all_types())
        if outlet.format == "json":
            return _json([entry for type_law in types for entry in listed(type_law)])
        return list_page(types, lang).shown(outlet.format, outlet.columns)

    return _answered(answer, law_files, Outlet.chosen(FORMATS, format_, output, lang, law_files))


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "一つの規定を出す。ID（social/2025-04-01）か、法人区分と会計年度の開始日"
        "（social 2025-10-01、社会医療法人 令和7年10月1日）を指定する。",
        "Show one rule set: by its ID (social/2025-04-01), or the one that governs a corporation type's"
        " fiscal year by its first day (social 2025-10-01).",
    ),
)
@click.argument("name", metavar="ID|TYPE")
@click.argument("start", metavar="[DATE]", required=False)
@law_option
@output_options(*FORMATS)
def show(
    name: str,
    start: str | None,
    law_files: tuple[Path, ...],
    format_: str | None,
    output: Path | None,
    lang: Language,
) -> int:
    """Show one rule set; the exit status."""
    from shinryo_ratio.cli.law.data import found, ruleset_data
    from shinryo_ratio.cli.law.page import ruleset_page

    def answer(held: "Law", outlet: Outlet) -> str:
        type_law, ruleset = found(held, name, start, lang)
        if outlet.format == "json":
            return _json(ruleset_data(type_law, ruleset))
        return ruleset_page(type_law, ruleset, lang).shown(outlet.format, outlet.columns)

    return _answered(answer, law_files, Outlet.chosen(FORMATS, format_, output, lang, law_files))


def _answered(answer: "Callable[[Law, Outlet], str]", law_files: tuple[Path, ...], outlet: Outlet) -> int:
    from shinryo_ratio.cli.law.data import NotFoundError
    from shinryo_ratio.cli.sources import law_of

    try:
        text = answer(law_of(law_files), outlet)
    except FiguresError as error:
        outlet.complain(error.problems)
        return Exit.INVALID
    except NotFoundError as missing:
        outlet.remark(str(missing))
        return Exit.INVALID
    outlet.emit(text)
    return 0


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
