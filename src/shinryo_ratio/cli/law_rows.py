"""The placement table as plain rows with their words: for CSV, JSON and SQL."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.table import FACTS, Placed, Section, placed, sections
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.reasons import reason_name
from shinryo_ratio.reports.csv_lines import BYTE_ORDER_MARK, neutral

if TYPE_CHECKING:
    from shinryo_ratio.law import RuleSet

SCHEMA: Final = "shinryo-ratio/law-table/1"

COLUMNS: Final = (
    ("ruleset", "VARCHAR(40)"), ("revision", "INTEGER"), ("covid_elected", "BOOLEAN"),
    ("kind", "VARCHAR(30)"), ("kind_name", "VARCHAR(60)"),
    ("business", "VARCHAR(30)"), ("business_name", "VARCHAR(60)"),
    ("effective_section", "VARCHAR(20)"), ("section_name", "VARCHAR(20)"),
    *((fact, "VARCHAR(20)") for fact in FACTS),
    ("readings", "VARCHAR(200)"), ("alternatives", "VARCHAR(200)"),
    ("open_facts", "VARCHAR(100)"), ("stated", "BOOLEAN"),
    ("numerator", "INTEGER"), ("denominator", "INTEGER"),
    ("limb_portion", "INTEGER"), ("limb_whole", "INTEGER"), ("cap_yen", "INTEGER"),
    ("item", "VARCHAR(200)"), ("reason_code", "VARCHAR(60)"), ("reason", "VARCHAR(200)"),
    ("citation", "VARCHAR(400)"), ("status", "VARCHAR(10)"),
)  # fmt: skip
"""What is said of each row, and its type in a database.

`readings` are those that can change the row, `alternatives` those of them that take their alternative side in
it. A blank fact is unknown, or not a fact of the kind. Of rows with `open_facts` the stated sums take the one
that is `stated`; any yen of the line may be each of them. A limb: counts while the sum of the kind is at most
portion/whole of the denominator. A cap: up to so many yen for each delivery.
"""

SECTION_COLUMNS: Final = tuple((name, "VARCHAR(30)") for name in Section._fields)


def rows(rulesets: "Iterable[RuleSet]", lang: Language) -> Iterator[tuple[Any, ...]]:
    """The rows of some rule sets, by `COLUMNS`."""
    for ruleset in rulesets:
        for found in placed(ruleset):
            yield _row(found, ruleset.entry.revision, lang)


def _row(found: Placed, revision: int, lang: Language) -> tuple[Any, ...]:
    shape, row = found.shape, found.row
    portion, whole = row.limb or (None, None)
    return (
        found.ruleset, revision, found.elected,
        shape.kind, _name(v.KINDS, shape.kind, lang),
        shape.business, _name(v.BUSINESSES, shape.business, lang),
        shape.section, _name(v.SECTIONS, shape.section, lang),
        *(_fact(shape.fact(fact)) for fact in FACTS),
        ";".join(found.touched), ";".join(found.alternatives), ";".join(found.open), found.stated,
        int(row.numerator > 0), row.denominator, portion, whole, row.cap,
        row.item, row.reason, reason_name(row.reason, lang), row.citation, found.status,
    )  # fmt: skip


def _name(words: v.Words, code: str, lang: Language) -> str:
    return words[code][0] if lang == "ja" else code


def _fact(value: object) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_csv(columns: Sequence[tuple[str, str]], found: Iterable[Sequence[Any]]) -> str:
    """One of the tables as CSV: UTF-8 with a byte order mark, CRLF, safe for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in columns])
    writer.writerows([_cell(value) for value in row] for row in found)
    return BYTE_ORDER_MARK + out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutral(value) if isinstance(value, str) else value


def as_json(rulesets: "Iterable[RuleSet]", lang: Language) -> str:
    """Both tables as JSON, a row a line."""
    parts = {
        "effective_sections": _objects(Section._fields, sections()),
        "placement": _objects([name for name, _ in COLUMNS], rows(rulesets, lang)),
    }
    lists = [f'"{name}": [\n' + ",\n".join(objects) + "\n]" for name, objects in parts.items()]
    return f'{{"schema": "{SCHEMA}",\n' + ",\n".join(lists) + "}"


def _objects(names: Sequence[str], found: Iterable[Sequence[Any]]) -> list[str]:
    return [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in found]


def as_sql(rulesets: "Iterable[RuleSet]", lang: Language) -> str:
    """Both tables as statements of standard SQL."""
    from shinryo_ratio.sql.tables import Table

    tables = (
        Table("effective_sections", SECTION_COLUMNS, list(sections())),
        Table("placement_rows", COLUMNS, list(rows(rulesets, lang))),
    )
    statements = [statement for table in tables for statement in (table.create, *table.inserts())]
    return ";\n\n".join(statements) + ";"
