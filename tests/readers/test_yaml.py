"""What is wrong with a YAML file is said at its line and column, all of it at once."""

import pytest

from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import reads

# Three lines, so that the first revenue line stands on line 4.
HEAD = """\
corporation: {name: 医療法人 見本会, type: social}
fiscal_year: {start: 2025-04-01}
revenue:
"""
# name: 4:5 (value 4:11), amount: 5:5 (5:13), kind: 6:5 (6:11); the next line is the seventh.
LINE = """\
  - name: 外来診療収益
    amount: 1000
    kind: self_pay
"""


def told(text: str | bytes) -> list[str]:
    with pytest.raises(FiguresError) as caught:
        reads(text, "yaml", file="f.yaml")
    assert all(problem.place.file == "f.yaml" for problem in caught.value.problems)
    return [
        f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in caught.value.problems
    ]


def line(**changes: str | None) -> str:
    """The document with a line whose values are changed, or left out where None."""
    values = {"name": "外来診療収益", "amount": "1000", "kind": "self_pay", **changes}
    written = [f"{key}: {value}" for key, value in values.items() if value is not None]
    return HEAD + "  - " + "\n    ".join(written) + "\n"


KEYS_AND_WORDS = {
    "unknown key": (line(knd="x"), ["7:5 unknown-key"]),
    "unknown key of the document": (HEAD + LINE + "revnue: 1\n", ["7:1 unknown-key"]),
    "unknown key of the corporation": (
        "corporation: {nmae: a}\n" + HEAD[HEAD.index("fis") :] + LINE,
        ["1:14 missing-key", "1:15 unknown-key"],  # the type; the name is the misspelt key
    ),
    "two keys near the missing one": (
        line(amount=None, ammount="1", amuont="2"),
        ["6:5 unknown-key", "7:5 unknown-key"],
    ),
    "a missing key beside an unknown one": (
        line(amount=None, knd="x"),
        ["4:5 missing-key", "6:5 unknown-key"],
    ),
    "a misspelt business": (
        line(kind="subsidy", bussiness="main"),
        ["7:5 unknown-key"],
    ),
    "a likely word for the key": (
        HEAD.replace("revenue", "収入") + LINE,
        ["3:1 unknown-key"],
    ),
    "duplicate key": (HEAD + LINE + "    amount: 5\n", ["7:5 duplicate-key"]),
    "duplicate key of the document": (HEAD + LINE + "revenue: []\n", ["7:1 duplicate-key"]),
    "duplicate mapping": (
        HEAD + LINE + "corporation: {name: {a: 1}, name: [2]}\n",
        ["7:1 duplicate-key", "7:29 duplicate-key"],
    ),
    "duplicate key in two languages": (HEAD + LINE + "    科目: 入院\n", ["7:5 duplicate-key-synonym"]),
    "duplicate key, hyphen for underscore": (
        HEAD + LINE + "readings: {care-copayment: default, care_copayment: default}\n",
        ["7:37 duplicate-key-synonym"],
    ),
    "missing name": (line(name=None), ["4:5 missing-key"]),
    "missing kind": (line(kind=None), ["4:5 kind-missing"]),
    "blank kind": (line(kind=""), ["6:10 value-blank"]),
    "missing everything": ("{}\n", ["1:1 missing-key"] * 3),
    "missing start": (HEAD.replace("{start: 2025-04-01}", "{}") + LINE, ["2:14 missing-key"]),
    "unknown kind": (line(kind="selfpay"), ["6:11 unknown-word"]),
    "kind that is a number": (line(kind="5"), ["6:11 unknown-word"]),
    "kind that is a list": (line(kind="[other]"), ["6:11 unknown-word"]),
    "section that is a list": (line(section="[other]"), ["7:14 unknown-word"]),
    "unknown business in Japanese": (line(business="本業"), ["7:15 unknown-word"]),
    "unknown type": (HEAD.replace("social", "sozial") + LINE, ["1:37 unknown-word"]),
    "blank unit": (HEAD + LINE + "unit:\n", ["7:6 value-blank"]),
    "subsidy without business": (line(kind="subsidy"), ["4:5 business-missing"]),
    "unclassified without business": (line(kind="未分類"), ["4:5 business-missing"]),
    "fact on the wrong kind": (line(same_tariff="true"), ["7:5 fact-on-wrong-kind"]),
    "fact on the wrong kind, in Japanese": (line(コロナ="はい"), ["7:5 fact-on-wrong-kind"]),
    "insured treatment in 収益業務": (
        line(kind="社会保険診療", business="収益業務"),
        ["7:15 insured-outside-medical"],
    ),
    "care in another 附帯業務": (
        line(kind="long_term_care", business="ancillary_other"),
        ["7:15 insured-outside-medical"],
    ),
    "schema": (HEAD + LINE + "schema: shinryo-ratio/figures/9\n", ["7:9 schema-unknown"]),
}

