"""How sure we are of a row: the weakest of what it cites and of the readings whose sides differ there.

law.md section 6 gives the readings; all but `old-denominator` and `fixed-asset-subsidy` are marked assumed.
"""

import pytest

from shinryo_ratio.law import Law, readings
from shinryo_ratio.law.sureness import denominator_readings, denominator_status, item_readings, weakest
from shinryo_ratio.law.table import Placed, placed

LAW = Law()
SOCIAL = {ruleset.id: ruleset for ruleset in LAW.of_type("social").rulesets}
ROWS = {id_: list(placed(ruleset)) for id_, ruleset in SOCIAL.items()}
REVISED, OLD = "social/2025-04-01", "social/2019-04-01"


def row(ruleset: str, kind: str, section: str = "operating", *settled: object, other: str = "") -> Placed:
    """The stated row of a shape of 本来業務, without the COVID measure."""
    (found,) = (
        one
        for one in ROWS[ruleset]
        if one.shape == (kind, "main", section, settled)
        if one.alternatives == ((other,) if other else ()) and one.stated and not one.elected
    )
    return found


def test_the_status_of_readings_is_as_law_md_has_it():
    secondary = {"old-denominator", "fixed-asset-subsidy"}
    assert {id_: reading.status for id_, reading in readings().items()} == {
        id_: "secondary" if id_ in secondary else "assumed" for id_ in readings()
    }


@pytest.mark.parametrize(
    ("kind", "section", "facts", "status"),
    [
        ("social_insurance", "operating", (), "primary"),
        ("self_pay", "operating", (), "primary"),
        ("financial", "non_operating", (), "primary"),  # out at either side of every reading
        ("asset_disposal", "extraordinary", (), "primary"),
        ("other", "extraordinary", (), "primary"),
        ("other", "non_operating", (), "assumed"),  # non-operating-income
        ("long_term_care", "operating", (False,), "primary"),
        ("long_term_care", "operating", (True,), "assumed"),  # care-copayment
        ("health_checkup", "operating", (True, True), "primary"),  # on the tariff, whoever commissioned it
        ("health_checkup", "operating", (False, False), "primary"),
        ("health_checkup", "operating", (False, True), "assumed"),  # commissioned-checkup
        ("workers_compensation", "operating", (True,), "primary"),
        ("workers_compensation", "operating", (False,), "assumed"),  # approximately-ten-percent
        ("subsidy", "operating", ("operations", False), "primary"),
        ("subsidy", "operating", ("fixed_assets", False), "secondary"),  # fixed-asset-subsidy
        ("subsidy", "extraordinary", ("operations", False), "assumed"),  # extraordinary-subsidy
        ("subsidy", "extraordinary", ("fixed_assets", False), "primary"),  # never in
        ("public_commission", "operating", (False,), "primary"),
        ("public_commission", "operating", (True,), "assumed"),  # designated-manager-fee
    ],
)
def test_the_revised_definition(kind, section, facts, status):
    assert row(REVISED, kind, section, *facts).status == status


@pytest.mark.parametrize(
    ("kind", "section", "facts", "status"),
    [
        ("social_insurance", "operating", (), "primary"),
        ("other", "operating", (), "secondary"),  # the denominator: 事業収益 by the ministry's summary
        ("self_pay", "operating", (), "secondary"),
        ("other", "non_operating", (), "secondary"),  # old-denominator
        ("long_term_care", "operating", (True,), "assumed"),  # care-copayment
        ("workers_compensation", "operating", (False,), "assumed"),  # approximately-ten-percent
    ],
)
def test_the_old_definition(kind, section, facts, status):
    assert row(OLD, kind, section, *facts).status == status


def test_the_other_side_of_a_reading_is_no_surer():
    """Out of the denominator, or in: either is a side of what the text leaves open."""
    default = row(REVISED, "other", "non_operating")
    other = row(REVISED, "other", "non_operating", other="non-operating-income")
    assert (default.row.denominator, other.row.denominator) == (1, 0)
    assert (default.status, other.status) == ("assumed", "assumed")


