"""What to find out next, in words: the first ten, what each answer settles, and thousands in one row."""

import json
import re
from collections.abc import Callable
from itertools import product
from string import Formatter
from typing import Any, get_args

import pytest

from shinryo_ratio.engine import Assessment
from shinryo_ratio.engine.answers import _VALUES
from shinryo_ratio.engine.questions import Settles
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages import questions as words
from shinryo_ratio.messages.facts import FACT_CODES
from shinryo_ratio.reports import render
from shinryo_ratio.reports.asking import sentence, spans
from shinryo_ratio.reports.voice import Voice

Made = Callable[..., Assessment]
HEADINGS = {"ja": "■ 次に確かめること", "en": "■ What to find out next"}


def _sentences(assessment: Assessment, lang: Any = "ja") -> list[str]:
    return [sentence(question, assessment.figures, Voice(lang)) for question in assessment.questions]


def _section(report: str, lang: str) -> str:
    return report.split(HEADINGS[lang], 1)[1].split("■", 1)[0]


def test_a_split_is_asked_as_a_bookkeeper_can_act_on_it(made: Made) -> None:
    assessment = made(
        ("入院診療収益", 7_000, "social_insurance"),
        ("室料差額収益", 1_000, "room_charge"),
        ("外来診療収益", 2_000, "unclassified", {"business": "main"}),
    )
    # 5 (7,000 + x) > 4 · 10,000 from x = 1,001 on
    assert _sentences(assessment) == [
        (
            "3行目「外来診療収益」2,000円の内訳（社保・労災・自費など）を分けてください。"
            "分けた結果がどうであれ判定が確定します。1,001円以上が社保など算入する収入と分かれば満たします。"
            "1,000円以上が自費など算入しない収入と分かれば満たしません。"
        )
    ]
    assert _sentences(assessment, "en") == [
        (
            "Split line 3 (外来診療収益, 2,000 yen) into social insurance, workers' compensation, self-pay"
            " and so on. However it splits, the verdict is settled."
            " With 1,001 yen or more of it revenue that counts (such as insured), it is met."
            " With 1,000 yen or more of it revenue that does not count (such as self-pay), it is not met."
        )
    ]


@pytest.mark.parametrize(
    ("kind", "facts", "asked", "met", "not_met"),
    [
        ("health_checkup", {}, "同一の基準による請求か、契約書や料金表",
         "同一の基準による請求", "同一の基準によらない請求"),
        ("subsidy", {"business": "main"}, "運営費の補助か固定資産の取得の補助か",
         "運営費の補助", "固定資産の取得の補助"),
        ("public_commission", {"business": "ancillary"},
         "業務の性質（医業類似・介護・障害福祉・その他）を、定款と届出",
         "医業類似・介護・障害福祉の業務", "その他の附帯業務"),
        ("subsidy", {"business": "ancillary"},
         "業務の性質（医業類似・介護・障害福祉・その他）と補助目的（運営費か固定資産の取得か）を確かめ",
         "医業類似・介護・障害福祉の業務で運営費の補助", "固定資産の取得の補助"),
        ("unclassified", {"business": "ancillary"},
         "内訳（社保・労災・自費など）と業務の性質（医業類似・介護・障害福祉・その他）を確かめ",
         "社保など算入する収入", "自費など算入しない収入で"),
    ],
)  # fmt: skip
def test_each_fact_in_its_words(
    made: Made, kind: str, facts: Any, asked: str, met: str, not_met: str
) -> None:
    assessment = made(("診療", 75, "social_insurance"), ("自費", 20, "self_pay"), ("不明", 100, kind, facts))
    (said, *_) = _sentences(assessment)
    assert said.startswith("3行目「不明」100円")
    assert asked in said
    assert re.search(rf"[0-9]+円以上が{met}と分かれば満たします", said)
    assert re.search(rf"(円以上|全額)が[^。]*{not_met}[^。]*と分かれば満たしません", said)


def test_the_whole_of_a_line_is_told_as_such(made: Made) -> None:
    # 5 (790 + x) > 4 · 1,000 from x = 11 on; beside 20 more that are open
    assessment = made(
        ("診療", 790, "social_insurance"), ("自費", 179, "self_pay"),
        ("健診", 11, "health_checkup"), ("健診2", 20, "health_checkup"),
    )  # fmt: skip
    assert "全額が同一の基準による請求と分かれば満たします。" in _sentences(assessment)[1]


def test_a_question_that_settles_nothing_says_so(made: Made) -> None:
    assessment = made(
        ("診療", 600, "social_insurance"), ("健診", 320, "health_checkup"),
        ("未分類", 80, "unclassified", {"business": "main"}),
    )  # fmt: skip
    assert _sentences(assessment)[1].endswith("分けてください。これだけでは判定は確定しません。")
    assert _sentences(assessment, "en")[1].endswith("This alone does not settle the verdict.")


