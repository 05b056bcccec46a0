"""`batch --engine duckdb`: the query over a table of lines, one line of output for each corporation."""

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import ValidationError

from shinryo_ratio.batch.chunks import Mark
from shinryo_ratio.batch.rows import Row
from shinryo_ratio.figures import Readings
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.headings import readings_in
from shinryo_ratio.reports.numbers import percent
from shinryo_ratio.sql import handover, margins, undecided
from shinryo_ratio.sql.cells import Cells, must_fit
from shinryo_ratio.sql.query import RESULT
from shinryo_ratio.sql.script import Script, script
from shinryo_ratio.sql.source import AT_A_TIME, NotPlainError, Table, opened
from shinryo_ratio.sql.tables import Choices, caps, literal
from shinryo_ratio.sql.tables import Table as LawTable

if TYPE_CHECKING:
    import duckdb

    from shinryo_ratio.batch import Output, Progress
    from shinryo_ratio.law import Law
    from shinryo_ratio.messages.language import Language

MOST_CHOICES: Final = 50
"""Different choices of readings that SQL knows at once; corporations with rarer ones are assessed."""


class Numbered(NamedTuple):
    """A line of the output, and the number of the row it stands for."""

    number: int
    row: Row


def judge(source: str, *, law: "Law", lang: "Language") -> Iterator[Row]:
    """The line of each corporation of a table, in the order of their first rows.

    Args:
        source: a Parquet file, a CSV, or a DuckDB database with a table `lines`.
        law: the law to judge by.
        lang: the language of errors.

    Raises:
        FiguresError: where the source is no table of lines, or DuckDB is not installed.
        NotPlainError: where a CSV is for the readers, not for SQL.
    """
    connection = connected(source)
    table = opened(connection, source)
    with _readable(table):
        decide(connection, prepare(connection, table, law))
    return lines(connection, table, law, lang)


@contextmanager
def _readable(table: Table) -> Iterator[None]:
    """What of a table cannot be read after all.

    Raises:
        FiguresError: of a table of values.
        NotPlainError: of a CSV.
    """
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        if table.is_text:
            raise NotPlainError from error
        values = {"detail": str(error).splitlines()[0]}
        raise FiguresError([Problem("table-unreadable", Place(file=table.file), values)]) from None


def write(rows: Iterator[Row], output: "Output") -> "Progress":
    """Write the lines; how many there were, and their outcomes."""
    done = 0
    try:
        while chunk := list(islice(rows, AT_A_TIME)):
            done += len(chunk)
            data = b"".join([row.line for row in chunk])
            output.write(data, Mark(done), Counter([row.outcome for row in chunk]))
    except BaseException:
        output.pause()
        raise
    output.finish()
    return output.progress


def connected(source: str) -> "duckdb.DuckDBPyConnection":
    """A database in memory, whose `/` of whole numbers is whole, as the standard has it.

    It neither fetches nor loads what DuckDB does not bring along.

    Raises:
        FiguresError: where DuckDB is not installed.
    """
    try:
        import duckdb
    except ModuleNotFoundError:
        raise FiguresError([Problem("table-extra-missing", Place(file=source))]) from None
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    connection.execute("SET integer_division = true")
    return connection


def prepare(connection: "duckdb.DuckDBPyConnection", table: Table, law: "Law") -> Script:
    """Make `lines` of a table, and fill the tables of the law that its lines need.

    Raises:
        FiguresError: where columns have types that cannot be read.
    """
    must_fit(connection, table)
    said = {type_ for (type_,) in _different(connection, table, "corporation_type")}
    standards = {"medical_corporation"}
    if "accounting_standard" in table.columns:
        standards.update(text for (text,) in _different(connection, table, "accounting_standard") if text)
    choices: dict[str, list[Choices]] = {}
    if "readings" in table.columns:
        choices = _choices(_different(connection, table, "corporation_type", "readings"))
    known = [type_ for type_ in v.CORPORATION_TYPES if type_ in said]
    types = [law.of_type(type_) for type_ in known or v.CORPORATION_TYPES]  # if none is known all is assessed
    cells = Cells(table, caps(types))
    connection.execute(cells.view)
    prepared = script(
        types,
        choices,
        [code for code in v.ACCOUNTING_STANDARDS if code in standards],
        list(cells.lines),
    )
    for law_table in prepared.tables:
        _fill(connection, law_table)
    return prepared


