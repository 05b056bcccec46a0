"""The law as data: spans, citations, references, and the released content that may never change."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law import Law, NotTested, RuleSet, fingerprint, readings
from shinryo_ratio.law.entry import Entry, read
from shinryo_ratio.law.form import validated
from shinryo_ratio.law.model import LawFile, ReadingsFile
from shinryo_ratio.problems import FiguresError
from support.own_law import LIMB

DATA = Path(__file__).parents[2] / "src/shinryo_ratio/law/data"
LAW = Law()
RULESETS = [ruleset for held in LAW.all_types() for ruleset in held.rulesets]
# law.md section 2
EXPECTED = {
    "social": ["2017-04-01", "2018-04-01", "2019-04-01", "2025-04-01"],
    "specified": ["2017-04-01", "2018-04-01", "2019-04-01", "2025-04-01"],
    "certified": ["2017-04-01", "2019-04-01", "2025-04-01"],
    "welfare_hospital": ["2017-04-01", "2018-04-01", "2019-04-01", "2025-04-01"],
    "open_hospital": ["2017-04-01", "2018-04-01", "2019-04-01", "2025-04-01"],
    "koseiren": ["2023-04-01", "2025-04-01"],
}


@pytest.mark.parametrize("type_", EXPECTED)
def test_the_rule_sets_of_each_type(type_: str) -> None:
    assert [ruleset.id for ruleset in LAW.of_type(type_).rulesets] == [
        f"{type_}/{start}" for start in EXPECTED[type_]
    ]


@pytest.mark.parametrize("type_", EXPECTED)
def test_every_day_has_exactly_one_rule_set_or_the_stated_reason(type_: str) -> None:
    day, last = date(2017, 4, 1), date(2030, 12, 31)
    starts = [date.fromisoformat(start) for start in EXPECTED[type_]]
    held = LAW.of_type(type_)
    while day <= last:
        ruling = held.governing("general", day)
        if isinstance(ruling, NotTested):
            assert (type_, ruling.reason) == ("koseiren", "before-income-test")
            assert day < date(2023, 4, 1)
        else:
            assert ruling.first == max(start for start in starts if start <= day)
            covering = [r for r in held.rulesets if r.first <= day and (r.last is None or day <= r.last)]
            assert covering == [ruling]
        day += timedelta(days=1)


@pytest.mark.parametrize("type_", EXPECTED)
def test_before_the_span_is_an_error_that_states_it(type_: str) -> None:
    for form in (None, "general", "public_interest"):
        with pytest.raises(FiguresError) as caught:
            LAW.of_type(type_).governing(form, date(2017, 3, 31))
        (problem,) = caught.value.problems
        assert problem.code == "fiscal-year-outside-law"
        assert problem.values["first"] == "2017-04-01"
        assert "2017" in problem.message


@pytest.mark.parametrize(
    ("type_", "form", "reason"),
    [
        ("open_hospital", "public_interest", "public-interest-association"),
        ("welfare_hospital", "public_interest", "not-a-general-association"),
        ("welfare_hospital", "other", "not-a-general-association"),
    ],
)
def test_who_is_not_tested(type_: str, form: str, reason: str) -> None:
    ruling = LAW.of_type(type_).governing(form, date(2025, 4, 1))
    assert isinstance(ruling, NotTested)
    assert ruling.reason == reason
    assert isinstance(LAW.of_type(type_).governing("general", date(2025, 4, 1)), RuleSet)


# -- numbers, traced to article and date ------------------------------------------------------------


@pytest.mark.parametrize("ruleset", RULESETS, ids=lambda ruleset: ruleset.id)
def test_the_numbers_of_the_law(ruleset: RuleSet) -> None:
    """law.md sections 1, 3 and 7: 80 (60 for open_hospital), 10%, 500,000 yen, 60 → 63, 150."""
    assert ruleset.threshold.denominator == 100
    assert ruleset.threshold.numerator == (60 if ruleset.type == "open_hospital" else 80)
    for item in ruleset.items:
        for counted in item.kinds:
            if counted.limb is not None:
                assert counted.limb.at_most == (10, 100)
                assert counted.limb.alternative == (12, 100)
                assert counted.limb.alternative_status == "assumed"
            if counted.cap is not None:
                assert counted.cap.yen == 500_000
                assert counted.kind == "childbirth"
    revised = ruleset.definition == "revised"
    assert revised == (ruleset.first >= date(2025, 4, 1))
    found = {sibling.id: sibling for sibling in ruleset.siblings}
    if "main_business_cost_share" in found:
        share: Any = found["main_business_cost_share"]
        assert ruleset.type == "social"
        assert ruleset.first >= date(2018, 4, 1)
        assert share.above == ((63, 100) if revised else (60, 100))
        assert share.of == ("all_businesses" if revised else "ordinary_expenses")
    income: Any = found.get("income_to_cost")
    assert (income is not None) == (ruleset.type in ("social", "certified", "specified"))
    if income is not None:
        assert income.at_most == (150, 100)
    assert "self_pay_tariff" in found


# article by rule set: the ordinance texts of each date
ARTICLES = {
    "social/2017-04-01": ("30条の35の3①二イ", {"income_to_cost": "二ハ", "self_pay_tariff": "二ロ"}),
    "social/2018-04-01": (
        "30条の35の3①二ロ",
        {"main_business_cost_share": "二イ", "income_to_cost": "二ニ", "self_pay_tariff": "二ハ"},
    ),
    "social/2019-04-01": (
        "30条の35の3①二ロ",
        {"main_business_cost_share": "二イ", "income_to_cost": "二ニ", "self_pay_tariff": "二ハ"},
    ),
    "social/2025-04-01": (
        "30条の35の3①二ロ",
        {"main_business_cost_share": "二イ", "income_to_cost": "二ニ", "self_pay_tariff": "二ハ"},
    ),
    "certified/2017-04-01": ("附則57条の2①二イ", {"income_to_cost": "二ハ", "self_pay_tariff": "二ロ"}),
    "certified/2019-04-01": ("附則57条の2①二イ", {"income_to_cost": "二ハ", "self_pay_tariff": "二ロ"}),
    "certified/2025-04-01": ("附則57条の2①二イ", {"income_to_cost": "二ハ", "self_pay_tariff": "二ロ"}),
}


@pytest.mark.parametrize("id_", ARTICLES)
def test_articles(id_: str) -> None:
    ruleset = next(ruleset for ruleset in RULESETS if ruleset.id == id_)
    article, siblings = ARTICLES[id_]
    assert article in ruleset.citation
    assert article in ruleset.threshold.citation
    end = date(ruleset.first.year + 1, 3, 30)
    assert {s.id for s in ruleset.siblings} == set(siblings)
    for sibling in ruleset.siblings:
        assert siblings[sibling.id] in sibling.citation_for(end)
    if id_ == "social/2025-04-01":
        # the order of the letters changed on 2026-04-01 (令和8年省令72号)
        after = {sibling.id: sibling.citation_for(date(2026, 4, 1)) for sibling in ruleset.siblings}
        assert "二ホ" in after["income_to_cost"]
        assert "二ハ・ニ" in after["self_pay_tariff"]


@pytest.mark.parametrize("ruleset", RULESETS, ids=lambda ruleset: ruleset.id)
def test_the_items_of_30_35_3_are_cited_by_the_letter_of_the_date(ruleset: RuleSet) -> None:
    """The items stand in イ until 2018-03-31 and in ロ from 2018-04-01, whoever refers to them.

    附則57条の2①二イ takes the words that 30条の35の3 defines for it (「第五十七条の二第一項第二号イにおいて
    単に…という」), so what it refers to moved with them.
    """
    moved = date(2018, 4, 1)
    cited = [item.citation for item in ruleset.items]
    for item in ruleset.items:
        for counted in item.kinds:
            cited += [part.citation for part in (counted.limb, counted.cap) if part is not None]
    if ruleset.entry.shown_beside is not None:
        cited.append(ruleset.entry.shown_beside.citation)
    if ruleset.type == "social":
        cited += [ruleset.citation, ruleset.threshold.citation, ruleset.denominator.citation]
    letters = "イ" if ruleset.first < moved else ""
    letters += "ロ" if ruleset.last is None or ruleset.last >= moved else ""
    found = 0
    for citation in cited:
        named = re.findall(r"30条の35の3①二(.)|2018-04-01からは同(.)", citation)
        if named:
            said = "".join(letter for pair in named for letter in pair)
            # a word that the act of 2017 defined in 附則57条の2 itself is referred to from 2018 on alone
            assert said in (letters, "ロ") if "の定義）" in citation else said == letters, citation
            found += 1
    assert found


def _entries(value: Any) -> Any:
    if isinstance(value, Entry):
        yield value
        for name in value.fields():
            yield from _entries(getattr(value, name))
    elif isinstance(value, tuple):
        for element in value:
            yield from _entries(element)


@pytest.mark.parametrize("ruleset", RULESETS, ids=lambda ruleset: ruleset.id)
def test_everything_that_holds_a_number_is_cited(ruleset: RuleSet) -> None:
    for entry in [*_entries(ruleset.entry), *_entries(ruleset.items)]:
        numbers = [name for name in entry.fields() if name != "revision" and _is_number(getattr(entry, name))]
        if numbers:
            assert re.search(r"[条号]|告示|通知|医政発", entry.citation), (ruleset.id, numbers)
            assert entry.status in ("primary", "secondary", "assumed")
    assert ruleset.entry.amended_by


def _is_number(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(_is_number(element) for element in value)
    return isinstance(value, int) and not isinstance(value, bool)


STATUS = {  # law.md section 1: the status of the old / revised definition
    "social": ("secondary", "primary"),
    "specified": ("secondary", "secondary"),
    "certified": ("secondary", "primary"),
    "welfare_hospital": ("assumed", "assumed"),
    "open_hospital": ("assumed", "assumed"),
    "koseiren": ("assumed", "assumed"),
}


@pytest.mark.parametrize("ruleset", RULESETS, ids=lambda ruleset: ruleset.id)
def test_status_stays_as_sure_as_the_sources(ruleset: RuleSet) -> None:
    assert ruleset.status == STATUS[ruleset.type][ruleset.definition == "revised"]
    if ruleset.status != "primary":
        assert ruleset.entry.unconfirmed
    if ruleset.status == "assumed":
        assert {item.status for item in ruleset.items} == {"assumed"}


def test_certified_refers_to_the_items_of_social() -> None:
    """附則57条の2①二イ refers to 30条の35の3①二ロ(1)–(7)."""
    social, certified = (LAW.of_type(type_).rulesets[-1] for type_ in ("social", "certified"))
    assert [item.id for item in certified.items] == [item.id for item in social.items]
    for own, referred in zip(certified.items, social.items, strict=True):
        assert own.citation == f"{certified.citation} → {referred.citation}"


@pytest.mark.parametrize("definition", ["old", "revised"])
def test_the_definitions_of_a_denominator_differ_by_date_alone(definition: str) -> None:
    """`explain` tells of a business under either definition without asking for the type."""
    social = LAW.of_type("social").last_of(definition).denominator
    for held in LAW.all_types():
        scope = held.last_of(definition).denominator
        assert (scope.words, scope.businesses, scope.non_operating_except) == (
            social.words, social.businesses, social.non_operating_except,
        )  # fmt: skip


def test_the_readings_are_those_of_the_vocabulary() -> None:
    assert tuple(readings()) == v.ReadingId.__args__  # type: ignore[attr-defined]
    used = {id_ for ruleset in RULESETS for id_ in ruleset.readings}
    assert used == set(readings())
    for ruleset in RULESETS:
        for id_ in ruleset.readings:
            assert ruleset.definition in readings()[id_].definitions


@pytest.mark.parametrize("ruleset", RULESETS, ids=lambda ruleset: ruleset.id)
def test_a_released_rule_set_does_not_change(ruleset: RuleSet) -> None:
    """Its fingerprint is shipped; a correction is a new revision, with its reason in the changelog."""
    assert ruleset.released == fingerprint(ruleset.content)


def test_citations_and_status_are_not_part_of_the_fingerprint(tmp_path: Path) -> None:
    text = (
        (HEAD + NEXT)
        .replace("2025-04-01施行", "別の書き方")
        .replace('status = "primary"', 'status = "assumed"')
    )
    own = Law.load(_write(tmp_path, text)).of_type("social").rulesets[-1]
    assert own.released is None
    assert own.fingerprint == LAW.of_type("social").rulesets[-1].fingerprint
    other = Law.load(_write(tmp_path, (HEAD + NEXT).replace("at_most = [10, 100]", "at_most = [11, 100]")))
    assert other.of_type("social").rulesets[-1].fingerprint != own.fingerprint


@pytest.mark.parametrize("name", [*EXPECTED, "readings"])
def test_what_is_shipped_is_valid_and_therefore_read_without_validation(name: str) -> None:
    form: type[Entry] = ReadingsFile if name == "readings" else LawFile
    data = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    assert read(form, data) == validated(form, data)


def test_an_entry_is_frozen() -> None:
    threshold = RULESETS[0].threshold
    with pytest.raises(AttributeError):
        threshold.numerator = 70  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del threshold.numerator
    assert threshold.changed(numerator=70) == threshold.changed(numerator=70)
    assert threshold.changed(numerator=70) != threshold
    assert len({threshold, threshold.changed(numerator=70), threshold.changed()}) == 2


# -- a user's own law file --------------------------------------------------------------------------

SOCIAL = (DATA / "social.toml").read_text("utf-8")
NEXT = SOCIAL[SOCIAL.index('[[rulesets]]\nid = "social/2025-04-01"') :]
HEAD = SOCIAL[: SOCIAL.index("# ----")]


def _write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own.toml"
    file.write_text(text, "utf-8")
    return file


def test_an_own_rule_set_closes_the_open_end(tmp_path: Path) -> None:
    own = HEAD + NEXT.replace("2025-04-01", "2028-04-01").replace("numerator = 80", "numerator = 75")
    law = Law.load(_write(tmp_path, own))
    held = law.of_type("social")
    before, after = held.governing(None, date(2028, 3, 31)), held.governing(None, date(2028, 4, 1))
    assert isinstance(before, RuleSet)
    assert isinstance(after, RuleSet)
    assert (before.id, before.last) == ("social/2025-04-01", date(2028, 3, 31))
    assert (after.id, after.last, after.threshold.numerator) == ("social/2028-04-01", None, 75)
    assert LAW.of_type("social").rulesets[-1].last is None


def test_an_own_rule_set_replaces_the_shipped_one_of_its_id(tmp_path: Path) -> None:
    law = Law.load(_write(tmp_path, HEAD + NEXT.replace("numerator = 80", "numerator = 90")))
    assert law.of_type("social").rulesets[-1].threshold.numerator == 90
    # 認定医療法人 still refers to the items, now those of the own file
    assert law.of_type("certified").rulesets[-1].threshold.numerator == 80


def _instead(old: str, new: str, count: int = -1) -> Any:
    return lambda text: text.replace(old, new, count)


def _with_items(entry: str) -> Any:
    return lambda text: f'{text}\n[[rulesets.items]]\n{entry}\nstatus = "primary"\n'


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_instead("numerator = 80", "numerator = 100", 1), "law-file-invalid"),
        (_instead("numerator = 80", "numerator = 80.0", 1), "law-file-invalid"),
        (_instead('citation = "', 'citations = "', 1), "law-file-invalid"),
        (_instead('kind = "vaccination"', 'kind = "vaccine"'), "law-file-invalid"),
        (_instead('id = "social/2025-04-01"', 'id = "social/2026-04-01"'), "law-file-invalid"),
        (_with_items('of = "social/1999-04-01"'), "law-file-invalid"),
        (_with_items('of = "social/2025-04-01"'), "law-file-invalid"),
        (_with_items('of = "social/2019-04-01"\nonly = ["(9)"]'), "law-file-invalid"),
        (lambda text: "[[", "law-file-invalid"),
        (_instead("from = 2025-04-01", "from = 2025-04-01\nto = 2024-04-01", 1), "law-file-invalid"),
        (_instead("2025-04-01", "2024-04-01"), "law-overlap"),
        (lambda text: text + "\n" + NEXT, "law-duplicate-id"),
    ],
)
def test_a_broken_law_file(tmp_path: Path, change: Any, code: str) -> None:
    with pytest.raises(FiguresError) as caught:
        Law.load(_write(tmp_path, change(HEAD + NEXT)))
    assert code in {problem.code for problem in caught.value.problems}
    assert all(problem.message and problem.help for problem in caught.value.problems)


VACCINATION = '{ kind = "vaccination" }'
LIMB_OF_ITEM_1 = "limb = { at_most = [10, 100]"
CAP = 'cap = { yen = 500000, citation = "自分の規定", status = "primary" }'


def _counting(kind: str, condition: str) -> Any:
    return _instead(VACCINATION, f'{{ kind = "{kind}", {condition} }}')


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        (_instead(LIMB_OF_ITEM_1, "limb = { at_most = [10, 0]"), ".limb.at_most.1", "greater than 0"),
        (_instead(LIMB_OF_ITEM_1, "limb = { at_most = [-10, 100]"), ".limb.at_most.0", "greater than 0"),
        (_instead(LIMB_OF_ITEM_1, "limb = { at_most = [0, 100]"), ".limb.at_most.0", "greater than 0"),
        (_instead(LIMB_OF_ITEM_1, "limb = { at_most = [100, 100]"), ".limb", "below 1"),
        (_instead("alternative = [12, 100]", "alternative = [12, 12]"), ".limb", "below 1"),
        (_instead("at_most = [150, 100]", "at_most = [150, 0]"), ".at_most.1", "greater than 0"),
        (_instead("above = [63, 100]", "above = [163, 100]"), ".cost_share", "below 1"),
        (_counting("vaccination", CAP), ".kinds.0", "deliver"),
        (_counting("self_pay", LIMB), ".kinds.0", "not self_pay"),
        (_counting("subsidy", LIMB), ".kinds.0", "not subsidy"),
        (_counting("childbirth", f"{CAP}, {LIMB}"), ".kinds.0", "not both"),
        (_counting("vaccination", "same_tariff = true"), ".kinds.0", "same_tariff of vaccination"),
        (_counting("vaccination", "commissioned = true"), ".kinds.0", "commissioned vaccination"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_refused_where_it_stands(
    tmp_path: Path, change: Any, path: str, said: str
) -> None:
    with pytest.raises(FiguresError) as caught:
        Law.load(_write(tmp_path, change(HEAD + NEXT)))
    problem = next(found for found in caught.value.problems if (found.place.path or "").endswith(path))
    assert (problem.code, problem.place.file) == ("law-file-invalid", str(tmp_path / "own.toml"))
    assert said in str(problem.values["detail"])


def test_a_kind_has_one_limb(tmp_path: Path) -> None:
    """Its lines have one sum: which of two portions it must stay within, nobody could say."""
    twice = f'{VACCINATION}, {{ kind = "workers_compensation", {LIMB} }}'
    law = Law.load(_write(tmp_path, (HEAD + NEXT).replace(VACCINATION, twice)))
    assert law.of_type("social").rulesets[-1].limbs["workers_compensation"].at_most == (10, 100)
    with pytest.raises(FiguresError) as caught:
        Law.load(_write(tmp_path, (HEAD + NEXT).replace(VACCINATION, twice.replace("[10, 100]", "[5, 100]"))))
    (problem,) = caught.value.problems
    assert problem.code == "law-file-invalid"
    assert problem.values["detail"] == "social/2025-04-01: two limbs measure workers_compensation"


def test_a_gap_is_refused(tmp_path: Path) -> None:
    closed = NEXT.replace("from = 2025-04-01\n", "from = 2025-04-01\nto = 2026-03-31\n", 1)
    later = NEXT.replace("2025-04-01", "2027-04-01")
    with pytest.raises(FiguresError) as caught:
        Law.load(_write(tmp_path, HEAD + closed + "\n" + later))
    (problem,) = caught.value.problems
    assert problem.code == "law-gap"
    assert (problem.values["first"], problem.values["last"]) == ("2026-04-01", "2027-03-31")


def test_a_missing_law_file() -> None:
    with pytest.raises(FiguresError) as caught:
        Law.load("no-such-file.toml")
    assert caught.value.problems[0].code == "law-file-invalid"


def test_outside_an_own_closed_span(tmp_path: Path) -> None:
    closed = NEXT.replace("from = 2025-04-01\n", "from = 2025-04-01\nto = 2026-03-31\n", 1)
    law = Law.load(_write(tmp_path, HEAD + closed))
    with pytest.raises(FiguresError) as caught:
        law.of_type("social").governing(None, date(2026, 4, 1))
    assert caught.value.problems[0].values["last"] == "2026-03-31"


def test_several_files_of_one_type_lie_on_top_of_each_other(tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text(HEAD + NEXT.replace("2025-04-01", "2028-04-01"), "utf-8")
    second.write_text(HEAD + NEXT.replace("2025-04-01", "2030-04-01"), "utf-8")
    rulesets = Law.load(first, second).of_type("social").rulesets
    assert [ruleset.id for ruleset in rulesets[-3:]] == [
        "social/2025-04-01",
        "social/2028-04-01",
        "social/2030-04-01",
    ]


def test_a_law_file_says_where_it_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(FiguresError) as caught:
        Law.load(_write(tmp_path, (HEAD + NEXT).replace("numerator = 80", 'numerator = "eighty"')))
    (problem,) = caught.value.problems
    assert problem.place.path == "rulesets.0.threshold.numerator"
    assert problem.place.path in problem.message


def test_an_item_that_is_wrong_is_named_by_its_form(tmp_path: Path) -> None:
    with pytest.raises(FiguresError) as caught:
        Law.load(_write(tmp_path, (HEAD + NEXT).replace('kind = "vaccination"', 'kind = "vaccine"')))
    assert re.fullmatch(r"rulesets\.0\.items\.\d\.Item\.kinds\.0\.kind", caught.value.problems[0].place.path)
