"""Documents as tables of lines: one row a revenue line, for DuckDB to write as Parquet, CSV or a table."""

from datetime import date
from pathlib import Path
from typing import Any

COLUMNS = {
    "reference": "VARCHAR", "corporation_name": "VARCHAR", "corporation_type": "VARCHAR",
    "legal_form": "VARCHAR", "fiscal_year_start": "DATE", "fiscal_year_end": "DATE",
    "accounting_standard": "VARCHAR", "unit": "VARCHAR", "covid_subsidy_measure": "BOOLEAN",
    "readings": "VARCHAR",
    "name": "VARCHAR", "amount": "BIGINT", "kind": "VARCHAR", "business": "VARCHAR", "section": "VARCHAR",
    "same_tariff": "BOOLEAN", "granted_for": "VARCHAR", "covid": "BOOLEAN",
    "delivery_count": "BIGINT", "deliveries": "VARCHAR", "commissioned_by_public_body": "BOOLEAN",
    "designated_manager": "BOOLEAN", "copayment": "BOOLEAN", "internal": "BOOLEAN",
}  # fmt: skip


def rows_of(document: dict[str, Any], readings: str | None = None) -> list[dict[str, Any]]:
    """A figures document as rows of a table."""
    corporation, year = document["corporation"], document["fiscal_year"]
    head = {
        "reference": document.get("reference"),
        "corporation_name": corporation["name"],
        "corporation_type": corporation["type"],
        "legal_form": corporation.get("legal_form"),
        "fiscal_year_start": date.fromisoformat(year["start"]),
        "fiscal_year_end": date.fromisoformat(year["end"]) if "end" in year else None,
        "accounting_standard": document.get("accounting_standard"),
        "unit": document.get("unit"),
        "covid_subsidy_measure": document.get("elections", {}).get("covid_subsidy_measure"),
        "readings": readings,
    }
    return [{**head, **_line(line)} for line in document["revenue"]]


def _line(line: dict[str, Any]) -> dict[str, Any]:
    deliveries = line.get("deliveries")
    if deliveries is None:
        return line
    return {**line, "deliveries": ";".join(f"{one['fee']}x{one['count']}" for one in deliveries)}


def write(rows: list[dict[str, Any]], path: Path, columns: dict[str, str] | None = None) -> Path:
    """The rows as a file: Parquet, CSV or a database, by its suffix."""
    import duckdb

    columns = columns or COLUMNS
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = duckdb.connect(str(path) if path.suffix == ".duckdb" else ":memory:")
    connection.execute(
        f"CREATE TABLE lines ({', '.join(f'{name} {type_}' for name, type_ in columns.items())})"
    )
    values = [[row.get(name) for row in rows] for name in columns]
    unnested = ", ".join(f"unnest(CAST(? AS {type_}[]))" for type_ in columns.values())
    connection.execute(f"INSERT INTO lines SELECT {unnested}", values)
    if path.suffix != ".duckdb":
        form = "PARQUET" if path.suffix == ".parquet" else "CSV, HEADER true"
        connection.execute(f"COPY lines TO '{path}' (FORMAT {form})")
    connection.close()
    return path