FORMS = {
    "name that is a number": (line(name="2025"), ["4:11 not-text"]),
    "empty name": (line(name='""'), ["4:11 text-empty"]),
    "internal that is a word": (line(internal="maybe"), ["7:15 not-a-boolean"]),
    "internal left blank": (line(internal=""), ["7:14 value-blank"]),
    "revenue that is a word": (HEAD.replace("revenue:", "revenue: x"), ["3:10 not-a-list"]),
    "revenue left blank": (HEAD, ["3:9 value-blank"]),
    "empty revenue": (HEAD.replace("revenue:", "revenue: []"), ["3:10 revenue-empty"]),
    "a line that is a number": (HEAD + LINE + "  - 5\n", ["7:5 not-a-mapping"]),
    "a blank line in the list": (HEAD + LINE + "  -\n", ["7:4 value-blank"]),
    "a year alone": (HEAD.replace("{start: 2025-04-01}", "令和7年度") + LINE, ["2:14 not-a-mapping"]),
    "a list as the document": ("- 1\n", ["1:1 not-figures"]),
    "a word as the document": ("収益\n", ["1:1 not-figures"]),
    "deliveries that are a number": (line(kind="childbirth", deliveries="5"), ["7:17 not-a-list"]),
    "empty deliveries": (line(kind="childbirth", deliveries="[]"), ["7:17 deliveries-empty"]),
    "a delivery that is a number": (line(kind="childbirth", deliveries="[5]"), ["7:18 not-a-mapping"]),
}

AMOUNTS = {
    "fraction": (line(amount="1.5"), ["5:13 amount-fraction"]),
    "whole float": (line(amount="1000.0"), ["5:13 amount-fraction"]),
    "exponent": (line(amount="1e3"), ["5:13 amount-fraction"]),
    "fraction in quotes": (line(amount='"1.5"'), ["5:13 amount-fraction"]),
    "boolean": (line(amount="true"), ["5:13 amount-boolean"]),
    "12,34": (line(amount='"12,34"'), ["5:13 amount-format"]),
    "12,34 without quotes": (line(amount="12,34"), ["5:13 amount-format"]),
    "on two lines": (line(amount="100\n      200"), ["5:13 amount-format"]),
    "leading zero": (line(amount="0123"), ["5:13 amount-format"]),
    "underscore": (line(amount="1_000"), ["5:13 amount-format"]),
    "hexadecimal": (line(amount="0x10"), ["5:13 amount-format"]),
    "sexagesimal": (line(amount="12:30:45"), ["5:13 amount-format"]),
    "list": (line(amount="[5]"), ["5:13 amount-format"]),
    "blank": (line(amount=""), ["5:12 amount-blank"]),
    "blank text": (line(amount='" "'), ["5:13 amount-blank"]),
    "unit": (line(amount="1,000円"), ["5:13 amount-unit"]),
    "negative": (line(amount="-5"), ["5:13 amount-too-small"]),
    "negative in triangles": (line(amount="△5"), ["5:13 amount-too-small"]),
    "deduction above zero": (line(kind="insurance_deduction"), ["5:13 amount-above-zero"]),
    "sixteen digits": (line(amount="2000000000000000"), ["5:13 amount-too-large"]),
    "five thousand digits": (line(amount="1" * 5000), ["5:13 amount-too-large"]),
    "no delivery": (line(kind="childbirth", delivery_count="0"), ["7:21 amount-too-small"]),
    "cost": (HEAD + LINE + "costs: {main_business: 1.5}\n", ["7:24 amount-fraction"]),
    "statement": (HEAD + LINE + "statement: {main: x}\n", ["7:19 amount-format"]),
}


def year(start: str, end: str = "2026-03-31") -> str:
    return HEAD.replace("2025-04-01", f"{start}, end: {end}") + LINE


