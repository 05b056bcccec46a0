"""The report as Chromium shows and prints it: A4, one first page, repeated headings, nothing cut off."""

import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from shinryo_ratio.engine import Assessment, compare
from shinryo_ratio.reports import render
from support.real_parts import missing

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]  # fmt: skip
MM = 72 / 25.4
LEFT, RIGHT = 15 * MM, (210 - 15) * MM
"""The edges of the text on A4, in points."""

HEADS = {"ja": "区分・業務", "en": "Kind,"}
NEXT = {"ja": "改正前後の割合と基準", "en": "The ratio under either definition"}


class Word(NamedTuple):
    """A word on a page and where it stands, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Printed(NamedTuple):
    """A printed report: the size of its pages in points, their texts and their words."""

    size: tuple[float, float]
    texts: list[str]
    words: list[list[Word]]


@pytest.fixture(scope="session")
def browser() -> str:
    """Chromium, with a Japanese font and the tools that read a PDF; missing, a failure only where CI=true."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    lacking = [name for name in ("pdfinfo", "pdftotext") if shutil.which(name) is None]
    if found is None:
        lacking.append("chromium")
    if shutil.which("fc-list") and not run("fc-list", ":lang=ja").strip():
        lacking.append("a Japanese font (fonts-noto-cjk)")
    if lacking:
        missing(f"needs {', '.join(lacking)}")
    assert found is not None
    return found


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def browse(browser: str, folder: Path, document: str, *what: str) -> None:
    page, profile = folder / "report.html", folder / "profile"
    page.write_text(document, encoding="utf-8")
    run(browser, *FLAGS, f"--user-data-dir={profile}", *what, page.as_uri())