def test_deliveries_are_asked_by_the_cap(made: Made) -> None:
    assessment = made(
        ("診療", 2_500_000, "social_insurance"), ("自費", 300_000, "self_pay"),
        ("分娩料", 1_200_000, "childbirth", {"delivery_count": 2}),
    )  # fmt: skip
    assert _sentences(assessment) == [
        (
            "3行目「分娩料」1,200,000円の分娩一件ごとの金額と件数を、分娩台帳で確かめてください。"
            "答えがどうであれ判定が確定します。700,001円以上が一件ごとの限度額以内と分かれば満たします。"
            "500,000円以上が一件ごとの限度額を超える部分と分かれば満たしません。"
        )
    ]


def test_what_rests_on_the_readings_chosen_says_so(made: Made) -> None:
    assessment = made(
        ("診療", 780, "social_insurance"), ("自費", 170, "self_pay"),
        ("介護", 30, "long_term_care", {"copayment": True}), ("健診", 20, "health_checkup"),
    )  # fmt: skip
    # by the default 810 … 830 of 1,000: met; by the alternative 780 … 800: not met
    assert assessment.income.certainty == "depends_on_reading"
    assessment = made(
        ("診療", 780, "social_insurance"), ("自費", 180, "self_pay"),
        ("介護", 20, "long_term_care", {"copayment": True}), ("健診", 20, "health_checkup"),
    )  # fmt: skip
    # by the default 800 … 820 of 1,000: open; by the alternative 780 … 800: not met
    line, reading = _sentences(assessment)
    assert "答えがどうであれ、選んだ取扱いの下で判定が決まります。" in line
    assert "選んだ取扱いの下では、1円以上が同一の基準による請求と分かれば満たします。" in line
    assert line.endswith("全額が同一の基準によらない請求と分かれば満たしません。")
    assert (
        "利用者負担分を算入するかを、法人を認定・承認する行政庁に確かめて"
        "ください（取扱い care-copayment、根拠は" in reading
    )
    assert reading.endswith("別案「算入しない（分母にだけ入る）」なら満たしません。")
    line, reading = _sentences(assessment, "en")
    assert (
        "Every answer settles the verdict at the readings chosen. At the readings chosen: With 1 yen" in line
    )
    assert reading.endswith("By the alternative (no (denominator only)) it is not met.")


