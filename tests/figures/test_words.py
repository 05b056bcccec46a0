"""English codes and Japanese words mean the same, and no two of them clash."""

from typing import get_args

import pytest

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures import words as w
from shinryo_ratio.figures.lines import RevenueLine

NO_WORDS = ("FACTS_OF_KIND", "DEFAULT_SECTIONS", "STATEMENT_OF_BUSINESS", "LEGAL_FORMS_OF_TYPE")
TABLES = {
    name: table
    for name, table in vars(v).items()
    if isinstance(table, dict) and name.isupper() and name[0] != "_" and name not in NO_WORDS
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_word_of_a_table_stands_for_one_code(table: v.Words) -> None:
    meant: dict[str, str] = {}
    for spelling, code in w.terms_of(table):
        assert meant.setdefault(w.fold(spelling), code) == code, spelling
        assert w.code_of(table, spelling) == code


@pytest.mark.parametrize("form", w.FORMS)
def test_every_key_of_a_form_is_known_by_its_names(form: str) -> None:
    meant: dict[str, str] = {}
    for code, entry in w.FORMS[form].items():
        for spelling in (code, *entry.terms):
            assert meant.setdefault(w.fold(spelling), code) == code
            assert w.key_of(form, spelling) == code


def test_the_tables_are_those_of_the_types() -> None:
    assert set(v.KINDS) == set(get_args(v.Kind))
    assert set(v.BUSINESSES) == set(get_args(v.Business))
    assert set(v.CORPORATION_TYPES) == set(get_args(v.CorporationType))
    assert {
        kind for model in get_args(RevenueLine) for kind in get_args(model.model_fields["kind"].annotation)
    } == set(v.KINDS)


def test_the_forms_have_the_fields_of_the_models() -> None:
    document = {field.alias or name for name, field in Figures.model_fields.items()}
    assert set(w.FORMS["document"]) == document
    lines = {name for model in get_args(RevenueLine) for name in model.model_fields}
    assert set(w.FORMS["line"]) == lines


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("社会保険診療", "social_insurance"),
        ("ＳＯＣＩＡＬ＿ＩＮＳＵＲＡＮＣＥ", "social_insurance"),
        (" 自費 診療 ", "self_pay"),
        ("補助金等(国・地方公共団体)", "subsidy"),
        ("ﾐ", None),
        ("social-insurance", "social_insurance"),
        ("", None),
    ],
)
def test_words_are_folded(text: str, code: str | None) -> None:
    assert w.code_of(v.KINDS, text) == code


def test_the_nearest() -> None:
    assert w.nearest("社会保健診療", v.KINDS) == "社会保険診療"
    assert w.nearest("Self-Pays", v.KINDS) == "self_pay"
    assert w.nearest("まったく別", v.KINDS) is None
    assert w.nearest_key("line", "金額計") == "金額"
    assert w.nearest_key("document", "revenu") == "revenue"


@pytest.mark.parametrize(
    ("form", "written", "key"),
    [
        ("document", "収入", "収益"),
        ("document", "Income", "revenue"),
        ("corporation", "名前", "法人名"),
        ("corporation", "種類", "法人区分"),
        ("line", "種類", "区分"),
    ],
)
def test_the_name_of_a_key_is_offered_for_a_likely_word(form: str, written: str, key: str) -> None:
    assert w.nearest_key(form, written) == key


def test_likely_words_are_no_keys_and_lead_to_keys() -> None:
    for form, likely in w.LIKELY.items():
        for written, key in likely.items():
            assert written == w.fold(written)
            assert w.key_of(form, written) is None
            assert w.key_of(form, key) is not None


def test_a_document_in_japanese() -> None:
    coded = w.to_codes(
        {
            "法人": {"法人名": "一般", "法人区分": "社会医療法人"},
            "単位": "千円",
            "収益": [
                {
                    "科目": "円",
                    "区分": "助産",
                    "分娩内訳": [{"一件の金額": 1, "件数": 2}],
                    "内部取引": "いいえ",
                    "x": 3,
                },
                5,
            ],
            "取扱い": {"care-copayment": "別案", "old_denominator": {"取扱い": "既定"}},
            "費用": 5,
            "name": "社会医療法人",
        }
    )
    assert coded.document == {
        "corporation": {"name": "一般", "type": "social"},
        "unit": "thousand_yen",
        "revenue": [
            {
                "name": "円",
                "kind": "childbirth",
                "deliveries": [{"fee": 1, "count": 2}],
                "internal": False,
                "x": 3,
            },
            5,
        ],
        "readings": {"care-copayment": "alternative", "old-denominator": {"choice": "default"}},
        "costs": 5,
        "name": "社会医療法人",
    }
    assert coded.twice == []
    assert coded.written["revenue", 0, "deliveries", 0, "fee"] == ("収益", 0, "分娩内訳", 0, "一件の金額")


def test_a_key_that_is_said_twice() -> None:
    coded = w.to_codes({"unit": "yen", "単位": "千円", 5: 6})
    assert coded.document == {"unit": "yen", 5: 6}
    assert coded.twice == [("単位",)]


def test_what_is_no_mapping_is_left_alone() -> None:
    assert w.to_codes([1]).document == [1]
