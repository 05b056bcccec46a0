"""Which corporations SQL leaves to be assessed, and their rows in the source (in the SQL of DuckDB)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.sql.cells import Cells
from shinryo_ratio.sql.query import who
from shinryo_ratio.sql.source import AT_A_TIME, ROW, Table

if TYPE_CHECKING:
    import duckdb

_BLANKS: Final = " || ".join(f"chr({code})" for code in range(0x3001) if chr(code).isspace())
"""What the readers take for blank around a text."""
_CONTROLS: Final = r"[\x00-\x1f\x7f-\x{9f}\x{2028}\x{2029}]"


_WHO: Final = who("reference", "corporation_name")

IS_LEFT: Final = f"EXISTS (SELECT 1 FROM undecided WHERE undecided.who IS NOT DISTINCT FROM {_WHO})"
"""Whether a row of `decided` is left to be assessed, once `find` has found which are."""

_FIND: Final = f"""\
CREATE OR REPLACE TABLE undecided AS
WITH told AS (
  SELECT
    {_WHO} AS who,
    NULLIF(TRIM(reference, {_BLANKS}), '') AS reference,
    TRIM(corporation_name, {_BLANKS}) AS name,
    needs_assess OR regexp_matches(CONCAT(reference, corporation_name), '{_CONTROLS}') AS is_open
  FROM decided
),
in_part AS (
  SELECT name FROM told GROUP BY name HAVING COUNT(reference) BETWEEN 1 AND COUNT(*) - 1
),
are_open AS (
  SELECT TRIM(who, {_BLANKS}) AS who FROM told WHERE is_open OR name IN (SELECT name FROM in_part)
)
SELECT DISTINCT who FROM told
WHERE who IS NULL OR TRIM(who, {_BLANKS}) IN (SELECT who FROM are_open WHERE who IS NOT NULL)"""


def find(connection: "duckdb.DuckDBPyConnection", table: Table) -> None:
    """Find who is not decided in some year; they stand in the table `undecided`.

    Where a name has a control character SQL and the readers may not tell the same corporations apart: what is
    alike but for it goes with it. So does what has a name that stands with and without a reference, in
    whatever year; and the corporation whose rows stand before one that does not say whose it is: it may be
    its, too.
    """
    connection.execute(_FIND)
    if connection.execute("SELECT 1 FROM undecided WHERE who IS NULL").fetchall():
        connection.execute(
            f"INSERT INTO undecided SELECT DISTINCT before FROM ("
            f"SELECT who, LAST_VALUE(who IGNORE NULLS)"
            f" OVER (ORDER BY {ROW} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before"
            f" FROM (SELECT {_who_in(table)} AS who, {ROW} FROM {table.relation})"
            ") WHERE who IS NULL AND before NOT IN (SELECT who FROM undecided WHERE who IS NOT NULL)"
        )


def rows(connection: "duckdb.DuckDBPyConnection", table: Table) -> Iterator[tuple[Any, ...]]:
    """The rows of the undecided in their order: the number of each in the source, and its cells as text."""
    names = ", ".join(map(Cells(table).text, table.names))
    cursor = connection.cursor().execute(
        f"SELECT {ROW} + {table.first_row - 1}, {names} FROM {table.relation} AS relation"
        f" JOIN undecided ON undecided.who IS NOT DISTINCT FROM {_who_in(table)} ORDER BY 1"
    )
    while found := cursor.fetchmany(AT_A_TIME):
        yield from found


def _who_in(table: Table) -> str:
    cells = Cells(table)
    return who(cells.raw("reference"), cells.raw("corporation_name"))
