"""Verbs that are imported when they are used: a help page costs no command's imports."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

import click

from shinryo_ratio.cli.wording import say

_MOST_TERM: Final = 30


class Verb(NamedTuple):
    """Where a verb is, and what it does in one line."""

    home: str
    ja: str
    en: str


def write_definitions(formatter: click.HelpFormatter, rows: Sequence[tuple[str, str]]) -> None:
    """Terms with what they mean, as click writes them, but wrapped by the columns that Japanese takes.

    Line breaks of the texts are kept, and no word is broken that fits into a line: examples can be copied.
    """
    from shinryo_ratio.reports.width import wrapped

    indent = formatter.current_indent
    column = min(max((len(term) for term, _ in rows), default=0), _MOST_TERM) + 2
    for term, text in rows:
        beside = len(term) <= column - 2
        lines = wrapped(text, max(formatter.width - indent - column, 10)) if text else []
        first = term.ljust(column) + lines.pop(0) if beside and lines else term
        for line in (first, *(" " * column + line for line in lines)):
            formatter.write(f"{'':>{indent}}{line}".rstrip() + "\n")


class SpokenCommand(click.Command):
    """A command whose help page speaks the language of the run."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("options_metavar", say("[オプション]", "[OPTIONS]"))
        super().__init__(*args, **options)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that says how it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, say("使い方: ", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section(say("オプション", "Options")):
            write_definitions(formatter, records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in the language of the page."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("この説明を表示する", "show this page")
        return option


class LazyGroup(click.Group, SpokenCommand):
    """A group that knows its verbs by name and imports one when it is invoked."""

    def __init__(self, *args: Any, verbs: Mapping[str, Verb], **options: Any) -> None:
        super().__init__(*args, **options)
        self._verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order of their use."""
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, imported now."""
        verb = self._verbs.get(cmd_name)
        if verb is None:
            return None
        module, _, name = verb.home.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs on the help page, without importing them."""
        with formatter.section(say("コマンド", "Commands")):
            write_definitions(
                formatter, [(name, say(verb.ja, verb.en)) for name, verb in self._verbs.items()]
            )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is named first; the nearest is offered where there is none of that name."""
        name = args[0]
        if name.startswith("-") or name in self._verbs:
            return super().resolve_command(ctx, args)
        raise click.UsageError(say(*_no_such_verb(name, list(self._verbs))), ctx)


def _no_such_verb(name: str, verbs: Sequence[str]) -> tuple[str, str]:
    from difflib import get_close_matches

    close = get_close_matches(name, verbs, n=1)
    if close:
        return (
            f"コマンド「{name}」はありません。「{close[0]}」ではありませんか。",
            f"There is no command {name}. Did you mean {close[0]}?",
        )
    return (
        f"コマンド「{name}」はありません。使えるコマンド: {'、'.join(verbs)}",
        f"There is no command {name}. Known: {', '.join(verbs)}",
    )
