"""Options that several verbs share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from shinryo_ratio.cli.wording import say

_Function = TypeVar("_Function", bound=Callable[..., Any])

HELP: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

CSV_OPTIONS: Final = (
    ("--type", "法人区分（社会医療法人、social など）", "corporation type, such as social"),
    ("--start", "会計年度の開始日（2025-04-01、令和7年4月1日 など）", "first day of the fiscal year"),
    ("--end", "会計年度の終了日（省略時は1年）", "its last day (a year if absent)"),
    ("--name", "法人名", "name of the corporation"),
    ("--legal-form", "法人形態（福祉病院・オープン病院）", "legal form (welfare and open hospitals)"),
    ("--unit", "金額の単位（円・千円）", "unit of the amounts: yen or thousand_yen"),
    ("--standard", "会計基準", "accounting standard"),
    ("--basis", "実績・見込・予算", "actual, forecast or budget"),
    ("--reference", "整理番号", "your own reference"),
)


_EDITS: Final = "4.kind=social_insurance\n4.{}=2,000,000\n'+name={},kind=self_pay,amount=500'\n'{}*110%'"
"""Edits to copy, each on its own line."""


def output_options(*formats: str) -> Callable[[_Function], _Function]:
    """`--format`, `-o` and `--lang`; the first format is the default."""

    def decorate(function: _Function) -> _Function:
        for option in (
            click.option(
                "--lang", type=click.Choice(["ja", "en"]), default="ja", envvar="SHINRYO_RATIO_LANG",
                help=say("表示の言語", "language of the output"),
            ),
            click.option(
                "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
                help=say("結果を書くファイル（UTF-8）", "write the result to this file (UTF-8)"),
            ),
            click.option(
                "--format", "format_", type=click.Choice(formats), default=None,
                help=say(
                    f"出力の形式。省略時は -o のファイル名から、なければ {formats[0]}",
                    f"output format; by the name given with -o, else {formats[0]}",
                ),
            ),
        ):  # fmt: skip
            function = option(function)
        return function

    return decorate


def law_option(function: _Function) -> _Function:
    """`--law FILE`, repeatable."""
    return click.option(
        "--law", "law_files", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
        help=say("自分の法令ファイル（TOML、繰り返し可）", "a law file of your own (TOML, repeatable)"),
    )(function)  # fmt: skip


def source_options(function: _Function) -> _Function:
    """`--encoding`, and what a CSV cannot say itself, by the names of `readers.Headings`."""
    return _headings(function, "CSV: ")


def export_options(function: _Function) -> _Function:
    """`--encoding`, and what an export need not say itself, by the names of `readers.Headings`."""
    return _headings(function, "")


def _headings(function: _Function, lead: str) -> _Function:
    for option, ja, en in reversed(CSV_OPTIONS):
        function = click.option(option, metavar="…", help=lead + say(ja, en))(function)
    return click.option(
        "--encoding", metavar="NAME", help=say("入力の文字コード（省略時は判別）", "encoding of the input")
    )(function)  # fmt: skip


def set_option(function: _Function) -> _Function:
    """`--set EDIT`, repeatable."""
    return click.option(
        "--set", "edits", multiple=True, metavar="EDIT",
        help=say(
            "この実行だけ数値を書き換えて試算する（繰り返し可）。例:\n"
            + _EDITS.format("金額", "新規", "自費診療"),
            "what if: edit the figures for this run (repeatable), such as\n"
            + _EDITS.format("amount", "new", "self_pay"),
        ),
    )(function)  # fmt: skip


def reading_option(function: _Function) -> _Function:
    """`--reading ID=alternative`, repeatable."""
    return click.option(
        "--reading", "readings", multiple=True, metavar="ID=alternative|default",
        help=say(
            "この実行だけ取扱いを選ぶ（care-copayment=alternative など、繰り返し可）",
            "choose a side of an open reading for this run (repeatable)",
        ),
    )(function)  # fmt: skip