YEARS = {
    "a day after 平成": (year("平成31年5月1日"), ["2:22 date-impossible"]),
    "a day that no month has": (year("2025-02-30"), ["2:22 date-impossible"]),
    "year zero of an era": (year("令和0年4月1日"), ["2:22 date-impossible"]),
    "令和7年度": (year("令和7年度"), ["2:22 date-is-a-year"]),
    "two digits": (year("25-4-1"), ["2:22 date-format"]),
    "boolean": (year("true"), ["2:22 date-format"]),
    "blank": (year("~"), ["2:22 value-blank"]),
    "start alone, unreadable": (HEAD.replace("2025-04-01", "x") + LINE, ["2:22 date-format"]),
    "thirteen months": (year("2025-04-01", "2026-04-30"), ["2:39 year-too-long"]),
    "one day more": (year("2025-04-01", "2026-04-01"), ["2:39 year-too-long"]),
    "reversed": (year("2025-04-01", "2025-03-31"), ["2:39 year-reversed"]),
    "no twelve months left": (year("9999-01-02"), ["2:22 year-beyond-calendar"]),
    "the last of days": (year("9999-12-31", "9999-12-31"), ["2:22 year-beyond-calendar"]),
}

CHOICES = {
    "legal form required": (HEAD.replace("social", "welfare_hospital") + LINE, ["1:37 legal-form-required"]),
    "legal form impossible": (
        HEAD.replace("social", "open_hospital, legal_form: other") + LINE,
        ["1:64 legal-form-impossible"],
    ),
    "confirmed by nobody": (
        HEAD + LINE + "readings: {care-copayment: {choice: default, date: 2026-02-10}}\n",
        ["7:28 confirmation-incomplete"],
    ),
    "confirmed at no time": (
        HEAD + LINE + "readings: {care-copayment: {choice: default, confirmed_by: 県}}\n",
        ["7:28 confirmation-incomplete"],
    ),
    "unknown reading": (HEAD + LINE + "readings: {care-coppayment: default}\n", ["7:12 unknown-key"]),
    "unknown choice": (HEAD + LINE + "readings: {care-copayment: maybe}\n", ["7:28 unknown-word"]),
}

SUMS = {
    "deliveries": (
        line(amount="57600001", kind="childbirth", deliveries="[{fee: 480000, count: 120}]"),
        ["7:17 deliveries-mismatch"],
    ),
    "delivery count": (
        line(kind="childbirth", deliveries="[{fee: 500, count: 2}]", delivery_count="3"),
        ["8:21 delivery-count-mismatch"],
    ),
    "delivery count and fees": (  # 2 x 1 = 2 yen, and 1 delivery
        line(amount="1", kind="childbirth", deliveries="[{fee: 2, count: 1}]", delivery_count="3"),
        ["7:17 deliveries-mismatch", "8:21 delivery-count-mismatch"],
    ),
    "deliveries of a line with another error": (
        line(amount="1", kind="childbirth", deliveries="[{fee: 2, count: 1}]", delivery_count="3", x="1"),
        ["7:17 deliveries-mismatch", "8:21 delivery-count-mismatch", "9:5 unknown-key"],
    ),
    "deliveries beside an amount that cannot be read": (
        line(amount="x", kind="childbirth", deliveries="[{fee: 2, count: 1}]", delivery_count="3"),
        ["5:13 amount-format", "8:21 delivery-count-mismatch"],
    ),
    "a count that cannot be read": (
        line(amount="1", kind="childbirth", deliveries="[{fee: 2, count: 1}]", delivery_count="x"),
        ["7:17 deliveries-mismatch", "8:21 amount-format"],
    ),
    "deliveries that cannot be read": (
        line(amount="1", kind="childbirth", deliveries="[{fee: x, count: 1}]", delivery_count="3"),
        ["7:24 amount-format"],
    ),
    "statement": (HEAD + LINE + "statement: {main: 1001}\n", ["7:19 statement-mismatch"]),
    "total": (HEAD + LINE.replace("1000", "1000000000000000") + LINE, ["4:3 total-too-large"]),
}

