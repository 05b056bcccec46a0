import json

import pytest

from shinryo_ratio.cli.explain.topics import topics_of
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law import Law
from shinryo_ratio.messages import kinds
from shinryo_ratio.messages.glossary import GLOSSARY
from shinryo_ratio.messages.problems import PROBLEMS
from shinryo_ratio.messages.reasons import REASONS
from shinryo_ratio.messages.warnings import WARNINGS

READINGS = list(v.ReadingId.__args__)
RULESETS = [ruleset.id for held in Law().all_types() for ruleset in held.rulesets]
TERMS = [
    *v.KINDS, *v.BUSINESSES, *v.SECTIONS, *v.CORPORATION_TYPES,
    *READINGS, *PROBLEMS, *REASONS, *WARNINGS, *RULESETS,
]  # fmt: skip


@pytest.fixture(scope="module")
def law():
    return Law()


def test_every_word_of_the_figures_is_explained():
    assert set(kinds.KINDS) == set(v.KINDS)
    assert set(kinds.BUSINESSES) == set(v.BUSINESSES)
    assert set(kinds.SECTIONS) == set(v.SECTIONS)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("term", sorted(set(TERMS)))
def test_every_word_and_code_has_a_page_and_data(law, term, lang):
    for topic in topics_of(term, law, lang):
        assert json.dumps(topic.data)
        for form in ("text", "markdown"):
            assert "{" not in topic.page.shown(form).replace("readings: {", "")


@pytest.mark.parametrize("terms", [words for table in (v.KINDS, v.BUSINESSES) for words in table.values()])
def test_japanese_words_are_found(law, terms):
    for term in terms:
        assert topics_of(term, law, "ja")


def test_a_kind_says_where_it_counts_under_every_rule_set(call):
    [topic] = json.loads(call("explain", "労災", "--format", "json").stdout)
    placed = {entry["ruleset"] for entry in topic["placement"]}
    assert placed == set(RULESETS)
    revised = [entry for entry in topic["placement"] if entry["ruleset"] == "social/2025-04-01"]
    assert [(entry["facts"], entry["numerator"], entry["at_most"]) for entry in revised] == [
        ([{"same_tariff": False}], "limb", [10, 100]),
        ([{"same_tariff": True}], "all", None),
    ]
    assert revised[0]["citation"].startswith("医療法施行規則30条の35の3①二ロ(1)")


def test_full_width_and_case_are_folded(call):
    assert call("explain", "ＳＥＬＦ＿ＰＡＹ").stdout == call("explain", "self-pay").stdout


def test_facts_are_named_with_the_kinds_that_take_them(call):
    shown = call("explain", "granted_for").stdout
    assert "subsidy" in shown
    assert "運営費" in shown


def test_a_line_of_a_file(call, example):
    path = example("shakai_2025.yaml")
    number = (
        path.read_text("utf-8")
        .splitlines()
        .index("  - name: 収益業務（不動産賃貸）        # 改正後は分母から外れる")
    )
    result = call("explain", f"{path}:{number + 2}")
    assert result.exit_code == 0
    assert "収益業務の収入であり、分母に入らない" in result.stdout
    assert "social/2025-04-01（改正後）" in result.stdout
    assert "参考: social/2019-04-01（改正前）" in result.stdout


def test_a_line_as_data(call, written, figures):
    path = written("a.yaml", figures(start="2024-04-01"))
    [topic] = json.loads(call("explain", f"{path}:8", "--format", "json").stdout)
    assert (topic["line"], topic["kind"]) == (2, "self_pay")
    assert topic["own"]["ruleset"] == "social/2019-04-01"
    assert [other["ruleset"] for other in topic["others"]] == ["social/2025-04-01"]


def test_a_line_with_open_facts_and_readings(call, example):
    path = example("raw_statement.yaml")
    pages = [call("explain", f"{path}:{number}").stdout for number in range(10, 25)]
    assert any("未確認事項: " in page for page in pages)


