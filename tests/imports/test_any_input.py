"""Whatever is handed in: figures with every row placed, or located problems; nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shinryo_ratio.imports.figures_file import figures_yaml
from shinryo_ratio.imports.grid import filled
from shinryo_ratio.imports.importing import Imported, Wish, import_export
from shinryo_ratio.imports.lastyear import LastYear
from shinryo_ratio.imports.layouts import Named
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import loads

HEADINGS = {"type": "social", "start": "2025-04-01", "name": "見本会"}
NAMES = st.sampled_from([
    "医業収益", "医業収益計", "医業費用", "医業費用合計", "医業外収益", "医業外収益合計",
    "事業収益", "事業収益合計", "本来業務事業損益", "附帯業務事業収益計", "収益業務事業収益",
    "特別利益", "特別利益合計", "経常利益", "合計", "小計", "入院診療収益", "外来診療収益（保険分）",
    "社会保険診療収益", "自費診療収益", "保険等査定減", "受取利息", "運営費補助金収益",
    "給料手当", "普通預金", "資本金", "なぞの収入", "(1)", "", "-1",
])  # fmt: skip
AMOUNTS = st.sampled_from(["", "0", "1", "-1", "-2", "(1)", "100", "1,000", "△12", "***", "1.5", "x"])
SUBS = st.sampled_from(["", "", "", "保険分", "自費", "内科"])


def placed_or_problems(data: bytes, wish: Wish) -> None:
    try:
        made = import_export(data, "f", wish)
    except FiguresError as error:
        found = error.problems
    else:
        everything_is_placed(made)
        return
    assert found
    for problem in found:
        assert problem.place.file == "f"
        assert all(problem.words("ja"))


def everything_is_placed(made: Imported) -> None:
    rows = [number for number, row in enumerate(made.export.grid.rows, 1) if filled(row)]
    assert (
        sorted([line.row.number for line in made.lines] + [one.row.number for one in made.left_out]) == rows
    )
    assert loads(figures_yaml(made, LastYear(), "ja"), "yaml") == made.figures


@settings(max_examples=60)
@given(st.binary(max_size=80))
def test_bytes(data):
    placed_or_problems(data, Wish(headings=HEADINGS))


@settings(max_examples=200)
@given(st.lists(st.tuples(NAMES, SUBS, AMOUNTS), max_size=14), st.booleans())
def test_tables(rows, thousand):
    head = "科目,補助,金額" + (",（単位：千円）" if thousand else "")
    text = "\n".join([head, *(f'{name},{sub},"{amount}"' for name, sub, amount in rows)])
    placed_or_problems(text.encode(), Wish(headings=HEADINGS, named=Named(("科目",), "補助", "金額")))


@settings(max_examples=100)
@given(
    st.lists(st.tuples(NAMES, AMOUNTS, st.sampled_from(["[区分行]", "[明細行]", "[合計行]"])), max_size=14)
)
def test_tagged_rows(rows):
    text = "\n".join(
        f'"{tag}","事業所","[損益計算書]","{name}","0","0","{amount}","{amount}"'
        for name, amount, tag in rows
    )
    placed_or_problems(text.encode("cp932"), Wish(layout="yayoi", headings=HEADINGS))


@settings(max_examples=100)
@given(st.lists(st.tuples(NAMES, AMOUNTS, st.integers(0, 3)), max_size=14))
def test_hierarchies(rows):
    lines = ["試算表：損益計算書_見本会", ",,,,期首,借方金額,貸方金額,期末"]
    for name, amount, depth in rows:
        lines.append(
            ",".join([*([""] * depth), name, *([""] * (3 - depth)), "0", "0", f'"{amount}"', f'"{amount}"'])
        )
    placed_or_problems("\n".join(lines).encode(), Wish(headings=HEADINGS))
