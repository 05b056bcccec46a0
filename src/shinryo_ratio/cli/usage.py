"""click's usage errors in the words of this program."""

import re
from typing import Final

import click

from shinryo_ratio.messages.language import Language

_EXTRA: Final = re.compile(r"Got unexpected extra arguments? \((?P<extra>.*)\)")
_PATH: Final = re.compile(
    r"\w+ '(?P<path>.*)' (?P<state>is a directory|is not readable|is not writable)\.", re.DOTALL
)
_PATHS: Final = {
    "is a directory": "はフォルダーです。ファイルの名前を指定してください。",
    "is not readable": "を読む権限がありません。",
    "is not writable": "に書く権限がありません。",
}
"""What click says of a path that an option names."""


def usage_words(error: click.ClickException, lang: Language) -> str:
    """What is wrong with how the program was called."""
    if lang == "en":
        return error.format_message()
    return _japanese(error) or error.format_message()


def _japanese(error: click.ClickException) -> str | None:
    if isinstance(error, click.NoSuchOption):
        nearest = f"{'、'.join(error.possibilities)} ではありませんか。" if error.possibilities else ""
        return f"オプション {error.option_name} はありません。{nearest}"
    if isinstance(error, click.MissingParameter):
        return f"{_named(error)} を指定してください。"
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.BadOptionUsage):
        return f"オプション {error.option_name} の使い方が違います（値が要る、または値を取りません）。"
    if extra := _EXTRA.match(error.message):
        return f"余分な引数があります: {extra['extra']}"
    return None


def _bad_value(error: click.BadParameter) -> str | None:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Path) and (found := _PATH.fullmatch(error.message)):
        return f"{_named(error)}: {found['path']} {_PATHS[found['state']]}"
    if isinstance(kind, click.Choice):
        return f"{_named(error)} は {'、'.join(map(str, kind.choices))} のいずれかです。"
    return f"{_named(error)}: {error.message}"


def _named(error: click.BadParameter) -> str:
    if error.param is None:
        return "引数"
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.human_readable_name
