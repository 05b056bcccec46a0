"""The query against the engine: the same lines of output, byte for byte, on random figures of every sort."""

import json
import math
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from shinryo_ratio.batch.rows import decided, not_tested
from shinryo_ratio.engine import decide_year, governing
from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law import Law, NotTested
from shinryo_ratio.law.table import every_shape
from shinryo_ratio.sql import batch, source
from shinryo_ratio.sql.placement import measured
from support.long_form import rows_of, write
from support.real_parts import module
from support.strategies import documents

LAW = Law()
AMOUNTS = st.one_of(
    st.integers(0, 30), st.integers(0, 10**6), st.integers(0, 10**10), st.sampled_from([0, 1, 10**6, 10**9])
)
CONFIRMED = {"choice": "default", "confirmed_by": "県", "date": "2026-02-10"}
READINGS: list[dict[str, Any]] = [
    {},
    {"care-copayment": "alternative", "approximately-ten-percent": "alternative"},
    {"assumed-item": CONFIRMED, "covid-measure-effect": "alternative", "commissioned-checkup": CONFIRMED},
    {"old-denominator": "alternative", "non-operating-income": "alternative", "assumed-item": "alternative"},
    {"fixed-asset-subsidy": "alternative", "extraordinary-subsidy": {**CONFIRMED, "choice": "alternative"}},
]