@pytest.fixture(scope="session")
def printed(browser: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Printed]:
    """Print as a reader would: the browser's own header and footer are not turned off."""

    def make(document: str) -> Printed:
        folder = tmp_path_factory.mktemp("printed")
        pdf = str(folder / "report.pdf")
        browse(browser, folder, document, f"--print-to-pdf={pdf}")
        told = run("pdfinfo", pdf)
        size = re.search(r"Page size: +([0-9.]+) x ([0-9.]+)", told)
        assert size is not None
        texts = run("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
        boxes = ET.fromstring(
            re.sub(r' xmlns="[^"]*"|<!DOCTYPE[^>]*>', "", run("pdftotext", "-bbox", pdf, "-"))
        )
        words = [[word(node) for node in page.iter("word")] for page in boxes.iter("page")]
        return Printed((float(size[1]), float(size[2])), texts, words)

    return make


def word(node: ET.Element) -> Word:
    left, top, right, bottom = (float(node.get(name) or 0) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(node.text or "", left, top, right, bottom)


@pytest.fixture(scope="session", params=["ja", "en"])
def full(
    request: pytest.FixtureRequest, crowded: Callable[..., Assessment], printed: Callable[[str], Printed]
) -> tuple[str, Printed]:
    """Forty lines with long names and unknown facts, printed in a language."""
    type_ = {"ja": "social", "en": "open_hospital"}[request.param]
    return request.param, printed(render(crowded(type_), "html", request.param))


def test_an_example_takes_four_pages_of_a4(
    assessed: Callable[[str], Assessment], printed: Callable[[str], Printed]
) -> None:
    report = printed(render(assessed("shakai_2025"), "html", "ja"))
    assert report.size == pytest.approx((210 * MM, 297 * MM), abs=1)
    assert len(report.texts) == 4
    check_pages(report, "社会医療法人 医療法人社団 見本会 2025-04-01 ～ 2026-03-31")
    check_first_page(report, "ja")


def test_forty_lines_with_long_names(full: tuple[str, Printed]) -> None:
    lang, report = full
    assert 6 <= len(report.texts) <= 10
    check_pages(report, "とても長い名前の附属診療所")
    check_first_page(report, lang)
    assert sum(text.count("alert(7)</script>") for text in report.texts) >= 1


def check_pages(report: Printed, foot: str) -> None:
    """Every page has its number and whose it is; no word stands beyond the edges.

    The blank half of a full-width bracket (up to 4.5 points) may hang over at the end of a line.
    """
    count = len(report.texts)
    for number, (text, words) in enumerate(zip(report.texts, report.words, strict=True), 1):
        last = text.rstrip().splitlines()[-1]
        assert re.search(rf"(?:^| ){number} ?/ ?{count}$", last.strip()), last
        assert foot in last
        assert "file:" not in text
        beyond = [word for word in words if word.left < LEFT - 1 or word.right > RIGHT + 5]
        assert beyond == []


def check_first_page(report: Printed, lang: str) -> None:
    """Page one holds the statement to the fingerprint, and nothing else; page two begins what follows."""
    first, second = report.texts[:2]
    title = {"ja": "収入要件計算書", "en": "Income requirement statement"}[lang]
    assert first.strip().startswith(title)
    assert first.count("sha256:") == 2
    assert NEXT[lang] not in first
    assert second.strip().startswith(NEXT[lang])


def test_headings_repeat_on_every_page_of_the_lines(full: tuple[str, Printed]) -> None:
    lang, report = full
    pages = 0
    for words in report.words:
        rows = [word.top for word in words if re.fullmatch(r"end\d+〕?\]?", word.text)]
        if rows:
            pages += 1
            heads = [word.top for word in words if word.text == HEADS[lang]]
            assert heads
            assert min(heads) < min(rows)
    assert pages >= 2


def test_no_row_is_cut_in_two(full: tuple[str, Printed]) -> None:
    _, report = full
    ends = 0
    for words in report.words:
        for word in words:
            if found := re.fullmatch(r"end(\d+)〕?\]?", word.text):
                ends += 1
                tops = [other.top for other in words if other.text == f"row{found[1]}"]
                assert any(0 < word.top - top < 30 * MM for top in tops), word
    assert ends == 40


def test_years_begin_on_pages_of_their_own(
    assessed: Callable[[str], Assessment], printed: Callable[[str], Printed]
) -> None:
    years = [assessed("shakai_2024"), assessed("shakai_2025")]
    report = printed(render(years, "html", "en"))
    starts = [
        number
        for number, text in enumerate(report.texts, 1)
        if text.strip().startswith("Income requirement statement")
    ]
    assert starts[:2] == [1, 2]
    assert len(starts) == 3
    feet = [text.rstrip().splitlines()[-1] for text in report.texts]
    assert ["2024-04-01" in foot for foot in feet[1:]] == [
        number < starts[2] for number in range(2, len(feet) + 1)
    ]


def test_a_comparison_prints(
    assessed: Callable[[str], Assessment], printed: Callable[[str], Printed]
) -> None:
    report = printed(render(compare(assessed("shakai_2025").figures), "html", "en"))
    assert 2 <= len(report.texts) <= 4
    check_pages(report, "社会医療法人 医療法人社団 見本会")


# -- on a screen --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_screen_shows_it_between_its_margins(
    browser: str, lang: Any, crowded: Callable[..., Assessment], tmp_path: Path
) -> None:
    shot = tmp_path / "shot.png"
    document = render(crowded(), "html", lang)
    half = "--force-device-scale-factor=0.5"
    browse(browser, tmp_path, document, "--window-size=820,1900", half, f"--screenshot={shot}")
    width, rows = pixels(shot.read_bytes())
    assert width == 410
    paper, desk = b"\xff\xff\xff", bytes.fromhex("e4e7eb")
    dark = 0
    for row in rows:
        margin = {bytes(row[3 * x : 3 * x + 3]) for x in (*range(8, 31), *range(378, 402))}
        assert margin <= {paper, desk}
        dark += sum(1 for value in row[3 * 35 : 3 * 375 : 3] if value < 0x60)
    assert dark > 2_000


def pixels(png: bytes) -> tuple[int, Iterator[bytearray]]:
    """The width and the rows of an RGB picture."""
    width, _, depth, colours, *_ = struct.unpack(">IIBBBBB", png[16:29])
    assert (depth, colours) == (8, 2)
    data, at = bytearray(), 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    return width, unfiltered(zlib.decompress(data), 3 * width)


def unfiltered(data: bytes, stride: int) -> Iterator[bytearray]:
    """Rows of a PNG: each says how it was written, by what stands left of and above a byte."""
    above = bytearray(stride)
    for start in range(0, len(data), stride + 1):
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + stride])
        for at in range(stride) if kind else ():
            left = row[at - 3] if at >= 3 else 0
            corner = above[at - 3] if at >= 3 else 0
            row[at] = (row[at] + (0, left, above[at], (left + above[at]) // 2,
                       nearest(left, above[at], corner))[kind]) & 0xFF  # fmt: skip
        yield row
        above = row


def nearest(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))
