"""Mapping files: what is shipped is sound, the user's own lies on top, last year is a pattern."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.imports.accounts import SHIPPED, Accounts, Meaning, _shipped, key
from shinryo_ratio.imports.figures_file import summary
from shinryo_ratio.imports.lastyear import read_last_year
from shinryo_ratio.imports.layouts import Named
from shinryo_ratio.imports.own_mapping import read_mapping
from shinryo_ratio.problems import FiguresError

NAMED = Named(("科目",), None, "金額")
ACCOUNTS = Accounts({})


def shipped_entries() -> Iterator[tuple[str, Meaning]]:
    """Every shipped entry with the file it stands in."""
    for name in SHIPPED:
        accounts, subs = _shipped(name)
        for meaning in dict.fromkeys(map(id, accounts.values())):
            yield name, next(one for one in accounts.values() if id(one) == meaning)
        for _, _, detail in subs:
            yield name, detail


@pytest.mark.parametrize(("file", "meaning"), list(shipped_entries()))
def test_an_entry_is_sound(file, meaning):
    assert meaning.source
    assert meaning.confidence in ("high", "medium", "ask")
    assert (meaning.kind is None) == (meaning.confidence == "ask"), meaning.name
    assert meaning.kind is None or meaning.kind in v.KINDS
    assert meaning.kind != "unclassified"
    assert bool(meaning.split_into) == (meaning.kind is None)
    assert all(kind in v.KINDS for _, kind in meaning.split_into)
    assert set(meaning.facts) <= set(v.FACTS_OF_KIND.get(meaning.kind or "", ()))
    assert meaning.section in (None, *v.SECTIONS)


def test_no_name_means_two_things():
    for name in SHIPPED:
        data = tomllib.loads(files("shinryo_ratio.imports").joinpath(f"data/{name}.toml").read_text("utf-8"))
        names = [key(one) for entry in data["account"] for one in entry["names"]]
        assert len(names) == len(set(names)), name


def test_no_account_of_revenue_is_one_of_expenses():
    assert not set(ACCOUNTS.accounts) & set(ACCOUNTS.others)


@pytest.mark.parametrize(
    "mixing",
    ["入院診療収益", "外来診療収益", "保健予防活動収益", "その他の医業収益", "健診収益", "予防接種収益",
     "助成金収益", "雑収入", "居宅介護料収益", "公害等診療収益"],
)  # fmt: skip
def test_what_mixes_kinds_is_never_mapped(mixing):
    meaning = ACCOUNTS.of(mixing).meaning
    assert meaning is not None
    assert meaning.kind is None
    assert len({kind for _, kind in meaning.split_into}) > 1


@pytest.mark.parametrize(
    ("name", "kind", "facts"),
    [
        ("室料差額収益", "room_charge", {}),
        ("室料差額収入", "room_charge", {}),
        ("　保険等査定減（△）", "insurance_deduction", {}),
        ("(7) 保険等査定減", "insurance_deduction", {}),
        ("受取利息", "financial", {}),
        ("固定資産売却益", "asset_disposal", {}),
        ("運営費補助金収益", "subsidy", {"granted_for": "operations"}),
        ("施設設備補助金収益", "subsidy", {"granted_for": "fixed_assets"}),
        ("補助金収益", "subsidy", {}),
        ("入院診療収益（保険分）", "social_insurance", {}),
        ("外来診療収益/労災", "workers_compensation", {}),
        ("保険診療収益（患者負担含む）", "social_insurance", {}),
        ("介護保健施設介護料収益", "social_insurance", {}),
    ],
)
def test_what_a_name_decides(name, kind, facts):
    meaning = ACCOUNTS.of(name).meaning
    assert meaning is not None
    assert (meaning.kind, dict(meaning.facts)) == (kind, facts)


@pytest.mark.parametrize(
    ("account", "sub", "kind"),
    [
        ("入院診療収益", "社保", "social_insurance"), ("外来診療収益", "後期高齢者", "social_insurance"),
        ("外来診療収益", "自費", "self_pay"), ("保健予防活動収益", "特定健診", "health_checkup"),
        ("保健予防活動収益", "人間ドック", None), ("外来診療収益", "内科", None),
        ("受取利息", "自費", None), ("なぞの科目", "保険分", None),
    ],
)  # fmt: skip
def test_what_a_sub_account_decides(account, sub, kind):
    meaning = ACCOUNTS.detail(account, sub)
    assert (meaning.kind if meaning else None) == kind


@pytest.mark.parametrize(
    ("cut", "section", "full"),
    [
        ("運営費補", None, "運営費補助金収益"), ("保険等査", None, "保険等査定減"),
        ("入院診療", "operating", "入院診療収益"),
        ("固定資産", "extraordinary", ""), ("その他の", "operating", ""), ("特殊外来", None, ""),
    ],
)  # fmt: skip
def test_names_cut_to_four_characters(cut, section, full):
    found = ACCOUNTS.of_cut(cut, "revenue", section)
    assert (found.meaning is not None, found.cut_from) == (bool(full), full)


def test_a_cut_name_that_may_be_an_expense_is_not_known_outside_revenue():
    assert ACCOUNTS.of_cut("社会保険", "revenue", None).meaning is not None
    assert ACCOUNTS.of_cut("社会保険", None, None).meaning is None


OWN_TOML = """
[[account]]
names = ["外来診療収益", "特殊外来収入"]
kind = "自費診療"

