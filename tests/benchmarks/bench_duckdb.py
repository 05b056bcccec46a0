"""Deciding in SQL: 100,000 corporations of 30 lines in Parquet, against plain sums of that file.

Run it as `python tests/benchmarks duckdb [--quick]`; with `--prove` nothing is timed, but every verdict, sum
and margin is compared with what `assess` gives (some minutes).

DuckDB writes the file itself: every kind, all six types, every rule set, deliveries, facts. The plain sums
are SUM(amount) grouped by the corporation and its year alone, which reads three columns of the file; by kind
too, what a pivot table shows; by kind, business and section; and what reading the columns of the law and
making as many sums costs without any law. The tables of the law are filled before: once a run, whatever the
number of corporations.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.pairing import Pair, show
from benchmarks.proof import prove
from shinryo_ratio.law import Law
from shinryo_ratio.sql import batch, source

LAW = Law()
LINES = """(VALUES
  (0, '入院診療収益（保険）', 'social_insurance', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 900),
  (1, '外来診療収益（保険）', 'social_insurance', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 500),
  (2, '保険等査定減', 'insurance_deduction', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, -5),
  (3, '労災診療収益', 'workers_compensation', NULL, NULL, TRUE, NULL, NULL, NULL, NULL, NULL, 20),
  (4, '労災（契約）', 'workers_compensation', NULL, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, 5),
  (5, '特定健診', 'health_checkup', NULL, NULL, TRUE, NULL, NULL, TRUE, NULL, NULL, 30),
  (6, '企業健診', 'health_checkup', NULL, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, 10),
  (7, '予防接種', 'vaccination', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10),
  (8, '分娩', 'childbirth', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0),
  (9, '通所介護', 'long_term_care', 'ancillary_care', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 80),
  (10, '同 利用者負担', 'long_term_care', 'ancillary_care', NULL, NULL, NULL, NULL, NULL, NULL, TRUE, 8),
  (11, '障害福祉', 'disability_welfare', 'ancillary_care', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 30),
  (12, '運営費補助金', 'subsidy', 'main', NULL, NULL, 'operations', FALSE, NULL, NULL, NULL, 30),
  (13, '整備補助金', 'subsidy', 'main', 'extraordinary', NULL, 'fixed_assets', NULL, NULL, NULL, NULL, 20),
  (14, 'コロナ補助金', 'subsidy', 'main', 'non_operating', NULL, 'operations', TRUE, NULL, NULL, NULL, 10),
  (15, '休日診療受託', 'public_commission', 'main', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10),
  (16, '指定管理料', 'public_commission', 'main', NULL, NULL, NULL, NULL, NULL, TRUE, NULL, 5),
  (17, '自賠責', 'automobile_liability', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10),
  (18, '公害', 'pollution_compensation', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1),
  (19, '自費診療', 'self_pay', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 60),
  (20, '室料差額収益', 'room_charge', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 40),
  (21, '文書料', 'other_medical', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 8),
  (22, '居住費・食費', 'other_care', 'ancillary_care', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 8),
  (23, '受取利息', 'financial', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1),
  (24, '固定資産売却益', 'asset_disposal', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 5),
  (25, '寄附金', 'donation', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2),
  (26, '売店', 'other', 'main', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 5),
  (27, '駐車場（遊休地）', 'other', 'profit', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 7),
  (28, '看護学校', 'other', 'ancillary_other', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 12),
  (29, '雑収入', 'other', 'main', 'non_operating', NULL, NULL, NULL, NULL, NULL, NULL, 6)
) AS chart(k, name, kind, business, section, same_tariff, granted_for, covid, commissioned_by_public_body,
           designated_manager, copayment, weight)"""

FILE = f"""COPY (
  SELECT
    'C' || lpad(i::VARCHAR, 7, '0') AS reference, '医療法人' || i AS corporation_name,
    (['social', 'specified', 'certified', 'welfare_hospital', 'open_hospital', 'koseiren'])[1 + i % 6]
      AS corporation_type,
    CASE WHEN i % 6 IN (3, 4) THEN 'general' END AS legal_form,
    make_date((CASE WHEN i % 6 = 5 THEN 2023 + i // 6 % 4 ELSE 2017 + i // 6 % 10 END)::INTEGER, 4, 1)
      AS fiscal_year_start,
    name,
    CASE
      WHEN kind = 'childbirth'
        THEN 480000 * (1 + hash(i, 1) % 50)::BIGINT + 520000 * (1 + hash(i, 2) % 50)::BIGINT
      ELSE weight * 1000 * (1 + hash(i, k) % 2000)::BIGINT
    END AS amount,
    kind, business, section, same_tariff, granted_for, covid, commissioned_by_public_body, designated_manager,
    copayment,
    CASE WHEN kind = 'childbirth'
      THEN '480000x' || (1 + hash(i, 1) % 50) || ';520000x' || (1 + hash(i, 2) % 50) END AS deliveries
  FROM range({{corporations}}) AS corporation(i), {LINES}
  ORDER BY i, k
) TO '{{path}}' (FORMAT PARQUET)"""

KEYS = {
    "corporation and year alone": "reference, fiscal_year_start",
    "corporation, year and kind": "reference, fiscal_year_start, kind",
    "corporation, year, kind, business and section": "reference, fiscal_year_start, kind, business, section",
}
HEADINGS = "reference, corporation_name, corporation_type, legal_form, fiscal_year_start"
FACTS = (
    "name", "kind", "business", "section", "same_tariff", "granted_for", "covid",
    "commissioned_by_public_body", "designated_manager", "copayment", "deliveries",
)  # fmt: skip


def sums(path: str, count: int) -> Iterator[tuple[str, str]]:
    """The plain sums of a file, by what they are grouped by; the last reads as much as the law does.

    That one has the columns that the law looks at, counted, and as many sums as decide (`count`): what no
    law over these lines could do without.
    """
    for name, keys in KEYS.items():
        yield name, f"SELECT {keys}, SUM(amount) AS yen FROM '{path}' GROUP BY {keys}"
    counts = ", ".join(f"COUNT({fact}) AS {fact}" for fact in FACTS)
    weighted = ", ".join(f"SUM({number} * amount) AS sum_{number}" for number in range(1, count + 1))
    yield (
        f"the headings of a corporation: {count} sums, {len(FACTS)} counts",
        f"SELECT {HEADINGS}, {counts}, {weighted} FROM '{path}' GROUP BY {HEADINGS}",
    )


def pairs(*, quick: bool) -> Iterator[Pair]:
    """The query that decides against plain sums of the same file."""
    corporations = 2_000 if quick else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.parquet"
        connection = batch.connected(str(path))
        connection.execute(FILE.format(corporations=corporations, path=path))
        prepared = batch.prepare(connection, source.opened(connection, str(path)), LAW)

        def into(table: str, query: str) -> Callable[[], object]:
            return lambda: connection.execute(f"CREATE OR REPLACE TABLE {table} AS {query}")

        for name, plain in sums(str(path), prepared.query.count("SUM(")):
            yield Pair(
                f"SQL: {corporations:,} × 30 lines", f"sum by {name}",
                into("sums", plain), into("decided", prepared.query), "at most 3",
            )  # fmt: skip
        connection.close()


if __name__ == "__main__":
    if "--prove" in sys.argv:
        sys.exit(not prove(FILE, 2_000 if "--quick" in sys.argv else 100_000))
    show(pairs(quick="--quick" in sys.argv), quick="--quick" in sys.argv)
