"""Every corporation that SQL decides, assessed by the library too, figure by figure.

`python tests/benchmarks duckdb --prove` writes the table of the benchmark, decides over it in SQL, streams
the same lines through `assess`, and prints how many corporations were compared and how many differed.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from shinryo_ratio import Figures, assess
from shinryo_ratio.law import Law
from shinryo_ratio.sql import batch, source

_HEAD = ("reference", "corporation_name", "corporation_type", "legal_form", "fiscal_year_start")
_LINE = (
    "name", "amount", "kind", "business", "section", "same_tariff", "granted_for", "covid",
    "commissioned_by_public_body", "designated_manager", "copayment", "deliveries",
)  # fmt: skip

Row = dict[str, Any]


def prove(file: str, corporations: int) -> bool:
    """Print what came of it; whether every corporation was decided and none differs.

    Args:
        file: the SQL that writes the table, with places for `corporations` and `path`.
        corporations: how many the table has.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.parquet"
        connection = batch.connected(str(path))
        connection.execute(file.format(corporations=corporations, path=path))
        table = source.opened(connection, str(path))
        batch.decide(connection, batch.prepare(connection, table, Law()))
        undecided = connection.execute("SELECT line FROM decided WHERE needs_assess").fetchall()
        left = {line for (line,) in undecided}
        verdicts, differing = Counter[str](), list[tuple[Row, Row]]()
        written = batch.lines(connection, table, Law(), "ja")
        for told, expected in zip(written, _assessed(connection.cursor(), path), strict=True):
            by_sql = json.loads(told.line)
            if by_sql["line"] not in left:
                verdicts[by_sql["verdict"]] += 1
                if by_sql != expected:
                    differing.append((by_sql, expected))
        connection.close()
    print(f"corporations: {corporations:,}; decided in SQL and compared with assess: {verdicts.total():,}")
    print(
        f"of them {dict(verdicts)}; left by SQL to be assessed: {len(left):,}; differing: {len(differing):,}"
    )
    for by_sql, expected in differing[:3]:
        print("SQL:", by_sql, "assess:", expected, sep="\n  ")
    return not differing and verdicts.total() + len(left) == corporations


def _assessed(cursor: Any, path: Path) -> Iterator[Row]:
    """What `assess` makes of each corporation, as a line of the output."""
    columns = ("row", *_HEAD, *_LINE)
    cursor.execute(
        f"SELECT file_row_number + 1, {', '.join(columns[1:])}"
        f" FROM read_parquet('{path}', file_row_number = true) ORDER BY 1"
    )
    rows = (dict(zip(columns, row, strict=True)) for row in iter(cursor.fetchone, None))
    for _, lines in groupby(rows, itemgetter("reference")):
        yield _told(list(lines))


def _told(rows: list[Row]) -> Row:
    head = rows[0]
    corporation = {"name": head["corporation_name"], "type": head["corporation_type"]}
    if head["legal_form"] is not None:
        corporation["legal_form"] = head["legal_form"]
    document = {
        "reference": head["reference"], "corporation": corporation,
        "fiscal_year": {"start": head["fiscal_year_start"].isoformat()},
        "revenue": [_line(row) for row in rows],
    }  # fmt: skip
    test = assess(Figures.model_validate(document)).income
    margins = test.margins._asdict() if test.margins else None
    return {
        "line": head["row"], "reference": head["reference"], "verdict": test.verdict,
        "reason_code": test.reason_code, "certainty": test.certainty,
        "ruleset": test.ruleset.id if test.ruleset else None, "status": test.status,
        "numerator": test.numerator, "denominator": test.denominator, "percent": test.percent,
        "margins": margins,
    }  # fmt: skip


def _line(row: Row) -> Row:
    line = {name: row[name] for name in _LINE if row[name] is not None}
    if "deliveries" in line:
        pairs = (text.split("x") for text in line["deliveries"].split(";"))
        line["deliveries"] = [{"fee": int(fee), "count": int(count)} for fee, count in pairs]
    return line