SYNTAX = {
    "tab": (HEAD + "\t- name: x\n", ["4:1 yaml-tab"]),
    "tab after blanks": (HEAD + "  - name: x\n  \tamount: 5\n", ["5:3 yaml-tab"]),
    "tab after a dash": (HEAD + "  -\tname: x\n    amount: 5\n", ["4:4 yaml-tab"]),
    "full-width colon": (
        HEAD + "  - name: x\n    amount：5\n    kind: other\n",
        ["5:11 yaml-fullwidth-colon"],
    ),
    "full-width colon in the first line": (
        HEAD + "  - 科目：x\n    amount: 5\n",
        ["4:7 yaml-fullwidth-colon"],
    ),
    "full-width colon in the only line": (HEAD + "  - 科目：x\n", ["4:7 yaml-fullwidth-colon"]),
    "full-width colon below a text": (
        HEAD + "  - name: x\n      amount：5\n    kind: other\n",
        ["4:5 missing-key", "5:13 yaml-fullwidth-colon"],
    ),
    "full-width colon in the document": ("収益：5\n", ["1:3 yaml-fullwidth-colon"]),
    "full-width blank after a colon": (HEAD + "  - name:　x\n    amount: 5\n", ["4:9 yaml-fullwidth-colon"]),
    "full-width indentation": (
        "corporation:\n　　name: x\n",
        ["1:1 missing-key", "1:1 missing-key", "1:13 value-blank", "2:1 yaml-fullwidth-space"],
    ),
    "indentation": (HEAD + "  - name: x\n   amount: 5\n", ["5:4 yaml-indentation"]),
    "two colons": ("corporation: a: b\n", ["1:15 yaml-second-colon"]),
    "open quote": ('corporation: "a\n', ["2:1 yaml-quote-open"]),
    "sign": ("corporation: @a\n", ["1:14 yaml-sign-needs-quotes"]),
    "bracket": ("corporation: {name: a\n", ["2:1 yaml-syntax"]),
    "several documents": (HEAD + LINE + "---\na: 1\n", ["7:1 yaml-several-documents"]),
    "anchor and alias": (
        HEAD + LINE.replace("外来診療収益", "&a 外来") + "    note: *a\n",
        ["4:11 yaml-alias", "7:11 yaml-alias"],
    ),
    "alias as a key": ("a: &x b\n*x : c\n", ["1:4 yaml-alias", "2:1 yaml-alias"]),
    "merge key": (HEAD + LINE + "    <<: {note: x}\n", ["7:5 yaml-alias"]),
    "tag": (line(amount='!!int "5"'), ["5:13 yaml-tag"]),
    "tagged mapping": (HEAD.replace("{start", "!x {start") + LINE, ["2:14 yaml-tag"]),
    "number as a key": (HEAD + LINE + "1: 2\n", ["7:1 yaml-key-not-text"]),
    "list as a key": (HEAD + LINE + "? [a]\n: b\n", ["7:3 yaml-key-not-text"]),
    "deep flow": ("[" * 100000, ["1:41 nested-too-deep"]),
    "deep block": ("\n".join(" " * depth + "-" for depth in range(3000)), ["41:41 nested-too-deep"]),
    "control character": (HEAD + LINE + "note: \x07\n", ["7:7 control-character"]),
    "lone surrogate": (HEAD + "\ud800", ["4:1 control-character"]),
}

CASES = {
    **KEYS_AND_WORDS,
    **FORMS,
    **{f"amount: {name}": case for name, case in AMOUNTS.items()},
    **{f"year: {name}": case for name, case in YEARS.items()},
    **CHOICES,
    **{f"sum: {name}": case for name, case in SUMS.items()},
    **SYNTAX,
}


@pytest.mark.parametrize(("text", "problems"), CASES.values(), ids=CASES)
def test_is_told_at_its_place(text: str, problems: list[str]) -> None:
    assert told(text) == problems


def test_all_errors_of_a_file_come_at_once_and_in_order() -> None:
    text = (
        HEAD.replace("2025-04-01", "平成31年5月1日")
        + LINE.replace("1000", "1.5")
        + LINE.replace("self_pay", "自由診療")
        + LINE
        + "    covid: true\n"
        + "unit: 円\n"
        + "reveneu: 1\n"
    )
    assert told(text) == [
        "2:22 date-impossible",
        "5:13 amount-fraction",
        "9:11 unknown-word",
        "13:5 fact-on-wrong-kind",
        "15:1 unknown-key",
    ]


def test_document_level_stands_beside_line_level() -> None:
    childbirth = "  - {name: 分娩, amount: 1, kind: childbirth, deliveries: [{fee: 1, count: 2}]}\n"
    text = line(kind="x", business="main", section="operating") + childbirth + "statement: {main: 2001}\n"
    assert told(text) == ["6:11 unknown-word", "9:57 deliveries-mismatch", "10:19 statement-mismatch"]


