"""Where results and messages go: results on standard output or in a file, messages on standard error."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

import click

from shinryo_ratio.cli import console
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import Problem

_FORMAT_OF_SUFFIX: Final = {
    ".json": "json", ".md": "markdown", ".csv": "csv", ".txt": "text", ".html": "html", ".htm": "html",
    ".xlsx": "xlsx", ".yaml": "yaml", ".yml": "yaml", ".sql": "sql",
}  # fmt: skip
_NOT_WRITTEN: Final = frozenset(
    {".xls", ".xlsm", ".xlsb", ".ods", ".pdf", ".doc", ".docx", ".xml", ".parquet", ".tsv"}
)
"""Suffixes of forms that no command writes: a report under such a name would not open."""
_DATA: Final = ("json", "yaml", "csv", "sql", "html")
"""Forms that programs read: UTF-8 in every file and pipe, whatever the locale."""


class Outlet(NamedTuple):
    """The form, the place and the language of a result.

    Attributes:
        file: where the result is written; None for standard output.
    """

    format: str
    file: Path | None
    lang: Language

    @classmethod
    def chosen(
        cls,
        formats: tuple[str, ...],
        format_: str | None,
        file: Path | None,
        lang: Language,
        inputs: Iterable[str | Path] = (),
    ) -> "Outlet":
        """The outlet that options name; the first of `formats` where nothing says more.

        Raises:
            click.UsageError: where the result would overwrite an input, or the suffix of the file says
                another form than the command has.
        """
        suffix = file.suffix.lower() if file else ""
        told = _FORMAT_OF_SUFFIX.get(suffix)
        outlet = cls(format_ or (told if told in formats else formats[0]), file, lang)
        names_another = suffix in _NOT_WRITTEN or (told is not None and told not in formats)
        if format_ is None and len(formats) > 1 and names_another:
            raise click.UsageError(outlet._suffixes(formats))
        if file is not None and is_one_of(file, inputs):
            raise click.UsageError(
                outlet.say(f"-o {file} は入力ファイルです。別の名前にしてください。",
                           f"-o {file} is an input file. Choose another name.")
            )  # fmt: skip
        return outlet

    def _suffixes(self, formats: tuple[str, ...]) -> str:
        known = " ".join(suffix for suffix, form in _FORMAT_OF_SUFFIX.items() if form in formats)
        return self.say(
            f"-o {self.file} の拡張子の形式では出せません。使える拡張子: {known}"
            "（--format を付ければ、どの名前にも書けます）。",
            f"The suffix of -o {self.file} is of a form that this command does not write. Known: {known}"
            " (with --format any name will do).",
        )

    @property
    def columns(self) -> int | None:
        """The width of the screen that results are shown on; None where they go to a file or a pipe."""
        return None if self.file is not None else console.columns(sys.stdout)

    def say(self, ja: str, en: str) -> str:
        """One of two wordings."""
        return en if self.lang == "en" else ja

    def emit(self, text: str, *, encoding: str = "utf-8") -> None:
        """Write a result.

        Raises:
            click.UsageError: where the file cannot be written.
        """
        if self.file is None:
            if self.format in _DATA:
                console.write_out_data((text if text.endswith("\n") else text + "\n",))
            else:
                console.write_out(text)
            return
        file = self.file
        self._written(file, lambda: console.write_file(file, text, encoding=encoding))

    def emit_pieces(self, pieces: Iterable[str]) -> None:
        """Write a result that is too long to be held at once.

        Raises:
            click.UsageError: where the file cannot be written.
        """
        if self.file is None:
            (console.write_out_data if self.format in _DATA else console.write_out_pieces)(pieces)
            return
        file = self.file
        self._written(file, lambda: console.write_file_pieces(file, (piece.encode() for piece in pieces)))

    def emit_bytes(self, data: bytes) -> None:
        """Write a result that is no text.

        Raises:
            click.UsageError: where the file cannot be written, or there is only a screen to write to.
        """
        file = self.file
        if file is not None:
            self._written(file, lambda: console.write_file_bytes(file, data))
        elif sys.stdout.isatty():
            raise click.UsageError(
                self.say("-o FILE で、結果を書くファイルを指定してください。", "Name a file with -o FILE.")
            )
        else:
            console.write_out_bytes(data)

    def _written(self, file: Path, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            from shinryo_ratio.messages.failures import failure_words

            detail = failure_words(error, self.lang)
            raise click.UsageError(
                self.say(f"-o {file} に書き込めません（{detail}）。フォルダーと権限を確かめてください。",
                         f"-o {file} cannot be written ({detail}).")
            ) from None  # fmt: skip

    def complain(self, problems: Iterable[Problem], notes: Iterable[Problem] = ()) -> None:
        """Show problems and notes on standard error: as one JSON document where results are JSON."""
        from shinryo_ratio.reports import render_problems

        problems, notes = tuple(problems), tuple(notes)
        if self.format == "json" and (problems or notes):
            console.write_err_data(render_problems(problems, self.lang, "json", notes))
        elif problems:
            console.write_err(render_problems(problems, self.lang, columns=console.columns(sys.stderr)))
        if self.format != "json":
            self.note(notes)

    def note(self, notes: Iterable[Problem]) -> None:
        """Show what was read all the same and should be looked at, on standard error."""
        for found in notes:
            message, help_ = found.words(self.lang)
            lead = self.say("注意", "note")
            console.write_err(f"{lead} {found.place}: {found.code}\n  {message}\n  {help_}")

    def remark(self, text: str) -> None:
        """Say something on standard error."""
        console.write_err(text)


_STANDARD_INPUT: Final = 0


def is_one_of(file: Path, inputs: Iterable[str | Path]) -> bool:
    """Whether a file is one of those that are read, by their names or as standard input (`-`)."""
    read = (_STANDARD_INPUT if str(given) == "-" else Path(given) for given in inputs)
    return file.is_file() and any(_same(file, other) for other in read)


def _same(file: Path, other: Path | int) -> bool:
    try:
        return os.path.samestat(os.stat(file), os.stat(other))
    except OSError:
        return False
