"""The parts of the law as CSV, JSON and SQL."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from shinryo_ratio.cli.law.parts import (
    OUTCOME_COLUMNS,
    PARTS,
    SHAPE_COLUMNS,
    Columns,
    Held,
    Part,
    Row,
    outcomes,
)
from shinryo_ratio.reports.csv_lines import BYTE_ORDER_MARK, neutral

SCHEMA: Final = "shinryo-ratio/law-table/1"


# -- CSV ----------------------------------------------------------------------------------------


def as_csv(part: Part, held: Held) -> str:
    """A part as CSV: UTF-8 with a byte order mark, CRLF, safe for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in part.columns])
    writer.writerows([_cell(value) for value in row] for row in part.rows(held))
    return BYTE_ORDER_MARK + out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutral(value) if isinstance(value, str) else value


# -- JSON ---------------------------------------------------------------------------------------


def as_json(parts: Iterable[Part], held: Held) -> str:
    """Parts as JSON, a row a line."""
    lists = [f'"{part.key}": [\n' + ",\n".join(_objects(part, held)) + "\n]" for part in parts]
    return f'{{"schema": "{SCHEMA}",\n' + ",\n".join(lists) + "}"


def _objects(part: Part, held: Held) -> Iterator[str]:
    names = [name for name, _ in part.columns]
    for row in part.rows(held):
        yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)


# -- SQL ----------------------------------------------------------------------------------------


def as_sql(parts: Iterable[Part], held: Held) -> str:
    """Parts as statements of plain SQL: CREATE TABLE, INSERT, and joins of what was inserted."""
    statements = [
        statement
        for part in parts
        for statement in (_folded(part, held) if part is PARTS["placement"] else _table(part, held))
    ]
    return ";\n\n".join(statements) + ";"


def _table(part: Part, held: Held) -> Iterator[str]:
    yield from _filled(part.table, part.columns, list(part.rows(held)))


def _filled(name: str, columns: Columns, rows: Sequence[Row]) -> Iterator[str]:
    from shinryo_ratio.sql.tables import Table

    table = Table(name, columns, rows)
    yield table.create
    yield from table.inserts()


def _folded(part: Part, held: Held) -> Iterator[str]:
    """The placement table by joining what differs.

    Some databases take tens of microseconds for each value that is written out. So each outcome is written
    once, with the set of the shapes that have it: a fifteenth of the values of whole rows.
    """
    from shinryo_ratio.sql.tables import Table

    shapes: dict[Row, int] = {}
    sets: dict[tuple[int, ...], int] = {}
    members: dict[Row, list[int]] = {}
    for shape, outcome in outcomes(held):
        members.setdefault(outcome, []).append(shapes.setdefault(shape, len(shapes) + 1))
    rows = [(sets.setdefault(tuple(found), len(sets) + 1), *outcome) for outcome, found in members.items()]
    belonging = [(number, shape) for found, number in sets.items() for shape in found]
    yield from _filled(
        "folded_shapes", (("shape", "INTEGER"), *SHAPE_COLUMNS), [(n, *s) for s, n in shapes.items()]
    )
    yield from _filled("folded_sets", (("shape_set", "INTEGER"), ("shape", "INTEGER")), belonging)
    yield from _filled("folded_outcomes", (("shape_set", "INTEGER"), *OUTCOME_COLUMNS), rows)
    yield Table(part.table, part.columns, []).create
    columns = ", ".join(
        f"{'s' if (name, type_) in SHAPE_COLUMNS else 'o'}.{name}" for name, type_ in part.columns
    )
    yield (
        f"INSERT INTO {part.table}\nSELECT {columns}\nFROM folded_outcomes o\n"
        "JOIN folded_sets m ON m.shape_set = o.shape_set\nJOIN folded_shapes s ON s.shape = m.shape"
    )
    yield from (f"DROP TABLE {name}" for name in ("folded_outcomes", "folded_sets", "folded_shapes"))
