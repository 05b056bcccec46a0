"""A table of lines as it lies in a file: Parquet, CSV or a database of DuckDB.

Columns are found by their names, English or Japanese, as in a CSV.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.columns import Header, not_said, read_header
from shinryo_ratio.readers.headings import BESIDE, COLUMNS

if TYPE_CHECKING:
    import duckdb

ROW: Final = "row_of_the_source"
"""The column with the number of a row in its file."""

AT_A_TIME: Final = 2000
"""Rows of a result that are fetched together."""

_NAMES: Final = {heading: names[0] for heading, names in {**COLUMNS, **BESIDE}.items()}
"""What the columns that say a heading are called here."""


class NotPlainError(Exception):
    """A CSV that takes more than SQL to read: another encoding, blank rows, broken quotes."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of lines in a file.

    Attributes:
        relation: what stands behind FROM; it has the column `ROW`.
        names: the columns as written.
        header: its columns, as the readers read them.
        columns: the written column of each field and heading, by the names that a CSV has for them.
        types: the type of each written column.
        first_row: what the number of the first row of lines is in the file, a header counted.
    """

    file: str
    relation: str
    names: tuple[str, ...]
    header: Header
    columns: Mapping[str, str]
    types: Mapping[str, str]
    first_row: int

    @property
    def is_text(self) -> bool:
        """Whether every cell is a text, as in a CSV."""
        return self.first_row > 1


def opened(connection: "duckdb.DuckDBPyConnection", file: str) -> Table:
    """The table in a Parquet file, a CSV or a DuckDB database (its table or view `lines`).

    Raises:
        FiguresError: where there is none, or its columns are not those of lines.
        NotPlainError: where a CSV is for the readers.
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
    header = _header(list(types), file)
    return Table(file, relation, tuple(types), header, _columns(header), types, first_row)


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
        f" FROM read_parquet({_one_file(file)}, file_row_number = true, hive_partitioning = false))"
    )


def _csv(_: "duckdb.DuckDBPyConnection", file: str) -> str:
    """The rows of a CSV.

    Raises:
        NotPlainError: where a column has no name, or another column's.
    """
    delimiter = "\t" if Path(file).suffix.lower() == ".tsv" else ","
    options = "header = true, all_varchar = true, auto_detect = false, quote = '\"', escape = '\"'"
    with Path(file).open(encoding="utf-8-sig", newline="") as stream:
        names = next(csv.reader(stream, delimiter=delimiter))
    if not all(map(str.strip, names)) or len({name.lower() for name in names}) < len(names):
        raise NotPlainError
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in names)
    return (
        f"(SELECT *, row_number() OVER () AS {ROW} FROM read_csv({_one_file(file)}, {options},"
        f" delim = {_text(delimiter)}, columns = {{{columns}}}, hive_partitioning = false))"
    )


def _database(connection: "duckdb.DuckDBPyConnection", file: str) -> str:
    connection.execute(f"ATTACH {_text(file)} AS source (TYPE duckdb, READ_ONLY)")
    (views,) = connection.execute(
        "SELECT COUNT(*) FROM duckdb_views() WHERE database_name = 'source' AND view_name = 'lines'"
    ).fetchall()[0]
    row = "row_number() OVER ()" if views else "rowid + 1"
    return f"(SELECT *, {row} AS {ROW} FROM source.lines)"


_RELATIONS: Final = {
    ".parquet": _parquet, ".csv": _csv, ".tsv": _csv, ".duckdb": _database, ".db": _database,
}  # fmt: skip


def _header(names: list[str], file: str) -> Header:
    """The header, which must tell corporations and years apart.

    Raises:
        FiguresError: where a column is unknown, stands twice, or is missing.
    """
    header, problems = read_header(names, 1, file, beside=True)
    problems += not_said(header, file)
    if problems:
        raise FiguresError(problems)
    return header


def _columns(header: Header) -> dict[str, str]:
    said = {**header.headings, **header.beside}
    columns = {**header.fields, **{_NAMES[heading]: column for heading, column in said.items()}}
    return {name: header.names[column - 1] for name, column in columns.items()}


def _one_file(file: str) -> str:
    """The name of a file as DuckDB takes it for no pattern of names."""
    return _text(re.sub(r"[*?[]", r"[\g<0>]", file))


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _fail(code: str, file: str, **values: Any) -> Any:
    raise FiguresError([Problem(code, Place(file=file), values)])