def random_documents(count: int, *, known: bool, number: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    choose = random.Random(number)

    @seed(number)
    @settings(
        max_examples=count, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(documents(AMOUNTS, known=known, most_lines=8))
    def collect(document: dict[str, Any]) -> None:
        found.append({**document, "readings": READINGS[min(choose.randrange(10), 4)]})

    collect()
    for number_, document in enumerate(found):
        document["reference"] = f"C-{number_:05}"
    return found


def expected_lines(corporations: list[dict[str, Any]]) -> list[bytes]:
    found, row = [], 1
    for document in corporations:
        figures = Figures.model_validate(document)
        ruling = governing(figures)
        if isinstance(ruling, NotTested):
            line = not_tested(row, figures.reference, ruling).line
        else:
            line = decided(row, figures.reference, decide_year(figures, ruling)).line
        found.append(line)
        row += len(document["revenue"])
    return found


def as_rows(corporations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        row
        for document in corporations
        for row in rows_of(document, json.dumps(document["readings"]) if document["readings"] else None)
    ]


def run(path: Path) -> tuple[list[bytes], list[tuple[Any, ...]]]:
    """The lines of the output, and what SQL alone decided: needs_assess, verdict, numerator, denominator."""
    connection = batch.connected(str(path))
    table = source.opened(connection, str(path))
    batch.decide(connection, batch.prepare(connection, table, LAW))
    lines = [row.line for row in batch.lines(connection, table, LAW, "ja")]
    alone = "SELECT line, needs_assess, verdict, numerator, denominator FROM decided ORDER BY line"
    return lines, connection.execute(alone).fetchall()


@pytest.fixture(scope="module")
def corporations() -> list[dict[str, Any]]:
    known = random_documents(700, known=True, number=1)
    unknown = random_documents(200, known=False, number=2)
    for number, document in enumerate(unknown):
        document["reference"] = f"U-{number:05}"
    return known + unknown


def test_every_corporation_gets_the_line_that_the_engine_gives_it(tmp_path, corporations):
    lines, alone = run(write(as_rows(corporations), tmp_path / "lines.parquet"))
    expected = expected_lines(corporations)
    assert lines == expected
    verdicts = Counter((needs, verdict) for _, needs, verdict, *_ in alone)
    for verdict in ("met", "not_met", "undetermined"):
        assert verdicts[False, verdict] > 50, verdicts  # SQL alone decided many of each
    # what SQL says of sums and verdict is right also where the certainty is left to be assessed
    told = {json.loads(line)["line"]: json.loads(line) for line in expected}
    for line, _, verdict, numerator, denominator in alone:
        if verdict in ("met", "not_met"):
            assert (numerator, denominator) == (told[line]["numerator"], told[line]["denominator"])
            assert verdict == told[line]["verdict"] or told[line]["certainty"] is None


def test_margins_at_limbs_that_open_and_close(tmp_path):
    """Three limbs near their portions, ratios near the threshold: where margins have several segments."""
    choose = random.Random(7)
    found = []
    for number in range(800):
        base = choose.choice([100, 1000, 10**9])
        limbs = {
            kind: choose.randrange(base // 12, base // 8)
            for kind in ("workers_compensation", "automobile_liability", "pollution_compensation")
        }
        insured, other = choose.randrange(base // 2), choose.randrange(base // 2)
        revenue = [{"name": kind, "kind": kind, "amount": amount} for kind, amount in limbs.items()]
        revenue[0]["same_tariff"] = False
        revenue += [
            {"name": "社保", "kind": "social_insurance", "amount": insured},
            {"name": "自費", "kind": "self_pay", "amount": other},
        ]
        found.append({
            "reference": f"L-{number:05}",
            "corporation": {
                "name": "事例会", "type": choose.choice(["open_hospital", "social"]), "legal_form": "general",
            },
            "fiscal_year": {"start": choose.choice(["2024-04-01", "2025-04-01"])},
            "readings": choose.choice([{"approximately-ten-percent": CONFIRMED}, {}]),
            "revenue": revenue,
        })  # fmt: skip
    lines, alone = run(write(as_rows(found), tmp_path / "lines.parquet"))
    assert lines == expected_lines(found)
    assert sum(not needs for _, needs, *_ in alone) > 200


def test_a_kind_that_no_fact_tells_apart_rests_on_its_limb_whole_or_not_at_all():
    """So one sum is both what the limb measures and what counts while it holds."""
    seen = set()
    for held in LAW.all_types():
        for ruleset in held.rulesets:
            table = ruleset.placement()
            for chosen in READINGS:
                cells = table.at(frozenset(chosen) & frozenset(ruleset.readings))
                for kind in v.KINDS:
                    rows = [cells[shape].stated for shape in every_shape() if shape.kind == kind]
                    rests = {row.limb is not None for row in rows if row.denominator}
                    if True in rests and measured(kind) == f"{kind}_resting":
                        assert rests == {True}, (ruleset.id, kind)
                        seen.add(kind)
    assert seen == {"automobile_liability", "pollution_compensation"}


def test_the_script_alone_decides_the_same_on_an_engine_that_divides_otherwise(tmp_path, corporations):
    """As another engine would run it: the printed statements, one by one, where 7 / 2 is 3.5."""
    few = [
        one for one in corporations if one["corporation"]["type"] == "open_hospital" and not one["readings"]
    ]
    path = write(as_rows(few), tmp_path / "lines.parquet")
    _, expected = run(path)
    assert len({verdict for _, _, verdict, *_ in expected}) >= 3
    duckdb = module("duckdb")
    connection = duckdb.connect()
    assert connection.execute("SELECT 7 / 2").fetchall() == [(3.5,)]
    *statements, query = batch.shown(str(path), law=LAW).rstrip().removesuffix(";").split(";\n\n")
    for statement in statements:
        connection.execute(statement)
    told = f"SELECT line, needs_assess, verdict, numerator, denominator FROM ({query}) ORDER BY line"
    assert connection.execute(told).fetchall() == expected
    everything = f"SELECT * FROM ({query}) ORDER BY line"
    whole = batch.connected(str(path))
    batch.decide(whole, batch.prepare(whole, source.opened(whole, str(path)), LAW))
    assert (
        connection.execute(everything).fetchall()
        == whole.execute("SELECT * FROM decided ORDER BY line").fetchall()
    )


def test_another_engine_runs_the_printed_statements_unchanged(tmp_path, corporations):
    """DataFusion, which shares nothing with DuckDB: law and query as they are printed, over `lines`."""
    datafusion = module("datafusion")
    few = [one for one in corporations if not one["readings"]]
    path = write(as_rows(few), tmp_path / "lines.parquet")
    _, expected = run(path)
    assert len(expected) > 80
    view, *statements, query = batch.shown(str(path), law=LAW).rstrip().removesuffix(";").split(";\n\n")
    connection = module("duckdb").connect()
    connection.execute(view)  # the reading of the file is what each engine does in its own way
    connection.execute(f"COPY (SELECT * FROM lines) TO '{tmp_path / 'clean.parquet'}' (FORMAT PARQUET)")
    engine = datafusion.SessionContext()
    engine.register_parquet("lines", str(tmp_path / "clean.parquet"))
    for statement in statements:
        engine.sql(statement).collect()
    told = (
        f"SELECT line, needs_assess, verdict, numerator, denominator FROM ({query}) AS decided ORDER BY line"
    )
    rows = [tuple(row.values()) for batch_ in engine.sql(told).collect() for row in batch_.to_pylist()]
    assert rows == expected


@given(st.integers(-(2**50), 2**50), st.integers(1, 2**12))
def test_a_quotient_that_is_whole_is_found_whatever_an_engine_divides_in(quotient, divisor):
    """`ROUND(x / y)` where `/` gives a double, and where it gives a whole number."""
    dividend = quotient * divisor
    assert math.floor(float(dividend) / float(divisor) + 0.5) == quotient
    assert math.floor(dividend // divisor + 0.5) == quotient
