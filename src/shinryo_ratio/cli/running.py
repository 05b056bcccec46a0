"""Exit statuses, and the one place where whatever happens becomes one of them."""

import os
import sys
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.cli import console
from shinryo_ratio.cli.wording import speak
from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    import click


class Exit(IntEnum):
    """終了コード (contract section 5)."""

    MET = 0
    NOT_MET = 1
    USAGE = 2
    INVALID = 3
    UNDETERMINED = 4
    NOT_APPLICABLE = 5
    FAILURE = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141


OF_VERDICT: Final = {
    "met": Exit.MET,
    "not_met": Exit.NOT_MET,
    "undetermined": Exit.UNDETERMINED,
    "not_applicable": Exit.NOT_APPLICABLE,
}
_FIRST_OF: Final = (Exit.INVALID, Exit.NOT_MET, Exit.UNDETERMINED, Exit.NOT_APPLICABLE, Exit.MET)

DEBUG: Final = "SHINRYO_RATIO_DEBUG"
LANGUAGE: Final = "SHINRYO_RATIO_LANG"
_COMPLETION: Final = "_SHINRYO_RATIO_COMPLETE"

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "usage": "エラー: {message}",
        "hint": "使い方は {command} --help で表示します。",
        "failure": "予期しない誤りで止まりました（{detail}）。判定は出ていません。",
        "debug": f"{DEBUG}=1 を付けて実行すると詳しく表示します。",
        "interrupted": "中断しました。判定は出ていません。",
    },
    "en": {
        "usage": "Error: {message}",
        "hint": "See {command} --help.",
        "failure": "Stopped by an unexpected error ({detail}). There is no verdict.",
        "debug": f"Run with {DEBUG}=1 for details.",
        "interrupted": "Interrupted. There is no verdict.",
    },
}


def worst(statuses: Iterable[Exit]) -> Exit:
    """The exit status of several files: the first of 3, 1, 4, 5, 0 that occurs."""
    occurring = set(statuses)
    return next((status for status in _FIRST_OF if status in occurring), Exit.MET)


def language(args: Sequence[str]) -> Language:
    """The language of messages, told before the arguments are parsed."""
    wanted = os.environ.get(LANGUAGE, "ja")
    for argument, following in zip(args, [*args[1:], ""], strict=False):
        if argument == "--lang":
            wanted = following
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return "en" if wanted == "en" else "ja"


def run(args: Sequence[str]) -> int:
    """Run the command line on arguments; the exit status."""
    console.prepare()
    try:
        return _run(list(args))
    except console.ClosedPipeError:
        console.silence()
        return Exit.CLOSED_PIPE


def _run(args: list[str]) -> int:
    if args == ["--version"]:
        from shinryo_ratio._version import __version__

        console.write_out(f"shinryo-ratio {__version__}")
        return Exit.MET
    lang = language(args)
    speak(lang)
    words = _WORDS[lang]
    try:
        return _invoked(args, words)
    except KeyboardInterrupt:
        console.write_err(words["interrupted"])  # click has ended the line of ^C
        return Exit.INTERRUPTED
    except console.ClosedPipeError:
        raise
    except Exception as error:
        if os.environ.get(DEBUG):
            import traceback

            traceback.print_exc()
        console.write_err(words["failure"].format(detail=f"{type(error).__name__}: {error}"))
        if not os.environ.get(DEBUG):
            console.write_err(words["debug"])
        return Exit.FAILURE


def _invoked(args: list[str], words: dict[str, str]) -> int:
    import click

    from shinryo_ratio.cli.program import program

    options: dict[str, Any] = {"prog_name": "shinryo-ratio", "standalone_mode": False}
    try:
        status = program.main(args=None if args == sys.argv[1:] else args, **options)
    except click.ClickException as error:
        if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
            console.write_err(error.format_message())  # its message is the help page
            return Exit.USAGE
        _show_usage(error, words)
        return Exit.USAGE
    except click.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as leaving:
        # click leaves by itself where a pipe is closed while it prints a help page, and after completion
        if os.environ.get(_COMPLETION):
            return int(leaving.code or 0)
        raise console.ClosedPipeError from None
    return int(status or 0)


def _show_usage(error: "click.ClickException", words: dict[str, str]) -> None:
    from shinryo_ratio.cli.usage import usage_words

    context = getattr(error, "ctx", None)
    command = context.command_path if context else "shinryo-ratio"
    lang: Language = "en" if words is _WORDS["en"] else "ja"
    console.write_err(words["usage"].format(message=usage_words(error, lang)))
    console.write_err(words["hint"].format(command=command))
