"""The corporations of a table judged again in SQL: what the lines of a batch over it must have said."""

import json
from collections.abc import Iterator
from typing import Any

from shinryo_ratio.law import Law
from shinryo_ratio.messages.language import Language
from shinryo_ratio.sql.batch import judge


class Corporations:
    """The corporations of a table, judged in SQL.

    Raises:
        FiguresError: where it is no table of lines, or DuckDB is not installed.
        NotPlainError: where a CSV is for the readers, not for SQL.
    """

    def __init__(self, file: str, law: Law, lang: Language) -> None:
        self._file, self._lang = file, lang
        self._rows = judge(file, law=law, lang=lang)
        self._kept: dict[int, Iterator[dict[str, Any]]] = {}
        self._number = 0

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The number of each, and its line as data."""
        for row in self._rows:
            data = json.loads(row.line)
            self._number = data["line"]
            yield self._number, data

    def under(self, law: Law) -> dict[str, Any]:
        """The line that the corporation given last has under another law: the table judged once more."""
        rows = self._kept.get(id(law))
        if rows is None:
            rows = self._kept[id(law)] = self._all_under(law)
        return next(data for data in rows if data["line"] == self._number)

    def _all_under(self, law: Law) -> Iterator[dict[str, Any]]:
        for row in judge(self._file, law=law, lang=self._lang):
            yield json.loads(row.line)
