"""A document judged at a glance is judged as the models and the engine judge it, right or wrong."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shinryo_ratio.batch.chunks import Document
from shinryo_ratio.batch.glance import Glance
from shinryo_ratio.batch.judging import Judge
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.batch.table import table_chunks
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS
from support.corporations import of_any_chart, of_one_chart, table_of
from support.strategies import documents

SETTINGS = Settings("in.ndjson")
QUICK, CLOSE = Judge(SETTINGS), Judge(SETTINGS, closely=True)
GLANCE = Glance(None)
FEW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

AMOUNTS = st.one_of(
    st.integers(0, 40),
    st.integers(0, 10**6),
    st.integers(0, 3 * 10**14),
    st.sampled_from([10**15, 10**15 + 1]),
)


def agree(data: bytes) -> None:
    document = Document(7, data)
    assert QUICK.row(document) == CLOSE.row(document)


def as_bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


@FEW
@given(documents(AMOUNTS, most_lines=9))
def test_any_document_is_judged_the_same(document):
    agree(as_bytes(document))


@FEW
@given(documents(st.integers(0, 60), known=True, most_lines=9))
def test_a_document_in_which_all_is_known_is_judged_the_same(document):
    agree(as_bytes(document))


@pytest.mark.parametrize("type_", list(v.CORPORATION_TYPES))
@pytest.mark.parametrize("make", [of_one_chart, of_any_chart])
def test_what_products_write_is_seen_at_a_glance_and_the_same(make, type_):
    for number in range(25):
        data = as_bytes(make(number, type_))
        assert GLANCE.seen(data) is not None
        agree(data)


@settings(FEW, max_examples=150)
@given(
    documents(st.integers(0, 60), known=True, most_lines=7, types=("open_hospital", "koseiren", "certified"))
)
def test_limbs_and_assumed_items_near_the_threshold(document):
    agree(as_bytes(document))


def touching_many_readings(counted: int) -> dict[str, Any]:
    """Five open points of law, two of which touch the same line, and a limb."""
    said = [
        {"kind": "social_insurance", "amount": counted},
        {"kind": "self_pay", "amount": 20},
        {"kind": "long_term_care", "copayment": True, "amount": 9},
        {"kind": "public_commission", "business": "main", "designated_manager": True, "amount": 9},
        {"kind": "subsidy", "business": "main", "granted_for": "fixed_assets", "amount": 9},
        {"kind": "other", "section": "non_operating", "amount": 9},
        {"kind": "workers_compensation", "same_tariff": False, "amount": 11},
    ]
    lines = [{"name": "x", **line} for line in said]
    return {**SMALL, "corporation": {"name": "甲会", "type": "koseiren"}, "revenue": lines}


def test_many_open_readings_are_left_to_the_engine_where_they_matter():
    assert GLANCE.seen(as_bytes(touching_many_readings(90))) is None
    assert GLANCE.seen(as_bytes(touching_many_readings(9000))) is not None
    for counted in range(60, 260):
        agree(as_bytes(touching_many_readings(counted)))


def test_what_is_remembered_is_bounded(monkeypatch):
    from shinryo_ratio.batch import forms, heads
    from shinryo_ratio.engine import effects

    monkeypatch.setattr(forms, "_MOST", 5)
    monkeypatch.setattr(heads, "_MOST", 2)
    monkeypatch.setattr(effects, "_MOST_ROWS", 2)
    judge = Judge(SETTINGS)
    for number in range(12):
        for type_ in ("social", "koseiren", "open_hospital"):
            document = Document(1, as_bytes(of_any_chart(number, type_)))
            assert judge.row(document) == CLOSE.row(document)
    for counted in range(100, 120):
        document = Document(1, as_bytes(touching_many_readings(counted)))
        assert judge.row(document) == CLOSE.row(document)


def test_what_is_unknown_takes_a_closer_look():
    document = of_one_chart(1)
    del document["revenue"][6]["same_tariff"]
    assert GLANCE.seen(as_bytes(document)) is None


@FEW
@given(st.integers(0, 200), st.data())
def test_a_document_that_was_tampered_with_is_judged_the_same(number, data):
    document = of_one_chart(number)
    document["revenue"] = document["revenue"][:: data.draw(st.sampled_from([1, 3, 5]))]
    text = as_bytes(document)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        piece = data.draw(st.sampled_from(PIECES))
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 3)) :]
    agree(text)


PIECES = [
    b"", b"0", b"9", b"-", b".", b"e3", b"1", b'"', b":", b",", b" ", b"{", b"}", b"[", b"]", b"\\",
    b"\\ud800", b"\xff", b"\x00", b"true", b"null", b"NaN", b'"kind": "other", ', b'"amount": 1, ', b"\r",
    b"\t", b"\xe5",
]  # fmt: skip


def values_of(tree: Any, path: tuple[Any, ...] = ()):
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from values_of(value, (*path, key))


WRONG = [
    None, True, False, 0, 1, -1, 1.0, 1.5, 10**15, 10**15 + 1, 10**40, "", " ", "1,234", "△5", "はい", "true",
    "main", "その他", "令和7年4月1日", "2025-13-01", [], {}, [1], {"a": 1}, ["name", "amount", "kind"],
]  # fmt: skip


@FEW
@given(st.integers(0, 50), st.data())
def test_a_document_with_another_value_somewhere_is_judged_the_same(number, data):
    document: Any = of_one_chart(number)
    document["costs"] = {"main_business": 5, "all_businesses": "1,000"}
    document["readings"] = {
        "care-copayment": {"choice": "alternative", "confirmed_by": "県", "date": "2026-02-10"}
    }
    document["declarations"] = {"self_pay_same_tariff": True}
    document["elections"] = {"covid_subsidy_measure": False}
    *parents, last = data.draw(st.sampled_from(list(values_of(document))))
    node = document
    for step in parents:
        node = node[step]
    how = data.draw(st.sampled_from(["change", "delete", "add"]))
    if how == "add" and isinstance(node, dict):
        node[
            data.draw(st.sampled_from(["note", "id", "x", "科目", "unit", "internal", "delivery_count"]))
        ] = data.draw(st.sampled_from(WRONG))
    elif how == "delete":
        del node[last]
    else:
        node[last] = data.draw(st.sampled_from(WRONG))
    agree(as_bytes(document))


def in_japanese(tree: Any, form: str = "document") -> Any:
    """The document under its Japanese keys and words."""
    told = {}
    for key, value in tree.items():
        entry = FORMS[form][key]
        name = entry.terms[0] if entry.terms else key
        if entry.form and isinstance(value, dict):
            told[name] = in_japanese(value, entry.form)
        elif entry.form and isinstance(value, list):
            told[name] = [in_japanese(each, entry.form) for each in value]
        elif entry.words and isinstance(value, str):
            told[name] = entry.words[value][0]
        else:
            told[name] = value
    return told


@pytest.mark.parametrize("type_", ["social", "koseiren"])
def test_japanese_keys_are_seen_at_a_glance_too(type_):
    for number in range(10):
        document = in_japanese(of_one_chart(number, type_))
        assert GLANCE.seen(as_bytes(document)) is not None
        agree(as_bytes(document))
        assert QUICK.row(Document(1, as_bytes(document))) == QUICK.row(
            Document(1, as_bytes(of_one_chart(number, type_)))
        )


def with_statement(document: dict[str, Any], off: int = 0) -> dict[str, Any]:
    totals: dict[str, int] = {}
    sections = {"financial": "non_operating", "donation": "non_operating", "asset_disposal": "extraordinary"}
    for line in document["revenue"]:
        section = line.get("section", sections.get(line["kind"], "operating"))
        business = line.get("business", "main")
        name = section if section != "operating" else business.partition("_")[0]
        if not line.get("internal"):
            totals[name] = totals.get(name, 0) + line["amount"]
    totals["main"] += off
    return {**document, "statement": totals, "costs": {"main_business": 5, "all_businesses": 6}}


def test_totals_of_the_statement_are_held_against_the_lines():
    for number in range(10):
        right = as_bytes(with_statement(of_one_chart(number)))
        assert GLANCE.seen(right) is not None
        wrong = as_bytes(with_statement(of_one_chart(number), off=1))
        assert GLANCE.seen(wrong) is None
        agree(right)
        agree(wrong)


SMALL = {
    "reference": "A",
    "corporation": {"name": "甲会", "type": "social"},
    "fiscal_year": {"start": "2025-04-01"},
    "revenue": [
        {"name": "診療", "amount": 900, "kind": "social_insurance"},
        {"name": "健診", "amount": 100, "kind": "health_checkup", "same_tariff": True},
    ],
}
PLAIN = json.dumps(SMALL, ensure_ascii=False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"reference": "A"', '"reference": "A", "reference": "B"'),
        ('"type": "social"', '"type": "koseiren", "type": "social"'),
        ('"type": "social"', '"法人区分": "social"'),
        ('"type": "social"', '"type": "social", "法人区分": "social"'),
        ('"start": "2025-04-01"', '"start": "2025-04-01", "start": "2025-04-01"'),
        ('"start": "2025-04-01"', '"start": "2024-04-01", "開始": "2025-04-01"'),
        ('"amount": 900', '"amount": 901, "amount": 900'),
        ('"amount": 900', '"amount": 901, "金額": 900'),
        ('"amount": 900', '"amount" : 900'),
        ('"amount": 900', '"amount" : 901, "amount" : 900'),
        ('"name": "診療"', '"name": "診療: 入院 \\": x"'),
        ('"name": "診療"', '"name": "10:30", "note": "a:b"'),
        ('"same_tariff": true', '"same_tariff": 1'),
        ('"same_tariff": true', '"same_tariff": 1.0'),
        ('"same_tariff": true', '"same_tariff": "はい"'),
        ('"same_tariff": true', '"same_tariff": null'),
        ('"same_tariff": true', '"same_tariff": true, "internal": 0'),
        ('"same_tariff": true', '"same_tariff": true, "internal": null'),
        ('"same_tariff": true', '"same_tariff": true, "internal": true'),
        ('"amount": 900', '"amount": true'),
        ('"amount": 900', '"amount": 9e2'),
        ('"amount": 900', '"amount": -0'),
        ('"amount": 900', '"amount": 0900'),
        ('"amount": 900', '"amount": NaN'),
        ('"amount": 900', '"amount": ' + "9" * 5000),
        ('"診療"', '"\\ud800"'),
        ('"診療"', '"診\t療"'),
        ('"診療"', '"診\u2028療"'),
        ('"A"', '"\\ud800"'),
        ('"A"', '""'),
        ('"A"', "null"),
        ('"A"', '"é\\u0000\\"/"'),
        ('"甲会"', '""'),
        ('"revenue": [', '"costs": {"main_business": 5, "main_business": 6}, "revenue": ['),
        ('"revenue": [', '"costs": {"main_business": -5}, "revenue": ['),
        ('"revenue": [', '"costs": null, "revenue": ['),
        ('"revenue": [', '"statement": {"main": 1000}, "revenue": ['),
        ('"revenue": [', '"statement": {"main": 1000, "profit": 1}, "revenue": ['),
        ('"revenue": [', '"statement": {}, "unit": "thousand_yen", "revenue": ['),
        ('"revenue": [', '"readings": {"care-copayment": "別案"}, "revenue": ['),
        ('"revenue": [', '"elections": {"covid_subsidy_measure": true}, "revenue": ['),
        ('"revenue": [', '"elections": {"covid_subsidy_measure": 1}, "revenue": ['),
        ('"2025-04-01"', '"2016-04-01"'),
        ('"2025-04-01"', "20250401"),
        ('"2025-04-01"', '"2021-04-01"'),
        ('"type": "social"', '"type": "koseiren"'),
        ('"type": "social"', '"type": "open_hospital", "legal_form": "public_interest"'),
        ('"type": "social"', '"type": "open_hospital"'),
        ('"2025-04-01"}', '"2022-04-01"}, "unit": "円"'),
        ("[{", "[[], {"),
        ('"revenue": [', '"revenue": ["name", '),
        ("{", "\ufeff{"),
        ("}]", "}],"),
    ],
)  # fmt: skip
def test_what_is_easily_overlooked(old, new):
    assert old in PLAIN
    agree(PLAIN.replace(old, new, 1).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\r", b"[]", b"1", b'"a"', b"null", b"{}", b'{"revenue": []}', b"\xff\xfe"]
)
def test_what_is_no_document_is_told_by_the_models(data):
    assert GLANCE.seen(data) is None
    agree(data)


@pytest.mark.parametrize(
    "deliveries",
    [
        [{"fee": 500_001, "count": 2}],
        [{"fee": 500_000, "count": 1}, {"fee": 500_002, "count": 1}],
        [{"fee": 1_000_002, "count": 1, "x": 1}],
        [{"fee": 1_000_002}],
        [{"fee": -1_000_002, "count": -1}],
        [{"fee": 1_000_002, "count": True}],
        [{"fee": "1,000,002", "count": 1}],
        [{"fee": 1_000_001, "count": 1}],
        [],
        None,
        "500001x2",
        [{"fee": 0, "count": 10**16}, {"fee": 1_000_002, "count": 1}],
    ],
)
@pytest.mark.parametrize("count", ["absent", None, 1, 2, "2", 2.0, True])
def test_deliveries(deliveries, count):
    birth = {"name": "分娩", "amount": 1_000_002, "kind": "childbirth", "deliveries": deliveries}
    if count != "absent":
        birth["delivery_count"] = count
    agree(as_bytes({**SMALL, "revenue": [*SMALL["revenue"], birth]}))


# -- rows of a table ------------------------------------------------------------------------------

TABLE = Settings("in.csv", "csv")
QUICK_ROWS, CLOSE_ROWS = Judge(TABLE), Judge(TABLE, closely=True)


def rows_agree(data: bytes, seen: bool | None = None) -> None:
    """What a table says is the same at a glance and by the models; and whether a glance was enough."""
    chunks = list(table_chunks(io.BytesIO(data), "in.csv", None))
    for document in [document for chunk in chunks for document in chunk.documents]:
        assert QUICK_ROWS.row(document) == CLOSE_ROWS.row(document)
        if seen is not None:
            assert (GLANCE.seen(document.data) is not None) is seen  # type: ignore[arg-type]


@pytest.mark.parametrize("type_", list(v.CORPORATION_TYPES))
@pytest.mark.parametrize("make", [of_one_chart, of_any_chart])
def test_rows_are_seen_at_a_glance_and_the_same(make, type_):
    rows_agree(table_of([make(number, type_) for number in range(25)]), seen=True)


@FEW
@given(documents(AMOUNTS, most_lines=9))
def test_any_document_in_rows_is_judged_the_same(document):
    rows_agree(table_of([{"reference": "A", **document}]))


CELLS = [
    "", " ", "0", "00", "-1", "△5", "1,234", "12,34", "１２３", "1.0", "9" * 18, "9" * 30, "はい", "true",
    "1", "TRUE", "main", "profit", "childbirth", "self_pay", "自費診療", "thousand_yen", "480000x120", "x",
    "480000x", "令和7年4月1日", "2016-04-01", "koseiren", "\u3000", "\x01", "\u2028", "a\u3000b",
    "care-copayment=alternative", "care-copayment", "{", "{}",
]  # fmt: skip


@settings(FEW, max_examples=300)
@given(st.integers(0, 60), st.data())
def test_rows_with_another_cell_somewhere_are_judged_the_same(number, data):
    head, *rows = csv.reader(io.StringIO(table_of([of_one_chart(number)]).decode(), newline=""))
    rows = [[*row, "", ""] for row in rows[:: data.draw(st.sampled_from([1, 5, 9]))]]
    head += [
        data.draw(st.sampled_from(["delivery_count", "note", "readings", "unit", ""])),
        "covid_subsidy_measure",
    ]
    for _ in range(data.draw(st.integers(0, 3))):
        row = data.draw(st.sampled_from(rows))
        at = data.draw(st.integers(0, len(head) - 1))
        row[at] = data.draw(st.sampled_from(CELLS))
    if data.draw(st.booleans()):
        data.draw(st.sampled_from(rows)).append("x")
    text = io.StringIO(newline="")
    csv.writer(text).writerows([head, *rows])
    rows_agree(text.getvalue().encode())


@pytest.mark.parametrize(
    "cell", ["600000x2", "600000x1;600000x1", "1200000x1", "600001x2", "600000x0", "-1x2", "6"]
)
@pytest.mark.parametrize("count", ["", "2", "3", "２", "x"])
@pytest.mark.parametrize("kind", ["childbirth", "self_pay"])
def test_deliveries_in_rows(cell, count, kind):
    text = (
        "reference,corporation_name,corporation_type,fiscal_year_start,name,amount,kind,deliveries,delivery_count\n"
        f"A,甲会,social,2025-04-01,分娩,1200000,{kind},{cell},{count}\n"
        f"A,甲会,social,2025-04-01,診療,9000000,social_insurance,,\n"
    )
    rows_agree(text.encode())


# -- what a glance does not swallow ---------------------------------------------------------------


def test_every_kind_of_value_everywhere_is_no_failure():
    """A glance passes on what is of another kind than its key asks for, and hides no other failure."""
    birth = {"name": "分娩", "amount": 1000, "kind": "childbirth", "deliveries": [{"fee": 500, "count": 2}]}
    whole = {
        **with_statement({**SMALL, "revenue": [*SMALL["revenue"], {**birth, "delivery_count": 2}]}),
        "readings": {"care-copayment": {"choice": "alternative", "confirmed_by": "県", "date": "2026-02-10"}},
        "declarations": {"self_pay_same_tariff": True},
        "elections": {"covid_subsidy_measure": False},
    }
    assert GLANCE.seen(as_bytes(whole)) is not None
    values = [*WRONG, [[]], [{}], [None], [[1]], {"fee": []}, [{"fee": 1}], "ab", ["ab"], {"date": {}}]
    for path in list(values_of(whole)):
        for value in values:
            changed = json.loads(as_bytes(whole))
            node = changed
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = value
            agree(as_bytes(changed))
    for value in values:
        agree(as_bytes(value))


@pytest.mark.parametrize("error", [KeyError, AttributeError, IndexError, ZeroDivisionError])
@pytest.mark.parametrize("form", ["document", "rows"])
def test_a_fault_of_ours_is_not_taken_for_a_document_that_is_wrong(monkeypatch, error, form):
    from shinryo_ratio.batch import glance

    def fails(*_, **__):
        raise error

    monkeypatch.setattr(glance, "agrees", fails)
    (chunk,) = table_chunks(io.BytesIO(table_of([of_one_chart(1)])), "in.csv", None)
    with pytest.raises(error):
        Glance(None).seen(chunk.documents[0].data if form == "rows" else as_bytes(of_one_chart(1)))


def test_a_fault_in_reading_json_is_not_taken_for_one_either(monkeypatch):
    from shinryo_ratio.batch import glance

    def fails(*_, **__):
        raise ValueError("ours")

    monkeypatch.setattr(glance, "agrees", fails)
    with pytest.raises(ValueError, match="ours"):
        Glance(None).seen(as_bytes(of_one_chart(1)))
