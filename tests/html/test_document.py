"""The HTML report as a document: valid, self-contained, accessible, and true to the assessment."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shinryo_ratio.engine import Assessment, assess, compare
from shinryo_ratio.figures import Figures
from shinryo_ratio.law import Law
from shinryo_ratio.messages.handover import HANDOVER
from shinryo_ratio.reports import html as html_report
from shinryo_ratio.reports import render, render_summary
from shinryo_ratio.reports.html.markup import Markup, css_string, element, escaped, spoken
from shinryo_ratio.reports.numbers import percent, yen
from support import strategies

EXAMPLES = Path(__file__).parents[2] / "examples"
SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["shakai_2025", "shakai_2024", "raw_statement", "open_hospital", "nintei_maternity", "exactly_80"]
LANGS = ["ja", "en"]


def parsed(document: str) -> ET.Element:
    """The document read as XML: every element is closed, every character may stand there."""
    assert document.startswith("<!DOCTYPE html>\n<html")
    assert document.endswith("</html>\n")
    return ET.fromstring(document)


def text_of(node: ET.Element) -> str:
    return "".join(node.itertext())


def headings(root: ET.Element) -> list[tuple[int, str]]:
    return [(int(node.tag[1]), text_of(node)) for node in root.iter() if re.fullmatch("h[1-6]", node.tag)]


def documents(assessed: Callable[[str], Assessment], lang: Any) -> Iterator[str]:
    """Every form of the report."""
    for name in NAMES:
        yield render(assessed(name), "html", lang)
    years = [assessed("shakai_2024"), assessed("shakai_2025")]
    yield render(years, "html", lang)
    yield render([*years, assessed("open_hospital")], "html", lang)
    figures = years[1].figures
    yield render(compare(figures), "html", lang)
    yield render((compare(figures), compare(figures)), "html", lang)
    yield render_summary([(f"{name}<i>.yaml", assessed(name)) for name in NAMES], "html", lang)


# -- a valid document -------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_every_document_is_valid_and_accessible(assessed: Callable[[str], Assessment], lang: Any) -> None:
    for document in documents(assessed, lang):
        root = parsed(document)
        assert root.get("lang") == lang
        levels = [level for level, _ in headings(root)]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all(text.strip() for _, text in headings(root))
        ids = [node.get("id") for node in root.iter() if node.get("id")]
        assert len(ids) == len(set(ids))
        for head in root.iter("th"):
            assert head.get("scope") in ("col", "row")
            assert text_of(head).strip()
        for table in root.iter("table"):
            assert table.find(".//th") is not None
            widths = {len(list(row)) for row in table.iter("tr")}
            assert len(widths) == 1
        assert (root.findtext("head/title") or "").strip()


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_fetched_and_nothing_is_run(assessed: Callable[[str], Assessment], lang: Any) -> None:
    for document in documents(assessed, lang):
        root = parsed(document)
        assert not {"script", "link", "img", "iframe", "object", "a", "form"} & {
            node.tag for node in root.iter()
        }
        for node in root.iter():
            for name, value in node.attrib.items():
                assert not name.startswith("on")
                assert "url(" not in value or re.fullmatch(r"url\(#[a-z0-9-]+\)", value)
        style = "".join(text_of(node) for node in root.iter("style"))
        assert not re.search(r"@import|url\(|https?:", style)
        outside = document.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert "http:" not in outside
        assert "https:" not in outside
        policy = next(node for node in root.iter("meta") if node.get("http-equiv"))
        assert (policy.get("content") or "").startswith("default-src 'none'")


@pytest.mark.parametrize("lang", LANGS)
def test_every_drawing_has_its_words_and_its_table(assessed: Callable[[str], Assessment], lang: Any) -> None:
    drawn = 0
    for document in documents(assessed, lang):
        root = parsed(document)
        known = {node.get("id"): node for node in root.iter() if node.get("id")}
        for drawing in root.iter(f"{SVG}svg"):
            drawn += 1
            assert drawing.get("role") == "img"
            title, said = (known[drawing.get(f"aria-{which}")] for which in ("labelledby", "describedby"))
            assert title.tag == f"{SVG}title"
            assert said.tag == f"{SVG}desc"
            assert text_of(title).strip()
            figures = re.findall(r"[0-9][0-9,.]*", text_of(said))
            cells = " ".join(text_of(cell) for cell in root.iter("td"))
            assert figures
            assert [figure for figure in figures if figure.strip(".,") not in cells] == []
            width, height = map(int, (drawing.get("viewBox") or "").split()[2:])
            assert list(outside(drawing, width, height)) == []
            for fill in re.findall(r"url\(#([^)]+)\)", ET.tostring(drawing, "unicode")):
                assert known[fill].tag == f"{SVG}pattern"
    assert drawn > 20


def outside(drawing: ET.Element, width: int, height: int) -> Iterator[ET.Element]:
    """What is drawn beyond the edges."""
    for node in drawing:
        if node.tag == f"{SVG}defs":
            continue
        across = [int(node.get(name) or 0) for name in ("x", "x1", "x2")]
        down = [int(node.get(name) or 0) for name in ("y", "y1", "y2")]
        if node.tag == f"{SVG}rect":
            across.append(across[0] + int(node.get("width") or 0))
            down.append(down[0] + int(node.get("height") or 0))
        if min(across + down) < 0 or max(across) > width or max(down) > height:
            yield node


# -- the text of users is data --------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_names_never_become_markup_or_style(crowded: Callable[..., Assessment], lang: Any) -> None:
    assessment = crowded()
    document = render([assessment, assessment], "html", lang)
    root = parsed(document)
    assert "script" not in {node.tag for node in root.iter()}
    assert "<script" not in document
    assert text_of(root).count("<script>alert(7)</script>") >= 2
    style = "".join(text_of(node) for node in root.iter("style"))
    assert "</" not in style
    assert "<b>" not in style
    assert style.count("{") == style.count("}")


def test_a_name_ends_neither_a_string_of_the_stylesheet_nor_the_sheet() -> None:
    assert css_string("会\"'\\</style>\n}") == (
        '"会\\22 \\27 \\5c \\3c \\2f style\\3e \\a \\7d "'
    )  # fmt: skip


def test_what_is_text_is_escaped_and_what_no_document_may_hold_is_replaced() -> None:
    assert element("b", "<i>&\"'", title="\"'<") == (
        "<b title=\"&quot;&#x27;&lt;\">&lt;i&gt;&amp;&quot;&#x27;</b>"
    )  # fmt: skip
    assert element("b", Markup("<i></i>")) == "<b><i></i></b>"
    assert escaped("a\x00b\ud800c\uffffd\x1be") == "a\ufffdb\ufffdc\ufffdd\ufffde"
    assert spoken("a\n会 (b)", "en") == 'a<br/><span lang="ja">会</span> (b)'
    assert spoken("a\n会 (b)", "ja") == "a<br/>会 (b)"


@given(st.text(min_size=1, max_size=40))
def test_any_text_gives_a_well_formed_element(text: str) -> None:
    node = ET.fromstring(element("p", spoken(text, "en"), title=text))
    written = [mark for mark in text if mark not in "\r\x85\u2028\ufffd" and mark.isprintable()]
    assert [mark for mark in text_of(node) if mark in written] == written


# -- what it says -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_are_those_of_the_assessment(
    name: str, lang: Any, assessed: Callable[[str], Assessment]
) -> None:
    assessment = assessed(name)
    test = assessment.income
    said = text_of(parsed(render(assessment, "html", lang)))
    assert test.margins is not None
    numbers = [test.numerator, test.denominator, *(margin for margin in test.margins if margin is not None)]
    numbers += [item.numerator for item in test.items] + [-step.amount for step in test.bridge]
    for line in test.lines:
        numbers += [line.amount, line.numerator, line.denominator]
    for sibling in assessment.siblings:
        numbers += [sibling.numerator, sibling.denominator]
    assert [number for number in numbers if yen(number) not in said] == []
    assert str(percent(test.numerator, test.denominator)) in said
    for value in assessment.fingerprint.values():
        assert str(value) in said
    comparison = compare(assessment.figures)
    for side in (comparison.old, comparison.revised):
        assert yen(side.denominator) in said
        assert str(percent(side.numerator, side.denominator)) in said


def test_the_first_page_holds_what_is_signed(assessed: Callable[[str], Assessment]) -> None:
    root = parsed(render(assessed("shakai_2025"), "html", "ja"))
    first = next(node for node in root.iter("section") if (node.get("class") or "").startswith("first"))
    said = text_of(first)
    for words in (
        "収入要件計算書", "社会医療法人 医療法人社団 見本会", "令和7年4月1日から令和8年3月31日まで",
        "医療法42条の2①六", "会計年度が令和7年4月1日に始まり", "金額の単位", "計（Ａ）", "8,106,500,000",
        "9,227,800,000", "△236,000,000", "計（Ｂ）", "8,655,700,000", "93.655％", "80％を超えること",
        "その他の収入があと 1,477,424,999 円まで増えても要件を満たします。", "作成", "確認", "氏名", "日付",
        "確認済み（条文）", "所轄庁の判断に代わるものではありません", "sha256:",
    ):  # fmt: skip
        assert words in said
    assert [text_of(caption) for caption in first.iter("caption")] == ["作成", "確認"]


def test_what_follows_the_first_page(assessed: Callable[[str], Assessment]) -> None:
    titles = [text for _, text in headings(parsed(render(assessed("raw_statement"), "html", "ja")))]
    wanted = [
        "改正前後の割合と基準", "改正前から改正後への動き（金額）", "取り得る割合の範囲", "未確認事項",
        "取扱い（条文だけでは定まらない点）", "収益の内訳（分母に入るもの）", "注（理由と根拠）",
    ]  # fmt: skip
    assert [title for title in titles if title in wanted] == wanted
    assert any(title.startswith("次に確かめること") for title in titles)


def test_a_corporation_that_is_not_tested_has_no_charts(made: Callable[..., Assessment]) -> None:
    corporation = {"name": "公益社団法人 医師会", "type": "open_hospital", "legal_form": "public_interest"}
    for lang, words in (("ja", "対象外"), ("en", "not applicable")):
        root = parsed(render(made(("保険", 5, "social_insurance"), corporation=corporation), "html", lang))
        assert list(root.iter(f"{SVG}svg")) == []
        assert words in text_of(root)
        assert "法人税法施行規則5条柱書" in text_of(root)


def test_a_year_without_a_denominator_draws_no_ratio(made: Callable[..., Assessment]) -> None:
    root = parsed(render(made(("会館", 9, "other", {"business": "profit"})), "html", "ja"))
    titles = [text_of(node) for node in root.iter(f"{SVG}title")]
    assert titles == ["割合と基準の図", "分母の動き"]
    [bars] = [node for node in root.iter(f"{SVG}svg") if "bars" in (node.get("aria-labelledby") or "")]
    drawn = [node for node in bars if node.tag == f"{SVG}rect"]
    assert len(drawn) == 1  # the old ratio is 0% of 9 yen; the revised one does not exist
    nothing = parsed(render(made(("利息", 5, "financial")), "html", "ja"))
    assert list(nothing.iter(f"{SVG}svg")) == []
    assert "図にする割合はありません" in text_of(nothing)
    assert "改正の前後で扱いの変わる科目はありません" in text_of(nothing)


def test_the_year_under_an_earlier_definition_has_a_bar_of_its_own(made: Callable[..., Assessment]) -> None:
    assessment = made(("保険", 9, "social_insurance"), fiscal_year={"start": "2017-04-01"})
    root = parsed(render(assessment, "html", "ja"))
    said = text_of(next(root.iter(f"{SVG}desc")))
    assert said.count("100.000％") == 3
    assert said.startswith("この年度の規定：100.000％、80％超、満たす")


def test_an_own_law_file_is_compared_by_itself(made: Callable[..., Assessment], tmp_path: Path) -> None:
    text = (EXAMPLES.parent / "src/shinryo_ratio/law/data/social.toml").read_text("utf-8")
    last = text[text.index('[[rulesets]]\nid = "social/2025-04-01"') :]
    own = tmp_path / "own.toml"
    head = text[: text.index("# ----")]
    own.write_text(head + last.replace("numerator = 80", "numerator = 90", 1), "utf-8")
    law = Law.load(own)
    figures = made(("保険", 85, "social_insurance"), ("自費", 15, "self_pay")).figures
    said = text_of(next(parsed(render(assess(figures, law=law), "html", "ja", law=law)).iter(f"{SVG}desc")))
    assert said == "改正前：85.000％、80％超、満たす（要確認）。改正後：85.000％、90％超、満たさない"
    run = subprocess.run(
        [sys.executable, "-m", "shinryo_ratio", "check", str(EXAMPLES / "shakai_2025.yaml"),
         "--law", str(own), "--format", "html"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert "改正後：93.655％、90％超、満たす" in run.stdout.decode()


# -- several ----------------------------------------------------------------------------------------


def test_several_years_are_one_document_with_the_table_first(assessed: Callable[[str], Assessment]) -> None:
    years = [assessed("shakai_2024"), assessed("shakai_2025")]
    root = parsed(render(years, "html", "ja"))
    assert headings(root)[:4] == [
        (1, "収入要件計算書（一覧）"), (2, "社会医療法人 医療法人社団 見本会"), (3, "年度の比較"),
        (4, "前年度からの増減"),
    ]  # fmt: skip
    assert [node.get("class") for node in root.iter("article")] == ["s1", "s2"]
    assert headings(root).count((2, "収入要件計算書")) == 2


@pytest.mark.parametrize("to_file", [False, True])
def test_the_command_writes_one_document(to_file: bool, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    files = [str(EXAMPLES / f"{name}.yaml") for name in ("shakai_2024", "open_hospital", "shakai_2025")]
    where = ["-o", str(file)] if to_file else ["--format", "html"]
    run = subprocess.run(
        [sys.executable, "-m", "shinryo_ratio", "check", *files, *where],
        capture_output=True, check=False, env={"PYTHONIOENCODING": "cp932"},
    )  # fmt: skip
    assert run.returncode == 1, run.stderr
    document = (file.read_bytes() if to_file else run.stdout).decode()
    root = parsed(document)
    assert [text for level, text in headings(root) if level == 2 and "法人" in text] == [
        "社会医療法人 医療法人社団 見本会", "オープン病院事業法人 一般社団法人 見本市医師会",
    ]  # fmt: skip
    assert len(list(root.iter("article"))) == 3


# -- for any figures ------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.figures(st.integers(0, 10**6)), st.sampled_from(LANGS))
def test_any_figures_give_a_valid_document(figures: Figures, lang: Any) -> None:
    root = parsed(render(assess(figures), "html", lang))
    for drawing in root.iter(f"{SVG}svg"):
        width, height = map(int, (drawing.get("viewBox") or "").split()[2:])
        assert list(outside(drawing, width, height)) == []


def test_every_phrase_is_used_and_can_be_printed() -> None:
    room = Path(html_report.__file__).parent
    sources = "\n".join(file.read_text("utf-8") for file in room.glob("*.py"))
    prefixes = tuple(re.findall(r'f"([a-z-]+-)\{', sources))
    for key, phrase in HANDOVER.items():
        assert f'"{key}"' in sources or key.startswith(prefixes), key
        fields = [set(re.findall(r"\{([a-z]+)\}", phrase[lang])) for lang in ("ja", "en")]
        assert fields[0] == fields[1], key
        for lang in ("ja", "en"):
            phrase[lang].encode("cp932")


def test_the_threshold_is_seen_across_a_dark_bar(assessed: Callable[[str], Assessment]) -> None:
    """Each line of the threshold lies on a wider one in the colour of the paper."""
    root = parsed(render(assessed("shakai_2025"), "html", "ja"))
    lines = [line for line in root.iter(f"{SVG}line") if line.get("class") in ("halo", "limit")]
    assert [line.get("class") for line in lines] == [
        "halo",
        "limit",
    ] * 2  # the old and the revised definition
    for under, over in zip(lines[::2], lines[1::2], strict=True):
        assert all(under.get(end) == over.get(end) for end in ("x1", "y1", "x2", "y2"))


def test_no_page_break_divides_a_short_table(assessed: Callable[[str], Assessment]) -> None:
    """The lowest and the highest ratio stand together; a longer table repeats its headings instead."""
    root = parsed(render(assessed("shakai_2025"), "html", "ja"))
    for table in root.iter("table"):
        if (table.get("class") or "").startswith("grid"):
            rows = [row for body in table.iter("tbody") for row in body.iter("tr")]
            assert ("short" in (table.get("class") or "").split()) == (len(rows) <= 6)