[[account]]
names = ["入院診療収益"]
sub = "３階病棟"
kind = "social_insurance"

[[account]]
names = ["なぞの科目"]
side = "費用"

[[account]]
names = ["法人内受託収益"]
kind = "other"
internal = true
business = "附帯業務（その他）"
"""
OWN_CSV = """勘定科目,補助科目,区分,業務,収支,内部取引
外来診療収益,,自費診療,,,
特殊外来収入,,自費診療,,,
入院診療収益,３階病棟,social_insurance,,,
なぞの科目,,,,費用,
法人内受託収益,,その他,附帯業務（その他）,,はい
"""
STATEMENT = """科目,補助,金額
医業収益,,
外来診療収益,,100
特殊外来収入,,10
入院診療収益,3階病棟,500
入院診療収益,4階病棟,400
法人内受託収益,,7
医業収益計,,1017
なぞの科目,,3
"""


@pytest.mark.parametrize(
    ("name", "data"),
    [("own.toml", OWN_TOML.encode()), ("own.csv", OWN_CSV.encode()), ("own.csv", OWN_CSV.encode("cp932"))],
)
def test_the_users_own_entries_lie_on_top(taken, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    made = taken(STATEMENT, named=Named(("科目",), "補助", "金額"), own=read_mapping(path))
    assert [(line.name, line.amount, line.kind, line.business) for line in made.lines] == [
        ("外来診療収益", 100, "self_pay", "main"), ("特殊外来収入", 10, "self_pay", "main"),
        ("入院診療収益（3階病棟）", 500, "social_insurance", "main"),
        ("入院診療収益（4階病棟）", 400, "unclassified", "main"),
        ("法人内受託収益", 7, "other", "ancillary_other"),
    ]  # fmt: skip
    assert {left.row.name: left.reason for left in made.left_out}["なぞの科目"] == "expense"
    assert made.figures.revenue[4].internal is True


@pytest.mark.parametrize(
    ("name", "text", "code", "line"),
    [
        ("a.toml", "[[account]\n", "mapping-not-toml", None),
        ("a.toml", "x = 1\n", "mapping-empty", None),
        ("a.toml", '\n[[account]]\nkind = "self_pay"\n', "mapping-account-missing", 2),
        ("a.toml", '[[account]]\nnames = ["a"]\n', "mapping-kind-missing", 1),
        ("a.toml", '[[account]]\nnames = ["a"]\nkind = "自費"\nmemo = "x"\n', "unknown-word", 1),
        ("a.toml", '[[account]]\nnames = ["a"]\nkind = "self_pay"\nmemo = "x"\n', "mapping-key-unknown", 1),
        ("a.toml", '[[account]]\nnames = ["a"]\nkind = "other"\ncovid = true\n', "fact-on-wrong-kind", 1),
        ("a.csv", "勘定科目,区分\n甲,自費診療\n甲,その他\n", "mapping-account-twice", 3),
        ("a.csv", "区分\n自費診療\n", "mapping-account-missing", 1),
        ("a.csv", "勘定科目,区分,分娩件数\n甲,助産,3\n", "mapping-key-unknown", 2),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_mapping(tmp_path, name, text, code, line):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(FiguresError) as caught:
        read_mapping(path)
    assert (caught.value.problems[0].code, caught.value.problems[0].place.line) == (code, line)
    assert caught.value.problems[0].place.file == str(path)


def test_a_mapping_that_is_not_there(tmp_path):
    with pytest.raises(FiguresError) as caught:
        read_mapping(tmp_path / "none.toml")
    assert caught.value.problems[0].code == "file-missing"
    with pytest.raises(FiguresError) as caught:
        read_mapping(tmp_path)
    assert caught.value.problems[0].code == "file-unreadable"


LAST_YEAR = """
corporation: {name: 見本会, type: specified}
fiscal_year: {start: 2024-04-01}
accounting_standard: hospital
revenue:
  - {name: 入院診療収益（保険分）, amount: 3100000000, kind: social_insurance}
  - {name: 入院診療収益（労災）, amount: 41000000, kind: workers_compensation, same_tariff: true}
  - {name: 外来収益, amount: 777, kind: unclassified, business: main}
  - {name: 訪問看護収益（医療）, amount: 888, kind: social_insurance, business: ancillary_medical}
