"""A table of lines, as it lies in a file, made into the table `lines` that the query reads (on DuckDB).

Columns are found by their names, English or Japanese, as in a CSV. What is not written in codes, ISO dates
and plain digits is not guessed at: the row is marked unclear, and its corporation is read by the readers.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.figures.words import fold
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.columns import read_header
from shinryo_ratio.sql.query import LINES

if TYPE_CHECKING:
    import duckdb

ROW: Final = "row_of_the_source"
"""The column with the number of a row in its file."""

BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "accounting_standard": ("accounting_standard", "会計基準"),
    "unit": ("unit", "単位"),
    "covid_subsidy_measure": ("covid_subsidy_measure", "コロナ補助金の取扱い"),
    "readings": ("readings", "取扱い"),
    "delivery_fee": ("delivery_fee", "一件の金額"),
}
"""Columns that a table may have beside those of a CSV."""

_HEADINGS: Final = {
    "reference": "reference", "name": "corporation_name", "type": "corporation_type",
    "legal_form": "legal_form", "start": "fiscal_year_start", "end": "fiscal_year_end",
}  # fmt: skip
_DIGITS: Final = "-?(0|[1-9][0-9]{0,17})"
_DELIVERIES: Final = "[0-9]{1,9}x[0-9]{1,9}(;[0-9]{1,9}x[0-9]{1,9})*"


class NotPlainError(Exception):
    """A CSV that takes more than SQL to read: another encoding, blank rows, broken quotes."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of lines in a file.

    Attributes:
        relation: what stands behind FROM; it has the column `ROW`.
        names: the columns as written.
        columns: the written column of each field, by the names of `LINES` and `BESIDE`.
        types: the type of each written column.
        first_row: what the number of the first row of lines is in the file, a header counted.
    """

    file: str
    relation: str
    names: tuple[str, ...]
    columns: Mapping[str, str]
    types: Mapping[str, str]
    first_row: int

    @property
    def is_text(self) -> bool:
        """Whether every cell is a text, as in a CSV."""
        return self.first_row > 1


def opened(connection: "duckdb.DuckDBPyConnection", file: str) -> Table:
    """The table in a Parquet file, a CSV or a DuckDB database (its table `lines`).

    Raises:
        FiguresError: where there is none, or its columns are not those of lines.
    """
    import duckdb

    path = Path(file)
    suffix = path.suffix.lower()
    if suffix not in _RELATIONS:
        _fail("table-suffix-unknown", file, suffix=suffix or path.name)
    if not path.exists():
        _fail("file-missing", file)
    first_row = 2 if suffix in (".csv", ".tsv") else 1
    if first_row > 1:
        _must_be_plain(path)
    try:
        relation = _RELATIONS[suffix](connection, file)
        described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    except duckdb.Error as error:
        _fail("table-unreadable", file, detail=str(error).splitlines()[0])
    types = {str(name): str(type_) for name, type_, *_ in described if name != ROW}
    return Table(file, relation, tuple(types), _columns(file, list(types)), types, first_row)


def _must_be_plain(path: Path) -> None:
    """See that a CSV is UTF-8 without blank rows, so that its rows are numbered as the readers number them.

    Raises:
        NotPlainError: where it is not.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            plain = all(line.strip(" \t\r\n,") for line in stream)
    except UnicodeDecodeError:
        plain = False
    if not plain or not path.stat().st_size:
        raise NotPlainError


def _parquet(_: "duckdb.DuckDBPyConnection", file: str) -> str:
    return (
        f"(SELECT * EXCLUDE (file_row_number), file_row_number + 1 AS {ROW}"
        f" FROM read_parquet({_text(file)}, file_row_number = true))"
    )


def _csv(connection: "duckdb.DuckDBPyConnection", file: str) -> str:
    delimiter = "\t" if Path(file).suffix.lower() == ".tsv" else ","
    options = "header = true, all_varchar = true, auto_detect = false, quote = '\"', escape = '\"'"
    with Path(file).open(encoding="utf-8-sig", newline="") as stream:
        names = next(csv.reader(stream, delimiter=delimiter))
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in names)
    return (
        f"(SELECT *, row_number() OVER () AS {ROW} FROM read_csv({_text(file)}, {options},"
        f" delim = {_text(delimiter)}, columns = {{{columns}}}))"
    )


def _database(connection: "duckdb.DuckDBPyConnection", file: str) -> str:
    connection.execute(f"ATTACH {_text(file)} AS source (READ_ONLY)")
    return f"(SELECT *, rowid + 1 AS {ROW} FROM source.lines)"


_RELATIONS: Final = {
    ".parquet": _parquet, ".csv": _csv, ".tsv": _csv, ".duckdb": _database, ".db": _database,
}  # fmt: skip


def _columns(file: str, names: list[str]) -> dict[str, str]:
    """The written column of each field.

    Raises:
        FiguresError: where a column is unknown, stands twice, or is missing.
    """
    beside = {fold(term): field for field, terms in BESIDE.items() for term in terms}
    header, problems = read_header(names, 1, file)
    extra = {index: beside[fold(name)] for index, name in enumerate(names, 1) if fold(name) in beside}
    problems = [problem for problem in problems if problem.place.column not in extra]
    for heading in ("name", "type", "start"):
        if heading not in header.headings:
            values = {"column": _HEADINGS[heading]}
            problems.append(Problem("table-column-missing", Place(file=file, line=1), values))
    if problems:
        raise FiguresError(problems)
    found = {field: names[column - 1] for field, column in header.fields.items()}
    found |= {_HEADINGS[heading]: names[column - 1] for heading, column in header.headings.items()}
    return {**found, **{field: names[index - 1] for index, field in extra.items()}}


