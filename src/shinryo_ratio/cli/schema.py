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


def figures_schema(lang: Language = "ja") -> dict[str, Any]:
    """The JSON Schema of a figures document, Japanese words and keys beside the codes."""
    from shinryo_ratio.schemas.figures import figures_schema as schema

    return schema()


def assessment_schema(lang: Language = "ja") -> dict[str, Any]:
    """The JSON Schema of an assessment."""
    from importlib.resources import files

    text = files("shinryo_ratio.schemas").joinpath("assessment.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def codes(lang: Language = "ja") -> dict[str, Any]:
    """The closed lists of codes, each code with its words."""
    from shinryo_ratio.schemas.codes import codes as listed

    return listed(lang)


SUBJECTS: Final[dict[str, Callable[[Language], dict[str, Any]]]] = {
    "figures": figures_schema,
    "assessment": assessment_schema,
    "codes": codes,
}


@click.command(
    cls=SpokenCommand,
    context_settings=HELP,
    help=say(
        "機械で使う定義を JSON で出す: figures（入力の JSON Schema、既定）、assessment（判定結果の"
        " JSON Schema）、codes（規定・理由・注意・誤り・未確認事項のコードの一覧）。",
        "Definitions for programs, as JSON: figures (JSON Schema of the input, the default), assessment"
        " (JSON Schema of the result), codes (rule sets, reasons, warnings, problems, facts).",
    ),
)
@click.argument(
    "subject", type=click.Choice(list(SUBJECTS)), default="figures", metavar="[figures|assessment|codes]"
)
@output_options("json")
def schema(subject: str, format_: str | None, output: Path | None, lang: Language) -> int:
    """Print a schema; the exit status."""
    outlet = Outlet.chosen(("json",), format_, output, lang)
    outlet.emit(json.dumps(SUBJECTS[subject](lang), ensure_ascii=False, indent=2))
    return 0