"""


def test_last_year_is_a_pattern_without_amounts(tmp_path):
    path = tmp_path / "last.yaml"
    path.write_text(LAST_YEAR, "utf-8")
    like = read_last_year(str(path))
    assert like.headings == {"name": "見本会", "type": "specified", "standard": "hospital"}
    splits = like.of("入院診療収入", ACCOUNTS)
    assert [(split.name, split.kind) for split in splits] == [
        ("入院診療収益（保険分）", "social_insurance"), ("入院診療収益（労災）", "workers_compensation"),
    ]  # fmt: skip
    assert [split.name for split in like.of("入院収益", ACCOUNTS)] == [split.name for split in splits]
    assert like.of("外来収益", ACCOUNTS) == ()


def test_last_years_file_must_be_of_one_corporation(tmp_path):
    path = tmp_path / "two.csv"
    head = "reference,corporation_name,corporation_type,fiscal_year_start,name,amount,kind\n"
    path.write_text(head + "A,a,social,2024-04-01,x,1,other\nB,b,social,2024-04-01,x,1,other\n")
    with pytest.raises(FiguresError) as caught:
        read_last_year(str(path))
    assert caught.value.problems[0].code == "several-corporations"


def test_an_own_entry_holds_for_a_name_that_was_cut_short(imported, tmp_path):
    """JDL cuts 外来診療収益 to four characters; the user's kind of the whole name holds, and only for it."""
    path = tmp_path / "own.csv"
    path.write_text("勘定科目,区分\n外来診療収益,社会保険診療\n", "utf-8")
    made = imported("jdl.csv", own=read_mapping(str(path)))
    kinds = {line.name: line.kind for line in made.lines}
    assert kinds["外来診療"] == "social_insurance"
    assert kinds["保健予防"] == "unclassified"


def test_an_item_number_that_excel_made_negative_is_no_part_of_the_name(taken):
    made = taken("科目,金額\n医業収益,\n-1 社会保険診療収益,900\n医業収益計,900\n", named=NAMED)
    assert [line.kind for line in made.lines] == ["social_insurance"]


def test_what_the_headings_tell_of_the_standard_is_said(imported):
    told = [line for line in summary(imported("yayoi_month.csv"), "ja") if "会計基準" in line]
    assert len(told) == 1
    assert "病院会計準則" in told[0]
    assert "--standard" in told[0]
