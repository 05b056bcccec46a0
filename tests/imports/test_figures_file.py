"""The file that an import writes is valid, says whence each line came and what is left to do."""

import re

import pytest

from shinryo_ratio import loads
from shinryo_ratio.imports.figures_file import figures_yaml, quoted, summary
from shinryo_ratio.imports.lastyear import LastYear, Split
from shinryo_ratio.imports.layouts import Named

FILES = ["yayoi_month.csv", "yayoi_subs.csv", "freee.csv", "moneyforward_months.csv",
         "moneyforward_balances.csv", "tkc.txt", "jdl.csv", "jobcan.csv"]  # fmt: skip
NAMED = Named(("科目",), None, "金額")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", FILES)
def test_it_reads_back_as_what_was_imported(imported, name, lang):
    made = imported(name)
    text = figures_yaml(made, LastYear(), lang)
    assert loads(text, "yaml") == made.figures
    text.encode("cp932")


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_the_export_is_named(imported, name):
    made = imported(name)
    text = figures_yaml(made, LastYear(), "ja")
    rows = {
        int(row)
        for row in re.findall(rf"{re.escape(name)}:(\d+)$|(\d+)行目", text, re.M)
        for row in row
        if row
    }
    assert rows == {row.number for row in made.export.rows}


def test_templates_of_a_split_are_valid_lines_once_uncommented(imported):
    """The account is deleted, its template rows are uncommented, amounts are put in."""
    made = imported("moneyforward_months.csv")
    text = figures_yaml(made, LastYear(), "ja")
    account = re.compile(r"  - name: 保健予防活動収益 .*?(?=\n  #- )", re.S)
    text = account.sub("", text)
    text = (
        re.sub(r"(?m)^  #- (\{name: \"?保健予防活動収益)", r"  - \1", text)
        .replace("amount: 0, kind: health_checkup", "amount: 60000000, kind: health_checkup")
        .replace("amount: 0, kind: vaccination", "amount: 30000000, kind: vaccination")
    )
    figures = loads(text, "yaml")
    kinds = [line.kind for line in figures.revenue if line.name.startswith("保健予防活動収益")]
    assert kinds == ["health_checkup", "vaccination", "self_pay", "other_medical"]


@pytest.mark.parametrize("name", FILES)
def test_every_template_is_valid(imported, name):
    text = figures_yaml(imported(name), LastYear(), "ja")
    filled = re.sub(r"(?m)^  #- ", "  - ", text)
    assert len(loads(filled, "yaml").revenue) >= len(loads(text, "yaml").revenue)


def test_last_years_split_is_offered_without_amounts(imported):
    like = LastYear({}, {"外来診療収益": [
        Split("外来診療収益（社保・国保）", "social_insurance", "main", "operating"),
        Split("外来診療収益（自費）", "self_pay", "main", "operating"),
    ]})  # fmt: skip
    text = figures_yaml(imported("tkc.txt"), like, "ja")
    assert "  #- {name: 外来診療収益（社保・国保）, amount: 0, kind: social_insurance}\n" in text
    assert "外来診療収益（労災）" not in text
    assert "前年の分け方" in text


def test_statement_leaves_internal_lines_out(taken):
    from shinryo_ratio.imports.accounts import Meaning, key

    own = {
        (key("法人内受託収益"), ""): Meaning(
            "法人内受託収益", "other", facts={"internal": True}, confidence="own"
        )
    }
    text = "科目,金額\n医業収益,\n社会保険診療収益,900\n法人内受託収益,7\n医業収益計,907\n"
    made = taken(text, named=NAMED, own=own)
    assert made.figures.statement.totals == {"main": 900}
    assert loads(figures_yaml(made, LastYear(), "ja"), "yaml") == made.figures


@pytest.mark.parametrize(
    "name",
    ["a: b", "#1", "- x", "yes", "null", "１２３", "0123", "医業 収益", '引用"符', "[x]", "{x}",
     "全角　空白", "a\tb", "ﾊﾝｶｸ", "~", "収益:"],
)  # fmt: skip
def test_any_name_survives(taken, name):
    assert "\n" not in quoted(name)
    row = '"' + name.replace('"', '""') + '"'
    text = f"科目,金額\n医業収益,\n社会保険診療収益,900\n{row},100\n医業収益計,1000\n"
    made = taken(text, named=NAMED)
    if len(made.lines) == 2:
        assert loads(figures_yaml(made, LastYear(), "ja"), "yaml").revenue[1].name == name.strip()


def test_the_summary_counts(imported):
    lines = list(summary(imported("tkc.txt"), "ja"))
    assert lines[0] == "16行を読み、9行の収益と7行の除外に分けました。合計行との照合: 0件一致。"
    assert "本来業務とした" in lines[1]
    assert "合計の行がないため照合していない" in lines[2]
    assert lines[-1] == "  tkc.txt:10 外来診療収益 1,120,000,000円"
    assert list(summary(imported("tkc.txt"), "en"))[-1] == "  tkc.txt:10 外来診療収益 1,120,000,000 yen"


def test_what_is_said_of_a_line(imported):
    text = figures_yaml(imported("jdl.csv"), LastYear(), "ja")
    assert "# 途中で切れた名称を「運営費補助金収益」と読んだ" in text
    assert "次のどれか: 固定資産受贈益、固定資産売却益" in text
    text = figures_yaml(imported("freee.csv"), LastYear(), "ja")
    assert "知らない科目。「予防接種収益」に近い名称" in text
    text = figures_yaml(imported("moneyforward_months.csv"), LastYear(), "ja")
    assert "正の数で出力されていたので、符号を変えた" in text


def test_the_profit_business_is_other_whatever_it_sells(imported):
    made = imported("jobcan.csv")
    kinds = {line.name: (line.kind, line.business) for line in made.lines if line.business == "profit"}
    assert kinds == {"不動産賃貸収益": ("other", "profit"), "雑収入": ("other", "profit")}
