"""The placement table as plain rows: complete, one answer to each question, right where it is used."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from shinryo_ratio import assess, load
from shinryo_ratio.cli.law.parts import PARTS
from shinryo_ratio.cli.law.table import PART_NAMES
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law import Law
from shinryo_ratio.law.placement import PLACED_FACTS
from shinryo_ratio.law.table import FACTS, every_shape, placed, sections

LAW = Law()
EXAMPLES = Path(__file__).parents[2] / "examples"
SOCIAL = {ruleset.id: list(placed(ruleset)) for ruleset in LAW.of_type("social").rulesets}


def run(*args: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "shinryo_ratio", "law", "table", *args]
    return subprocess.run(command, capture_output=True, check=False)


# law.md section 4: the line, then what it adds to N and D of the old and of the revised definition
BY_HAND = [
    ("social_insurance", "main", "operating", {}, (1, 1), (1, 1)),
    ("room_charge", "main", "operating", {}, (0, 1), (0, 1)),
    ("self_pay", "main", "operating", {}, (0, 1), (0, 1)),
    ("subsidy", "main", "operating", {"granted_for": "operations"}, (0, 1), (1, 1)),
    ("subsidy", "main", "extraordinary", {"granted_for": "operations"}, (0, 0), (0, 0)),
    ("subsidy", "main", "operating", {"granted_for": "fixed_assets"}, (0, 1), (0, 0)),
    ("public_commission", "main", "operating", {}, (0, 1), (1, 1)),
    ("public_commission", "profit", "operating", {}, (0, 1), (0, 0)),
    ("other", "profit", "operating", {}, (0, 1), (0, 0)),
    ("other", "ancillary_other", "operating", {}, (0, 1), (0, 0)),
    ("financial", "main", "non_operating", {}, (0, 0), (0, 0)),
    ("asset_disposal", "main", "extraordinary", {}, (0, 0), (0, 0)),
]


@pytest.mark.parametrize(("kind", "business", "section", "facts", "old", "revised"), BY_HAND)
def test_the_table_of_the_law(kind, business, section, facts, old, revised):
    for id_, expected in (("social/2019-04-01", old), ("social/2025-04-01", revised)):
        wanted = {"covid": False, "designated_manager": False, "commissioned_by_public_body": False, **facts}
        (row,) = [
            one.row
            for one in SOCIAL[id_]
            if one.shape[:3] == (kind, business, section)
            if dict(zip(PLACED_FACTS.get(kind, ()), one.shape.facts, strict=True)).items() <= wanted.items()
            if not (one.elected or one.alternatives)
        ]
        assert (int(row.numerator > 0), row.denominator) == expected


def test_limbs_and_caps_stand_in_the_rows():
    rows = {
        one.shape.kind: one.row
        for one in SOCIAL["social/2025-04-01"]
        if one.row.limb or one.row.cap
        if not one.alternatives
    }
    assert set(rows) == {"workers_compensation", "childbirth"}
    assert (rows["workers_compensation"].limb, rows["childbirth"].cap) == ((10, 100), 500_000)


@pytest.mark.parametrize("held", list(LAW.all_types()), ids=lambda held: held.type)
def test_every_question_has_one_stated_answer_at_every_setting(held):
    for ruleset in held.rulesets:
        rows = list(placed(ruleset))
        stated = Counter((one.elected, one.shape, one.alternatives) for one in rows if one.stated)
        assert set(stated.values()) == {1}
        shapes = {one.shape for one in rows if not one.elected}
        assert shapes == set(every_shape())
        for one in rows:
            assert set(one.alternatives) <= set(one.touched) <= set(ruleset.readings)
            assert one.row.citation
            assert one.status in ("primary", "secondary", "assumed")
            assert one.stated or one.open


def test_effective_sections():
    """A subsidy booked 事業外 counts as operating; at a facility standard so does all but financing."""
    table = {(one.accounting_standard, one.kind, one.section): one.effective_section for one in sections()}
    assert len(table) == len(v.ACCOUNTING_STANDARDS) * len(v.KINDS) * len(v.SECTIONS)
    assert table["medical_corporation", "subsidy", "non_operating"] == "operating"
    assert table["medical_corporation", "other", "non_operating"] == "non_operating"
    assert table["hospital", "other", "non_operating"] == "operating"
    assert table["hospital", "financial", "non_operating"] == "non_operating"
    assert table["hospital", "other", "extraordinary"] == "extraordinary"


def test_a_database_joins_lines_to_the_table():
    """In SQLite, which knows nothing of us: every line of the example adds what `assess` says it adds."""
    script = run("--type", "social", "--format", "sql")
    assert script.returncode == 0, script.stderr
    database = sqlite3.connect(":memory:")
    database.executescript(script.stdout.decode("utf-8"))
    figures = load(EXAMPLES / "shakai_2025.yaml")
    test = assess(figures).income
    assert test.ruleset is not None
    checked = 0
    for line in test.lines:
        said = line.source.model_dump()
        facts = {name: said.get(name) for name in FACTS}
        found = database.execute(
            "SELECT p.numerator, p.denominator, p.limb_portion, p.limb_whole, p.cap_yen, p.citation"
            " FROM placement_rows p JOIN effective_sections s"
            " ON s.kind = p.kind AND s.effective_section = p.effective_section"
            " WHERE p.ruleset = ? AND NOT p.covid_elected AND p.alternatives = '' AND p.stated"
            " AND p.kind = ? AND p.business = ? AND s.section = ? AND s.accounting_standard = ?"
            + "".join(f" AND p.{name} IS ?" for name in FACTS),
            [
                test.ruleset.id, line.kind, line.business, line.section, figures.accounting_standard,
                *(str(value).lower() if isinstance(value, bool) else value for value in facts.values()),
            ],
        ).fetchall()  # fmt: skip
        if said["internal"]:
            continue
        ((numerator, denominator, portion, _, cap, citation),) = found
        assert line.denominator == line.amount * denominator
        if portion is None and cap is None:
            assert (line.numerator, line.citation) == (line.amount * numerator, citation)
            checked += 1
    assert checked > 10


def test_the_forms_say_the_same():
    text = run("--ruleset", "social/2025-04-01", "--format", "csv").stdout.decode("utf-8")
    assert text.startswith("\ufeffruleset,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    data = json.loads(run("--ruleset", "social/2025-04-01", "--format", "json").stdout)
    assert data["schema"] == "shinryo-ratio/law-table/1"
    assert len(rows) == len(data["placement"]) == len(SOCIAL["social/2025-04-01"])
    for row, entry in zip(rows, data["placement"], strict=True):
        for name, value in entry.items():
            written = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            assert row[name] == written
    assert len(data["effective_sections"]) == 189


def test_every_part_can_be_asked_for():
    assert sorted(PART_NAMES) == sorted(PARTS)


@pytest.mark.parametrize("part", PART_NAMES)
def test_each_part_says_the_same_in_every_form(part):
    """Of one rule set, as CSV, JSON, text and SQL; asked for, it stands alone."""
    args = ("--ruleset", "open_hospital/2025-04-01", "--part", part)
    text = run(*args, "--format", "csv").stdout.decode("utf-8").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    data = json.loads(run(*args, "--format", "json").stdout)
    assert set(data) == {"schema", PARTS[part].key}
    entries = data[PARTS[part].key]
    database = sqlite3.connect(":memory:")
    database.executescript(run(*args, "--format", "sql").stdout.decode("utf-8"))
    ((name,),) = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert name == PARTS[part].table
    stored = database.execute(f"SELECT * FROM {name}").fetchall()
    assert Counter(stored) == Counter(tuple(entry.values()) for entry in entries)
    assert rows == [
        ["" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
         for value in entry.values()]
        for entry in entries
    ]  # fmt: skip
    page = run(*args).stdout.decode("utf-8")
    page.encode("cp932")
    assert "open_hospital" in page or part == "sections"


def test_rule_sets_and_who_is_tested():
    """law.md sections 1 and 2."""
    data = json.loads(run("--type", "open_hospital", "--format", "json").stdout)
    assert {row["ruleset"]: (row["threshold_numerator"], row["first_start"]) for row in data["rulesets"]} == {
        f"open_hospital/{year}-04-01": (60, f"{year}-04-01") for year in (2017, 2018, 2019, 2025)
    }
    assert [row["last_start"] for row in data["rulesets"]] == ["2018-03-31", "2019-03-31", "2025-03-31", None]
    assert {row["status"] for row in data["rulesets"]} == {"assumed"}
    governing = {(row["legal_form"], row["first_start"]): row for row in data["governing"]}
    assert governing["general", "2025-04-01"]["ruleset"] == "open_hospital/2025-04-01"
    assert governing["public_interest", "2017-04-01"]["not_tested"] == "public-interest-association"
    assert {row["kind"] for row in data["limbs"]} == {
        "workers_compensation", "automobile_liability", "pollution_compensation",
    }  # fmt: skip
    assert {(row["portion"], row["whole"], row["status"]) for row in data["limbs"]} == {(10, 100, "assumed")}
    assert {row["cap_yen"] for row in data["caps"]} == {500_000}
    koseiren = json.loads(run("--type", "koseiren", "--part", "governing", "--format", "json").stdout)
    assert [
        (row["first_start"], row["last_start"], row["not_tested"])
        for row in koseiren["governing"]
        if row["legal_form"] is None
    ] == [
        ("2017-04-01", "2023-03-31", "before-income-test"),
        ("2023-04-01", "2025-03-31", None),
        ("2025-04-01", None, None),
    ]


def test_to_be_read():
    page = run("--ruleset", "社会医療法人/2025-04-01").stdout.decode("utf-8")
    assert "算入表 social/2025-04-01" in page
    assert "取扱いを一つ別案にしたときに変わる行" in page
    assert "一の分娩につき500,000円" in page
    assert "同一基準=◇" in page
    page.encode("cp932")
    assert "◇により、合計が分母の" in page  # … 10/100以下のときだけ1、又は常に1
    assert "1 か 1" not in page
    english = run("--ruleset", "social/2019-04-01", "--lang", "en").stdout.decode("utf-8")
    assert "Where the COVID measure is elected" in english


@pytest.mark.parametrize(
    "args",
    [
        ("--ruleset", "social/2020-04-01"),
        ("--type", "sozial"),
        ("--type", "social", "--ruleset", "specified/2025-04-01"),
        ("--type", "social", "--ruleset", "specified"),
    ],
)
def test_what_is_not_held_is_said(args):
    told = run(*args)
    assert (told.returncode, told.stdout) == (3, b"")
    assert "social" in told.stderr.decode("utf-8")