def shown(source: str, *, law: "Law") -> str:
    """The SQL that decides over a table: how DuckDB reads it, the law as tables, and the query.

    Raises:
        FiguresError: where the source is no table of lines that SQL reads, or DuckDB is not installed.
    """
    connection = connected(source)
    try:
        table = opened(connection, source)
        with _readable(table):
            prepared = prepare(connection, table, law)
    except NotPlainError:
        raise FiguresError([Problem("table-not-plain", Place(file=source))]) from None
    view = Cells(table, caps(law.all_types())).view
    return (
        "-- The lines, as DuckDB reads them. On another engine: a table or a view with these columns.\n"
        f"{view};\n\n-- The law, and the query that decides. Division of whole numbers must be whole.\n\n"
        f"{prepared.text}"
    )


def decide(connection: "duckdb.DuckDBPyConnection", prepared: Script) -> None:
    """Run the query; its rows stand in `decided`."""
    connection.execute(f"CREATE OR REPLACE TABLE decided AS\n{prepared.query}")


def _different(
    connection: "duckdb.DuckDBPyConnection", table: Table, *fields: str
) -> list[tuple[str | None, ...]]:
    """The different texts of some columns, those that most rows have first."""
    cells = Cells(table)
    texts = ", ".join(cells.raw(field) for field in fields)
    order = ", ".join(str(number) for number in range(1, len(fields) + 1))
    return connection.execute(
        f"SELECT {texts} FROM {table.relation} GROUP BY ALL ORDER BY COUNT(*) DESC, {order}"
    ).fetchall()


def _choices(written: Sequence[tuple[str | None, ...]]) -> dict[str, list[Choices]]:
    """The readings that texts choose, by type; texts that cannot be read are left to the readers."""
    found: dict[str, list[Choices]] = {}
    for type_, text in [(type_, text) for type_, text in written if type_ and text][:MOST_CHOICES]:
        try:
            chosen = Readings.model_validate(readings_in(text)).chosen
        except ValidationError:
            continue
        alternatives = frozenset(id_ for id_, said in chosen.items() if said.choice == "alternative")
        closed = frozenset(id_ for id_, said in chosen.items() if said.confirmed)
        found.setdefault(type_, []).append(Choices(text, alternatives, closed))
    return found


def _fill(connection: "duckdb.DuckDBPyConnection", table: LawTable) -> None:
    """Make a table of the law; through a file, which is the one quick way in every version of DuckDB."""
    connection.execute(table.create.replace("CREATE TABLE", "CREATE OR REPLACE TABLE", 1))
    with tempfile.TemporaryDirectory(prefix="shinryo-ratio-") as folder:
        path = Path(folder) / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table.rows)
        connection.execute(
            f"COPY {table.name} FROM {literal(str(path))} (FORMAT CSV, HEADER false, NULLSTR '')"
        )


# -- from the rows of the query to lines ----------------------------------------------------------


def lines(
    connection: "duckdb.DuckDBPyConnection", table: Table, law: "Law", lang: "Language"
) -> Iterator[Row]:
    """What SQL decided, and what it left to be assessed."""
    undecided.find(connection, table)
    handed_over = (
        Numbered(stretch.numbers[0], handover.assessed(stretch, table, law, lang))
        for stretch in handover.stretches(table, undecided.rows(connection, table))
    )
    for numbered in merge(_decided(connection), handed_over, key=lambda numbered: numbered.number):
        yield numbered.row


def _decided(connection: "duckdb.DuckDBPyConnection") -> Iterator[Numbered]:
    cursor = connection.cursor().execute(
        f"SELECT {', '.join(RESULT)} FROM decided WHERE NOT {undecided.IS_LEFT} ORDER BY line"
    )
    while rows := cursor.fetchmany(AT_A_TIME):
        for row in rows:
            yield _line(dict(zip(RESULT, row, strict=True)))


def _line(found: dict[str, Any]) -> Numbered:
    tested = found["ruleset"] is not None
    data = {
        "line": found["line"],
        "reference": (found["reference"] or "").strip() or None,
        "verdict": found["verdict"],
        "reason_code": found["reason_code"],
        "certainty": found["certainty"],
        "ruleset": found["ruleset"],
        "status": found["status"],
        "numerator": found["numerator"],
        "denominator": found["denominator"],
        "percent": percent(found["percent_thousandths"], 100_000),
        "margins": {name: found[name] for name in margins.NAMES} if tested else None,
    }
    line = json.dumps(data, ensure_ascii=False) + "\n"
    return Numbered(found["line"], Row(found["verdict"], line.encode()))