def test_a_sum_is_not_judged_where_a_line_cannot_be_read() -> None:
    assert told(line(kind="x") + "statement: {main: 2001}\n") == ["6:11 unknown-word"]


def test_a_kind_that_is_unknown_does_not_hide_what_else_is_wrong_with_its_line() -> None:
    assert told(line(kind="x", amount="1.5", nmae="y")) == [
        "5:13 amount-fraction",
        "6:11 unknown-word",
        "7:5 unknown-key",
    ]


def test_paths_are_in_codes_whatever_the_language_of_the_file() -> None:
    with pytest.raises(FiguresError) as caught:
        reads(HEAD.replace("revenue", "収益") + "  - {科目: 外来, 金額: 1.5, 区分: 自費診療}\n", "yaml")
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column, problem.place.path) == (4, 18, "revenue[0].amount")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("2025-04-01", "2025-04-01"),
        ("0123", "0123"),
        ('"5"', "5"),
        ("'true'", "true"),
        ("12:30:45", "12:30:45"),
        (".inf", ".inf"),
        ("|\n      a\n      b", "a\nb\n"),
    ],
)
def test_a_scalar_that_is_not_certainly_a_number_stays_text(written: str, value: str) -> None:
    (source,) = reads(line(note=written), "yaml")
    assert source.figures.revenue[0].note == value


@pytest.mark.parametrize("word", ["true", "True", "TRUE", "はい", "有", '"true"'])
def test_words_for_true(word: str) -> None:
    (source,) = reads(line(internal=word), "yaml")
    assert source.figures.revenue[0].internal is True


@pytest.mark.parametrize("word", ["null", "Null", "~", ""])
def test_an_unstated_fact(word: str) -> None:
    (source,) = reads(line(kind="health_checkup", same_tariff=word), "yaml")
    assert source.figures.revenue[0].same_tariff is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "amount"), [("0", 0), ("1,234", 1234), ("１２３", 123), ('"(0)"', 0), ("+5", 5), ("-0", 0)]
)
def test_amounts_as_accountants_write_them(written: str, amount: int) -> None:
    (source,) = reads(line(amount=written), "yaml")
    assert source.figures.revenue[0].amount == amount


@pytest.mark.parametrize(
    ("written", "kind", "nearest"),
    [
        ("社会保険診断", "kind", "社会保険診療"),
        ("social_insurence", "kind", "social_insurance"),
        ("xyz", "kind", ""),
    ],
)
def test_the_nearest_word_is_offered_in_the_language_it_was_written_in(
    written: str, kind: str, nearest: str
) -> None:
    with pytest.raises(FiguresError) as caught:
        reads(line(**{kind: written}), "yaml")
    (problem,) = caught.value.problems
    assert problem.values["nearest"] == nearest
    assert problem.help.startswith(f"「{nearest}」ではありませんか。") is bool(nearest)
    assert "未分類 (unclassified)" in problem.help


def test_without_libyaml_the_places_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert told(line(knd="x")) == ["7:5 unknown-key"]
    assert told(HEAD + "\t- name: x\n") == ["4:1 yaml-tab"]
    assert told('corporation: "a\n') == ["2:1 yaml-quote-open"]
    assert told("[" * 100000) == ["1:41 nested-too-deep"]


@pytest.mark.parametrize("note", ["|\n      備考：a\n      金額：5", '"a\n      備考：b"', "備考：a"])
def test_a_full_width_colon_inside_a_text_is_text(note: str) -> None:
    (source,) = reads(line(note=note), "yaml")
    assert "備考：" in (source.figures.revenue[0].note or "")


@pytest.mark.parametrize("written", ["1e6", "1.50", "1.", "+0.5E2"])
def test_a_number_is_quoted_as_it_was_written(written: str) -> None:
    with pytest.raises(FiguresError) as caught:
        reads(line(amount=written), "yaml")
    (problem,) = caught.value.problems
    assert problem.code == "amount-fraction"
    assert problem.values["written"] == written


def test_the_hint_for_a_missing_list_is_right_as_it_stands() -> None:
    with pytest.raises(FiguresError) as caught:
        reads(HEAD.replace("revenue:\n", ""), "yaml")
    (problem,) = caught.value.problems
    assert problem.code == "missing-key"
    (source,) = reads(HEAD.replace("revenue:\n", "") + str(problem.values["example"]) + "\n", "yaml")
    assert source.figures.revenue[0].name == "入院診療収益"
