"""`init [TYPE]`: a template to fill in."""

from pathlib import Path

import click

from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.options import HELP, output_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language

FORMATS = ("yaml", "csv", "xlsx")


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "入力ファイルのひな形を出す。TYPE は法人区分（social、社会医療法人 など。省略時は social）。\n\n"
        "\b\n例: shinryo-ratio init 特定医療法人 -o figures.yaml\n\n"
        "同じフォルダーに figures.schema.json（schema figures -o figures.schema.json）があれば、"
        "エディターで補完と説明が出る YAML を書く。",
        "Write a template for a corporation TYPE (such as social, the default).\n\n"
        "\b\nSuch as: shinryo-ratio init specified -o figures.yaml\n\n"
        "Where figures.schema.json lies in the folder (schema figures -o figures.schema.json), editors"
        " complete and explain the YAML.",
    ),
)
@click.argument("type_", metavar="[TYPE]", default="social")
@output_options(*FORMATS)
def init(type_: str, format_: str | None, output: Path | None, lang: Language) -> int:
    """Write a template; the exit status."""
    from shinryo_ratio.cli.init.templates import csv_template, yaml_template
    from shinryo_ratio.cli.law.data import NotFoundError, type_named

    outlet = Outlet.chosen(FORMATS, format_, output, lang)
    try:
        code = type_named(type_, lang)
    except NotFoundError as missing:
        raise click.UsageError(str(missing)) from None
    if output is not None and output.exists():
        raise click.UsageError(
            outlet.say(
                f"{output} は既にあります。上書きしません。", f"{output} exists and is not overwritten."
            )
        )
    if outlet.format == "xlsx":
        from shinryo_ratio.cli.init.template_lines import lines_of
        from shinryo_ratio.cli.workbook import emit_template

        emit_template(outlet, code, lines_of(code))
    elif outlet.format == "csv":
        # Excel reads UTF-8 only behind a byte-order mark
        outlet.emit(csv_template(code, lang), encoding="utf-8-sig")
    else:
        outlet.emit(yaml_template(code, lang, completed=_schema_lies_beside(output)))
    return 0


def _schema_lies_beside(output: Path | None) -> bool:
    """Whether an editor finds the schema that `schema figures -o` wrote into the folder of a template."""
    from shinryo_ratio.cli.init.templates import SCHEMA_FILE

    return output is not None and output.with_name(SCHEMA_FILE).is_file()