@pytest.mark.parametrize(
    ("type_", "start", "form", "line", "why"),
    [
        ("welfare_hospital", "2025-04-01", "  legal_form: other\n", 8, "一般社団法人・一般財団法人でない"),
        ("koseiren", "2022-04-01", "", 7, "収入要件が設けられる前の会計年度"),
    ],
)
def test_a_line_of_a_body_that_is_not_tested_says_why(call, written, figures, type_, start, form, line, why):
    path = written("a.yaml", figures(type=type_, start=start, form=form))
    result = call("explain", f"{path}:{line}")
    assert result.exit_code == 0
    assert f"対象外：{why}" in result.stdout
    assert "法人税法施行規則" in result.stdout
    assert result.stdout.count("参考: ") == 2


def test_a_row_of_a_table(call, example):
    options = ("--type", "social", "--start", "2025-04-01", "--name", "医療法人 訪問会")
    result = call("explain", f"{example('houmon_csv.csv')}:12", *options)
    assert "訪問介護 利用者負担分" in result.stdout
    assert "care-copayment" in result.stdout


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("助産婦", "助産"),
        ("subsidi", "subsidy"),
        ("査定", "保険等査定減"),
        ("examples/none.yaml:3", "file-missing"),
    ],
)
def test_what_is_not_found_is_three_with_what_is_near(call, term, words):
    result = call("explain", term)
    assert result.exit_code == 3
    assert words in result.stderr
    assert result.stdout == ""


def test_a_place_without_revenue(call, example):
    path = example("shakai_2025.yaml")
    assert "17 行目から" in call("explain", f"{path}:3").stderr
    assert "20" in call("explain", path).stderr
    assert "Name a line" in call("explain", path, "--lang", "en").stderr


def test_a_broken_file(call, example):
    result = call("explain", f"{example('broken.yaml')}:12")
    assert result.exit_code == 3
    assert "unknown-word" in result.stderr


def test_a_year_outside_the_law(call, written, figures):
    path = written("a.yaml", figures(start="2016-04-01"))
    result = call("explain", f"{path}:8")
    assert result.exit_code == 3
    assert "a.yaml:5:10: fiscal-year-outside-law" in result.stderr


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("おおむね", "百分の十以下"),
        ("おおむね10%", "百分の十以下"),
        ("余裕額", "other_revenue_room"),
        ("不足額", "qualifying_shortfall"),
        ("legal_form", "福祉病院事業法人とオープン病院事業法人で必ず書く"),
        ("法人形態", "公益社団法人・公益財団法人"),
        ("取り得る割合の範囲", "最低と最高"),
        ("未確認事項", "不明のまま計算"),
        ("満たさない", "not_met"),
        ("対象外", "not_applicable"),
    ],
)
def test_words_that_reports_use_are_explained(call, word, says):
    result = call("explain", word)
    assert result.exit_code == 0
    assert says in "".join(result.stdout.split())


@pytest.mark.parametrize("code", GLOSSARY)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_word_of_the_glossary_has_a_page_and_data(law, code, lang):
    for spelling in (code, *GLOSSARY[code].spellings, GLOSSARY[code].title[lang]):
        topics = topics_of(spelling, law, lang)
        assert code in [topic.data["code"] for topic in topics]


@pytest.mark.parametrize("word", ["80%", "judge", "まったく別"])
def test_where_nothing_is_near_it_says_what_can_be_asked(call, word):
    result = call("explain", word)
    assert result.exit_code == 3
    assert "近い語" not in result.stderr
    assert "聞けるもの: 区分・業務" in result.stderr
    assert "What can be asked: names of kinds" in call("explain", word, "--lang", "en").stderr


@pytest.mark.parametrize(("word", "near"), [("診療", "社会保険診療"), ("社会保健診療", "社会保険診療")])
def test_near_words_are_offered(call, word, near):
    result = call("explain", word)
    assert f"近い語: {near}" in result.stderr
    assert "聞けるもの" not in result.stderr