# -- from cells to columns ------------------------------------------------------------------------


class Cells:
    """The columns of `lines` as expressions over the cells of a table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def view(self) -> str:
        """The statement that makes `lines`, with the columns of which the table says something."""
        table, lines = self._table, self.lines
        if "deliveries" not in table.columns:
            return f"CREATE OR REPLACE VIEW lines AS\n{_select(lines, table.relation)}"
        text = self.raw("deliveries")
        whole = f"{_select(lines, table.relation)} WHERE {text} IS NULL"
        births = _select({**lines, **self._births()}, self._split())
        return f"CREATE OR REPLACE VIEW lines AS\n{whole}\nUNION ALL\n{births}"

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
        if "deliveries" in known or "delivery_fee" in known:
            for name in ("delivery_fee", "delivery_count"):
                found[name] = self.read(name, "BIGINT")
        return {name: found[name] for name in LINES if name in found}

    def _births(self) -> dict[str, str]:
        """What differs for a line of childbirth whose deliveries stand in one cell: a row for each fee."""
        fee, count = (f"CAST(split_part(delivery, 'x', {part}) AS BIGINT)" for part in (1, 2))
        return {
            "amount": f"CASE WHEN agree THEN {fee} * {count} ELSE {self.read('amount', 'BIGINT')} END",
            "delivery_fee": f"CASE WHEN agree THEN {fee} END",
            "delivery_count": f"CASE WHEN agree THEN {count} END",
            "unclear": f"{self._unclear()} OR NOT agree",
        }

    def _split(self) -> str:
        """The rows whose deliveries are written as 480000x120;520000x10, once for each fee.

        `agree` tells whether fees and counts add up to what the row says.
        """
        text = self.raw("deliveries")
        readable = f"regexp_full_match({text}, '{_DELIVERIES}')"
        agree = f"list_sum([{_factor(1)} * {_factor(2)} for part in parts]) = {self.read('amount', 'BIGINT')}"
        if "delivery_count" in self._table.columns:
            counted = self.read("delivery_count", "BIGINT")
            agree += f" AND COALESCE(list_sum([{_factor(2)} for part in parts]) = {counted}, TRUE)"
        parts = f"CASE WHEN {readable} THEN string_split({text}, ';') ELSE ['0x0'] END"
        filled = f"SELECT *, {parts} AS parts FROM {self._table.relation} WHERE {text} IS NOT NULL"
        checked = f"SELECT *, COALESCE(parts[1] <> '0x0' AND {agree}, FALSE) AS agree FROM ({filled})"
        births = "unnest(CASE WHEN agree THEN parts ELSE ['0x0'] END) AS delivery"
        return f"(SELECT * EXCLUDE (parts), {births} FROM ({checked}))"

    def raw(self, field: str) -> str:
        """A cell as text; blank is NULL."""
        written = self._table.columns.get(field)
        if written is None:
            return "CAST(NULL AS VARCHAR)"
        cell = quoted(written)
        if self._table.is_text:
            return f"NULLIF(TRIM({cell}), '')"
        return cell if self._table.types[written] == "VARCHAR" else f"CAST({cell} AS VARCHAR)"

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
        if given != "VARCHAR":
            return f"CAST(NULL AS {type_})"
        if type_ == "BOOLEAN":
            return f"CASE {text} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
        form = _DIGITS if type_ == "BIGINT" else "[0-9]{4}-[0-9]{2}-[0-9]{2}"
        return f"CASE WHEN regexp_full_match({text}, '{form}') THEN TRY_CAST({text} AS {type_}) END"

    def _unclear(self) -> str:
        """Whether some cell is filled and cannot be read, or is not for SQL."""
        types = {**LINES, "covid_subsidy_measure": "BOOLEAN"}
        doubts = [
            f"({self.raw(field)} IS NOT NULL AND {self.read(field, types[field])} IS NULL)"
            for field, written in self._table.columns.items()
            if field in types and self._table.types[written] != types[field] != "VARCHAR"
        ]
        if "unit" in self._table.columns:
            doubts.append(f"COALESCE({self.raw('unit')} <> 'yen', FALSE)")
        return " OR ".join(doubts) or "FALSE"


def _select(columns: Mapping[str, str], relation: str) -> str:
    listed = ",\n  ".join(f"{text} AS {name}" for name, text in columns.items())
    return f"SELECT\n  {listed}\nFROM {relation}"


def _factor(position: int) -> str:
    return f"CAST(split_part(part, 'x', {position}) AS BIGINT)"


def _is_whole(type_: str) -> bool:
    return type_.removeprefix("U") in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT") or (
        type_.startswith("DECIMAL(") and type_.endswith(",0)")
    )


def quoted(column: str) -> str:
    """The name of a column as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _fail(code: str, file: str, **values: Any) -> Any:
    raise FiguresError([Problem(code, Place(file=file), values)])
