"""`schema`: JSON Schemas of what goes in and comes out, and the closed lists of codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from shinryo_ratio.cli.group import SpokenCommand
from shinryo_ratio.cli.options import HELP, output_options
from shinryo_ratio.cli.outlet import Outlet
from shinryo_ratio.cli.wording import say
from shinryo_ratio.messages.language import Language
from shinryo_ratio.schemas.published import RESULTS


def figures_schema(lang: Language = "ja") -> dict[str, Any]:
    """The JSON Schema of a figures document, Japanese words and keys beside the codes."""
    from shinryo_ratio.schemas.figures import figures_schema as schema

    return schema()


def _result(name: str) -> Callable[[Language], dict[str, Any]]:
    """The JSON Schema of something that comes out."""

    def schema(lang: Language = "ja") -> dict[str, Any]:
        from shinryo_ratio.schemas.published import result_schema

        return result_schema(name)

    return schema


def codes(lang: Language = "ja") -> dict[str, Any]:
    """The closed lists of codes, each code with its words."""
    from shinryo_ratio.schemas.codes import codes as listed

    return listed(lang)


SUBJECTS: Final[dict[str, Callable[[Language], dict[str, Any]]]] = {
    "figures": figures_schema,
    **{name: _result(name) for name in RESULTS},
    "codes": codes,
}


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "機械で使う定義を JSON で出す。\n\n"
        "\b\nfigures       入力の JSON Schema（既定）\nassessment    判定結果（check）の JSON Schema\n"
        "comparison    比較（compare）の JSON Schema\nbatch-line    batch の一行の JSON Schema\n"
        "problems      入力の誤りの JSON Schema\nverification  照合（verify）の JSON Schema\n"
        "codes         規定・理由・注意・誤り・未確認事項のコードの一覧\n\n"
        "エディターで入力を補完するには、schema figures -o figures.schema.json のあと、同じフォルダーに"
        " init -o figures.yaml で書き出す。",
        "Definitions for programs, as JSON.\n\n"
        "\b\nfigures       JSON Schema of the input (the default)\nassessment    of the result of check\n"
        "comparison    of compare\nbatch-line    of one line of batch\n"
        "problems      of what is wrong with an input\nverification  of verify\n"
        "codes         rule sets, reasons, warnings, problems, facts\n\n"
        "For completion in an editor: schema figures -o figures.schema.json, then init -o figures.yaml"
        " into the same folder.",
    ),
)
@click.argument("subject", type=click.Choice(list(SUBJECTS)), default="figures", metavar="[NAME]")
@output_options("json")
def schema(subject: str, format_: str | None, output: Path | None, lang: Language) -> int:
    """Print a schema; the exit status."""
    outlet = Outlet.chosen(("json",), format_, output, lang)
    outlet.emit(json.dumps(SUBJECTS[subject](lang), ensure_ascii=False, indent=2))
    return 0