@pytest.mark.parametrize("type_", v.CORPORATION_TYPES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_reading_names_whom_to_ask(made: Made, type_: str, lang: Any) -> None:
    share = 190 if type_ != "open_hospital" else 390
    assessment = made(
        ("診療", 990 - share, "social_insurance"), ("介護", 20, "long_term_care", {"copayment": True}),
        ("自費", share - 10, "self_pay"),
        corporation={"name": "会", "type": type_, "legal_form": "general"},
    )  # fmt: skip
    asked = next(said for said in _sentences(assessment, lang) if "care-copayment" in said)
    assert words.AUTHORITY[lang] in asked
    assert "30条の35の3" in asked


# -- the section ------------------------------------------------------------------------------------


@pytest.fixture
def many(made: Made) -> Assessment:
    lines = [(f"健診{number}", 20, "health_checkup") for number in range(13)]
    return made(("診療", 700, "social_insurance"), ("自費", 40, "self_pay"), *lines)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_ten_questions_are_spelt_out_and_the_others_counted(many: Assessment, lang: Any) -> None:
    section = _section(render(many, "text", lang), lang)
    assert re.findall(r"(?m)^ +([0-9]+)\. ", section) == [str(number) for number in range(1, 11)]
    assert ("ほかに 3 件" if lang == "ja" else "3 more") in section
    assert "readings" not in section
    data = json.loads(render(many, "json", lang))
    assert len(data["tests"][0]["questions"]) == 13


def test_markdown_lists_them_too(many: Assessment) -> None:
    assert "- 10. 12行目「健診9」20円が" in render(many, "markdown", "ja")


def test_nothing_is_added_where_nothing_is_to_be_asked(made: Made) -> None:
    assessment = made(("診療", 900, "social_insurance"), ("健診", 10, "health_checkup"))
    assert (assessment.verdict, len(assessment.income.open_facts)) == ("met", 1)
    for lang, form in product(("ja", "en"), ("text", "markdown")):
        assert HEADINGS[lang][2:] not in render(assessment, form, lang)  # type: ignore[arg-type]
    assert "questions" not in json.loads(render(assessment, "json", "ja"))["tests"][0]


def test_a_corporation_that_is_not_tested_is_asked_nothing(made: Made) -> None:
    corporation = {"name": "会", "type": "welfare_hospital", "legal_form": "other"}
    assessment = made(("未分類", 1, "unclassified", {"business": "main"}), corporation=corporation)
    assert "questions" not in json.loads(render(assessment, "json", "ja"))["tests"][0]


def test_data_has_what_the_sentence_says(made: Made) -> None:
    assessment = made(("診療", 70, "social_insurance"), ("健診", 30, "health_checkup"))
    (question,) = json.loads(render(assessment, "json", "ja"))["tests"][0]["questions"]
    assert question == {
        "about": "line", "subject": "健診", "lines": [2], "amount": 30, "facts": ["same_tariff"],
        "closes": 150, "settles": "every", "certainty": "settled",
        "enough": [
            {"verdict": "met", "facts": {"same_tariff": True}, "yen": 11, "certainty": "settled"},
            {"verdict": "not_met", "facts": {"same_tariff": False}, "yen": 20, "certainty": "settled"},
        ],
        "sentence": _sentences(assessment)[0],
    }  # fmt: skip


def test_a_recorded_confirmation_closes_a_reading_and_is_told(made: Made) -> None:
    lines = (
        ("診療", 790, "social_insurance"), ("介護", 20, "long_term_care", {"copayment": True}),
        ("自費", 190, "self_pay"),
    )  # fmt: skip
    said = {"choice": "alternative", "confirmed_by": "県医療政策課", "date": "2026-02-10"}
    assessment = made(*lines, readings={"care-copayment": said})
    assert (assessment.verdict, assessment.income.certainty) == ("not_met", "settled")
    (test, *_) = json.loads(render(assessment, "json", "ja"))["tests"]
    assert test["confirmed_readings"] == [{"id": "care-copayment", **said}]
    assert test["open_readings"] == []
    text = render(assessment, "text", "ja")
    assert "2026-02-10 県医療政策課" in text
    assert HEADINGS["ja"] not in text
    (test, *_) = json.loads(render(made(*lines), "json", "ja"))["tests"]
    assert "confirmed_readings" not in test


# -- thousands --------------------------------------------------------------------------------------


@pytest.fixture
def thousands(made: Made) -> Assessment:
    insured = [(f"診療{number}", 20, "social_insurance") for number in range(40)]
    rest = [
        ("利息", 2, "financial"),
        ("自費", 160, "self_pay"),
        ("健診", 40, "health_checkup", {"same_tariff": False}),
    ]
    return made(*insured, *rest, unit="thousand_yen")


def test_yen_are_asked_of_all_lines_in_one_sentence(thousands: Assessment) -> None:
    assert _sentences(thousands) == [
        (
            "千円未満の端数しだいで判定が変わります。1～40、42～43行目の金額を円単位（総勘定元帳）で入れてください。"
            "答えがどうであれ判定が確定します。"
        )
    ]
    assert "give lines 1 to 40, 42 to 43 in yen" in _sentences(thousands, "en")[0]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_thousands_are_one_row_of_what_is_not_known(thousands: Assessment, lang: Any) -> None:
    assert len(thousands.income.open_facts) == 42
    report = render(thousands, "text", lang)
    assert report.count("千円未満の端数  " if lang == "ja" else "digits below a  ") == 1
    assert ("42 科目" if lang == "ja" else "42 accounts") in report


@pytest.mark.parametrize(
    ("numbers", "ja"),
    [((1,), "1"), ((1, 2), "1～2"), ((1, 3, 4, 5, 9), "1、3～5、9"), ((7, 8, 10), "7～8、10")],
)
def test_line_numbers_in_short(numbers: tuple[int, ...], ja: str) -> None:
    assert spans(numbers, Voice("ja")) == ja


# -- the catalogue ----------------------------------------------------------------------------------


def test_every_fact_value_answer_and_type_has_words() -> None:
    assert set(words.ASKS) == set(FACT_CODES)
    assert set(words.FACTS_OF_SEVERAL) <= set(FACT_CODES)
    values = {(fact, str(value).lower()) for fact, known in _VALUES.items() for value in known}
    assert set(words.VALUES) == values | {("deliveries", "within_cap"), ("deliveries", "beyond_cap")}
    assert {key.partition("-")[0] for key in words.SETTLES} == set(get_args(Settles))


def test_every_phrase_is_printable_and_names_the_same_values() -> None:
    tables = [getattr(words, name) for name in vars(words) if name.isupper()]
    phrases = [table for table in tables if set(table) == {"ja", "en"}]
    phrases += [phrase for table in tables if set(table) != {"ja", "en"} for phrase in table.values()]
    assert len(phrases) > 40
    for phrase in phrases:
        named = []
        for lang in ("ja", "en"):
            phrase[lang].encode("cp932")
            named.append({field for _, field, _, _ in Formatter().parse(phrase[lang]) if field})
        assert named[0] == named[1]
