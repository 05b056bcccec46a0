"""The cells of a table of lines, read into the columns of `lines` (in the SQL of DuckDB).

What is not written in codes, ISO dates and plain digits is not guessed at: the row is marked unclear, and its
corporation is read by the readers.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.sql.query import LINES, up_to
from shinryo_ratio.sql.source import ROW, Table

if TYPE_CHECKING:
    import duckdb

_READ: Final = {
    **{field: type_ for field, type_ in LINES.items() if type_ != "VARCHAR"},
    "covid_subsidy_measure": "BOOLEAN",
    "delivery_count": "BIGINT",
}
"""The fields that are no text, and what they are."""

_DIGITS: Final = "-?(0|[1-9][0-9]{0,17})"
_DELIVERIES: Final = "[0-9]{1,9}x[1-9][0-9]{0,8}(;[0-9]{1,9}x[1-9][0-9]{0,8})*"
_BIRTHS: Final = ("deliveries", "delivery_count")


class Cells:
    """The columns of `lines` as expressions over the cells of a table."""

    def __init__(self, table: Table, caps: Sequence[int] = ()) -> None:
        self._table, self._caps = table, caps

    @property
    def view(self) -> str:
        """The statement that makes `lines`, with the columns of which the table says something."""
        listed = ",\n  ".join(f"{text} AS {name}" for name, text in self.lines.items())
        return f"CREATE OR REPLACE VIEW lines AS\nSELECT\n  {listed}\nFROM {self._table.relation}"

    @cached_property
    def lines(self) -> dict[str, str]:
        """The columns of lines that stand in one row."""
        known = self._table.columns
        found = {name: self.read(name, type_) for name, type_ in LINES.items() if name in known}
        found["line"] = f"{ROW} + {self._table.first_row - 1}"
        found["unclear"] = self._unclear()
        if "accounting_standard" in known:
            found["accounting_standard"] = (
                f"COALESCE({self.raw('accounting_standard')}, 'medical_corporation')"
            )
        if "covid_subsidy_measure" in known:
            found["covid_elected"] = f"COALESCE({self.read('covid_subsidy_measure', 'BOOLEAN')}, FALSE)"
        if "readings" in known:
            found["choices"] = self.raw("readings")
        if "internal" in known:
            found["internal"] = f"COALESCE({self.read('internal', 'BOOLEAN')}, FALSE)"
        found |= self._deliveries()
        return found

    def _deliveries(self) -> dict[str, str]:
        """Whether deliveries are stated, and what counts of them up to each cap; NULL where unclear."""
        stated = [name for name in _BIRTHS if name in self._table.columns]
        if not stated:
            return {}
        return {
            "deliveries_stated": " OR ".join(f"{self.raw(name)} IS NOT NULL" for name in stated),
            **{up_to(cap): self._counted(cap) for cap in self._caps},
        }

    def _counted(self, cap: int) -> str:
        """What counts of deliveries written as 480000x120;520000x10, where they agree with the amount."""
        if "deliveries" not in self._table.columns:
            return "CAST(NULL AS BIGINT)"
        text, amount = self.raw("deliveries"), self.read("amount", "BIGINT")
        parts = f"[CAST(string_split(text, 'x') AS BIGINT[]) for text in string_split({text}, ';')]"
        agree = f"list_sum([part[1] * part[2] for part in {parts}]) = {amount}"
        if "delivery_count" in self._table.columns:
            births = self.read("delivery_count", "BIGINT")
            agree += f" AND COALESCE(list_sum([part[2] for part in {parts}]) = {births}, TRUE)"
        counted = f"CAST(list_sum([least(part[1], {cap}) * part[2] for part in {parts}]) AS BIGINT)"
        return (
            f"CASE WHEN regexp_full_match({text}, '{_DELIVERIES}') THEN\n"
            f"    CASE WHEN {agree} THEN {counted} END END"
        )

    def raw(self, field: str) -> str:
        """A cell as text; blank is NULL."""
        written = self._table.columns.get(field)
        if written is None:
            return "CAST(NULL AS VARCHAR)"
        text = self.text(written)
        return f"NULLIF(TRIM({text}), '')" if self._table.is_text else text

    def text(self, written: str) -> str:
        """A column as text, as in a CSV: whole numbers by their digits, midnights by their days."""
        cell, given = quoted(written), self._table.types[written]
        if given == "VARCHAR":
            return cell
        plainer = _whole(cell) if _may_have_a_fraction(given) else _day(cell) if given in _MOMENTS else None
        text = f"CAST({cell} AS VARCHAR)"
        return f"COALESCE(CAST({plainer} AS VARCHAR), {text})" if plainer else text

    def read(self, field: str, type_: str) -> str:
        """A cell as a value of a type; NULL where it is blank or cannot be read."""
        written = self._table.columns.get(field)
        if written is None:
            return f"CAST(NULL AS {type_})"
        given = self._table.types[written]
        text = self.raw(field)
        if type_ == "VARCHAR":
            return text
        if given == type_:
            return quoted(written)
        if type_ == "BIGINT" and _is_whole(given):
            return f"TRY_CAST({quoted(written)} AS BIGINT)"
        if type_ == "BIGINT" and _may_have_a_fraction(given):
            return _whole(quoted(written))
        if type_ == "DATE" and given in _MOMENTS:
            return _day(quoted(written))
        if given != "VARCHAR":
            return f"CAST(NULL AS {type_})"
        if type_ == "BOOLEAN":
            return f"CASE {text} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
        form = _DIGITS if type_ == "BIGINT" else "[0-9]{4}-[0-9]{2}-[0-9]{2}"
        return f"CASE WHEN regexp_full_match({text}, '{form}') THEN TRY_CAST({text} AS {type_}) END"

    def _unclear(self) -> str:
        """Whether some cell is filled and cannot be read, or is not for SQL."""
        doubts = [
            f"({self.raw(field)} IS NOT NULL AND {self.read(field, _READ[field])} IS NULL)"
            for field, written in self._table.columns.items()
            if field in _READ and self._table.types[written] != _READ[field]
        ]
        if "unit" in self._table.columns:
            doubts.append(f"COALESCE({self.raw('unit')} <> 'yen', FALSE)")
        return " OR ".join(doubts) or "FALSE"


_MOMENTS: Final = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
"""Types of moments of which a day is known; with a time zone it is not."""


def _whole(cell: str) -> str:
    """A number that may have a fraction, where it has none; else NULL."""
    number = f"TRY_CAST({cell} AS BIGINT)"
    return f"CASE WHEN {cell} = {number} THEN {number} END"


def _day(cell: str) -> str:
    """The day of a moment at midnight; else NULL."""
    return f"CASE WHEN {cell} = CAST({cell} AS DATE) THEN CAST({cell} AS DATE) END"


def _may_have_a_fraction(type_: str) -> bool:
    """Whether numbers of a type may have one; those of 4 bytes do not tell 16,777,217 yen from 16,777,216."""
    return type_ == "DOUBLE" or (type_.startswith("DECIMAL(") and not type_.endswith(",0)"))


def must_fit(connection: "duckdb.DuckDBPyConnection", table: Table) -> None:
    """See that what must be a number, a day, true or false is stored as a type that it can be read from.

    A column without a value may have any type: that is how many writers store one.

    Raises:
        FiguresError: with every column of another type.
    """
    problems = []
    for field, type_ in _READ.items():
        written = table.columns.get(field)
        if written is None or _fits(table.types[written], type_):
            continue
        (filled,) = connection.execute(f"SELECT COUNT({quoted(written)}) FROM {table.relation}").fetchall()[0]
        if filled:
            place = Place(file=table.file, line=1, column=table.names.index(written) + 1)
            values = {"column": written, "type": table.types[written], "wanted": type_}
            problems.append(Problem("table-column-type", place, values))
    if problems:
        raise FiguresError(problems)


def _fits(given: str, type_: str) -> bool:
    if given in ("VARCHAR", type_) or given.startswith("ENUM("):
        return True
    if type_ == "DATE":
        return given in _MOMENTS or _is_whole(given)  # 20250401
    return type_ == "BIGINT" and (_is_whole(given) or _may_have_a_fraction(given))


def _is_whole(type_: str) -> bool:
    return type_.removeprefix("U") in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT") or (
        type_.startswith("DECIMAL(") and type_.endswith(",0)")
    )


def quoted(column: str) -> str:
    """The name of a column as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'
