"""Reading what a command is given: figures with the options of the run, and law files."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError, Place, Problem

if TYPE_CHECKING:
    from shinryo_ratio.cli.what_if import Command
    from shinryo_ratio.law import Law
    from shinryo_ratio.readers import Further, Source

_STEP: Final = r"([^.\[\]]+)|\[(\d+)\]"


class Reader(NamedTuple):
    """How the files of a run are read.

    Attributes:
        headings: the options that say what a CSV cannot, by their names in `readers.Headings`.
        readings: `ID=choice`, as given.
        edits: what-if edits of the one file that is read, as given.
    """

    encoding: str | None
    headings: Mapping[str, str | None]
    readings: tuple[str, ...]
    law_files: tuple[Path, ...]
    lang: Language
    edits: tuple[str, ...] = ()

    def law(self) -> "Law | None":
        """The law with the user's own files; None for the law as shipped.

        Raises:
            FiguresError: with every problem of the files.
            click.UsageError: where a reading that is chosen does not exist.
        """
        self.choices()
        return law_of(self.law_files) if self.law_files else None

    def read(self, file: str, further: "Further | None" = None) -> "tuple[Source, ...]":
        """The sources in a file, the readings of the run chosen.

        Args:
            file: its name.
            further: what else is asked of a file that is refused.

        Raises:
            FiguresError: with every problem of the file.
        """
        from shinryo_ratio.readers import Headings, read

        headings = Headings(**self.headings) if any(self.headings.values()) else None
        sources = read(file, encoding=self.encoding, headings=headings, further=further)
        if self.edits and len(sources) > 1:
            raise _several(file, len(sources))
        choices = self.choices()
        return tuple(_choosing(source, choices) for source in sources) if choices else sources

    def read_one(self, file: str) -> "Source":
        """The only source of a file.

        Raises:
            FiguresError: with every problem of the file; also where it holds several corporations.
        """
        first, *others = self.read(file)
        if others:
            raise _several(file, 1 + len(others))
        return first

    def commands(self, files: Sequence[str] = ()) -> "tuple[Command, ...]":
        """The what-if edits of this run.

        Raises:
            click.UsageError: where one is no edit, or where the run reads several files.
        """
        if not self.edits:
            return ()
        from shinryo_ratio.cli.what_if import commands

        if len(files) > 1:
            raise click.UsageError(
                "--set edits one file: name a single FILE."
                if self.lang == "en"
                else "--set は一つのファイルだけを書き換えます。FILE を一つにしてください。"
            )
        return commands(self.edits, self.lang)

    def choices(self) -> dict[str, str]:
        """The readings chosen for this run: id to side.

        Raises:
            click.UsageError: where there is no such reading or side; the nearest is offered.
        """
        return dict(_choice(text, self.lang) for text in self.readings)

    def placed(self, error: FiguresError, source: "Source") -> FiguresError:
        """The error with its problems at their places in the text, where they know only a path."""
        return FiguresError(_placed(error.problems, source))


def _several(file: str, count: int) -> FiguresError:
    return FiguresError([Problem("several-corporations", Place(file=file), {"count": count})])


_IN_SQL_ALONE: Final = (".parquet", ".duckdb", ".db")


def needs_sql(file: str) -> bool:
    """Whether a file is a table that only SQL reads."""
    return Path(file).suffix.lower() in _IN_SQL_ALONE


def law_of(law_files: tuple[Path, ...]) -> "Law":
    """The shipped law with law files of the user's own.

    Raises:
        FiguresError: with every problem of the files.
    """
    from shinryo_ratio.law import Law

    return Law.load(*law_files)


def _placed(problems: Iterable[Problem], source: "Source") -> Iterable[Problem]:
    for problem in problems:
        bare = problem.place.file is None and problem.place.path
        yield problem.at(source.place(_path(problem.place.path))) if bare else problem


def _path(text: str) -> tuple[str | int, ...]:
    """`revenue[3].amount` as the steps of a path."""
    return tuple(int(index) if index else key for key, index in re.findall(_STEP, text))


def _choosing(source: "Source", choices: Mapping[str, str]) -> "Source":
    from shinryo_ratio.figures import ReadingChoice

    chosen: dict[str, Any] = {
        id_.replace("-", "_"): ReadingChoice.model_validate({"choice": side}) for id_, side in choices.items()
    }
    readings = source.figures.readings.model_copy(update=chosen)
    return source._replace(figures=source.figures.model_copy(update={"readings": readings}))


def _choice(text: str, lang: Language) -> tuple[str, str]:
    from shinryo_ratio.figures import vocabulary as v
    from shinryo_ratio.figures.words import code_of

    written, _, side = text.partition("=")
    ids: v.Words = dict.fromkeys(v.ReadingId.__args__, ())  # type: ignore[attr-defined]
    id_, choice = code_of(ids, written), code_of(v.CHOICES, side)
    if id_ is None:
        raise click.UsageError(_no_reading(written, ids, lang))
    if choice is None:
        known = " / ".join(f"{id_}={known}" for known in v.CHOICES)
        raise click.UsageError(
            f"--reading {text}: write {known}." if lang == "en" else f"--reading {text}: {known} と書きます。"
        )
    return id_, choice


def _no_reading(written: str, ids: Mapping[str, tuple[str, ...]], lang: Language) -> str:
    from shinryo_ratio.figures.words import nearest

    near = nearest(written, ids)
    if lang == "en":
        return f"There is no reading {written}. " + (
            f"Did you mean {near}?" if near else f"Known: {', '.join(ids)}"
        )
    tail = f"「{near}」ではありませんか。" if near else f"使える id: {'、'.join(ids)}"
    return f"取扱い「{written}」はありません。{tail}"