def test_each_value_of_an_unknown_fact_has_its_own_status():
    """A subsidy of unstated purpose: whether it counts for fixed assets is open, else it is not."""
    found = [
        one.status
        for one in ROWS[REVISED]
        if one.shape == ("subsidy", "main", "operating", (None, False)) and not one.alternatives
    ]
    assert found == ["secondary", "primary"]  # as fixed assets (fixed-asset-subsidy); for operations


@pytest.mark.parametrize("held", list(LAW.all_types()), ids=lambda held: held.type)
def test_no_row_is_surer_than_a_reading_that_changes_it(held):
    """For shapes that have one row at every setting: rows that differ by one reading are no surer than it."""
    known = readings()
    for ruleset in held.rulesets:
        single = {}
        for one in placed(ruleset):
            single.setdefault((one.elected, one.shape, frozenset(one.alternatives)), []).append(one)
        for (elected, shape, setting), (first, *more) in single.items():
            for reading in set(first.touched) - setting:
                flipped, *others = single[elected, shape, setting | {reading}]
                if not (more or others) and flipped.row.effect != first.row.effect:
                    rest = known[reading].status
                    assert weakest((first.status, rest)) == first.status
                    assert weakest((flipped.status, rest)) == flipped.status


def test_parts_of_the_denominator():
    assert denominator_readings(SOCIAL[REVISED]) == {
        "non_operating": ("non-operating-income",),
        "extraordinary": ("extraordinary-subsidy",),
        "fixed_assets": ("fixed-asset-subsidy",),
    }
    assert denominator_readings(SOCIAL[OLD]) == {
        "non_operating": ("old-denominator",), "extraordinary": ("old-denominator",), "fixed_assets": (),
    }  # fmt: skip
    assert denominator_status(SOCIAL[REVISED], ["non-operating-income"]) == "assumed"
    assert denominator_status(SOCIAL[REVISED], []) == "primary"
    assert denominator_status(SOCIAL[OLD], []) == "secondary"


def test_readings_of_items():
    revised = SOCIAL[REVISED]
    assert item_readings(revised, "(7)", "health_checkup") == ("commissioned-checkup",)
    assert item_readings(revised, "(2)", "health_checkup") == ()
    assert item_readings(revised, "(1)", "social_insurance") == ()
    assert item_readings(revised, "(1)", "workers_compensation") == ("approximately-ten-percent",)
    assert item_readings(revised, "(7)", "public_commission") == ("designated-manager-fee",)


# -- what is not confirmed is said -------------------------------------------------------------------

TYPES = list(LAW.all_types())
PARTS = [
    (f"{ruleset.id} {part.id}", part)
    for held in TYPES
    for ruleset in held.rulesets
    for part in (*ruleset.siblings, *((ruleset.covid_measure,) if ruleset.covid_measure else ()))
] + [(f"{held.type} {entry.reason}", entry) for held in TYPES for entry in held.not_tested]


@pytest.mark.parametrize("part", [part for _, part in PARTS], ids=[name for name, _ in PARTS])
def test_what_is_not_primary_says_what_is_not_confirmed(part):
    assert part.status == "primary" or part.unconfirmed


@pytest.mark.parametrize("held", TYPES, ids=lambda held: held.type)
def test_a_threshold_from_elsewhere_than_its_text_is_told(held):
    """Of 特定医療法人 the whole notice is known from secondary sources, which is said of all of it."""
    for ruleset in held.rulesets:
        said = [words.ja for words in ruleset.entry.unconfirmed]
        named = any(f"基準の{ruleset.threshold.numerator}%" in words for words in said)
        whole = any("告示147号の本文（二次資料による）" in words for words in said)
        assert ruleset.threshold.status == "primary" or named or whole


def test_the_old_150_percent_test_rests_on_a_list_that_no_text_gives():
    """law.md section 7: A for the list of kinds, also where the article was read."""
    for held in TYPES:
        for ruleset in held.rulesets:
            for sibling in ruleset.siblings:
                if sibling.id == "income_to_cost" and ruleset.definition == "old":
                    assert sibling.status == "assumed"
