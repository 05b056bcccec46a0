"""Files that are no workbook, are locked, would run something, or are far too large."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from excel.making import book, read, told, with_parts
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import read as read_file
from shinryo_ratio.readers import workbook_package

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def only(name: str, content: bytes = b"<x/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (COMPOUND, "excel-old-format"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "excel-locked"),
        (b"", "file-empty"),
        (b"corporation: {}", "excel-not-a-workbook"),
        (only("word/document.xml"), "excel-not-a-workbook"),
        (only("xl/workbook.bin"), "excel-binary-format"),
        (b"PK\x03\x04" + b"x" * 100, "excel-damaged"),
        (only("xl/workbook.xml"), "excel-damaged"),
    ],
)
def test_files_that_are_no_workbook(data: bytes, code: str) -> None:
    assert told(data) == [f"- {code}"]


def test_an_xls_by_another_name_and_a_workbook_on_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(COMPOUND)
    with pytest.raises(FiguresError) as caught:
        read_file(tmp_path / "a.xlsx")
    assert [problem.code for problem in caught.value.problems] == ["excel-old-format"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(book())))
    (source,) = read_file("-")
    assert str(source.place(("revenue", 0, "amount"))) == "-!収入!C2"
    (tmp_path / "b.xlsx").write_bytes(book())
    with pytest.raises(FiguresError, match="option-without-csv"):
        read_file(tmp_path / "b.xlsx", encoding="cp932")


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(part: str) -> None:
    assert told(with_parts(book(), {part: b"x"})) == ["- excel-macros"]


def test_links_to_other_files_are_not_followed() -> None:
    links = {
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": b"<Relationships/>",
    }
    assert len(read(with_parts(book(), links)).figures.revenue) == 2


def test_an_entity_is_not_expanded() -> None:
    def laugh(part: bytes) -> bytes:
        entity = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'">]>'
        start = part.index(b"<workbook")
        return part[:start] + entity + part[start:]

    assert told(with_parts(book(), {"xl/workbook.xml": laugh})) == ["- excel-damaged"]


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part[: len(part) // 2],
        lambda part: part.replace(b'r="2"', b'r="1"'),
        lambda part: part.replace(b'r="2"', b'r="two"'),
        lambda part: part.replace(b'r="C2"', b'r="ZZZZ2"'),
    ],
)
def test_a_damaged_sheet(change: Callable[[bytes], bytes]) -> None:
    (problem,) = told(with_parts(book(), {"xl/worksheets/sheet2.xml": change}))
    assert problem == "収入 excel-damaged"


def sheet(rows: bytes) -> bytes:
    def change(part: bytes) -> bytes:
        start, end = part.index(b"<sheetData>") + len(b"<sheetData>"), part.index(b"</sheetData>")
        return part[:end] + rows + part[end:] if start else part

    return with_parts(book(), {"xl/worksheets/sheet2.xml": change})


def bounded(data: bytes) -> list[str]:
    """What is told, in bounded time (a busy machine is slow) and memory."""
    start = time.perf_counter()
    found = told(data)
    assert time.perf_counter() - start < 30
    return found


def frugal(data: bytes) -> list[str]:
    """What is told, with no more memory than a small multiple of a plain workbook's."""
    tracemalloc.start()
    try:
        found = told(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * 1024 * 1024
    return found


def test_ten_million_rows() -> None:
    def declare(part: bytes) -> bytes:
        return part.replace(b'<dimension ref="A1:E3"', b'<dimension ref="A1:XFD10000000"')

    assert frugal(with_parts(book(), {"xl/worksheets/sheet2.xml": declare})) == []
    assert bounded(sheet(b'<row r="10000000"><c r="A10000000"><v>1</v></c></row>')) == [
        "収入!A10000000 excel-too-large"
    ]
    far = bounded(sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))
    assert far == []
    rows = b"".join(b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (n, n) for n in range(4, 20_010))
    assert bounded(sheet(rows)) == ["収入!B20001 excel-too-large"]
    wide = b'<row r="4"><c r="XFD4"><v>1</v></c></row>'
    assert bounded(sheet(wide)) == ["収入!XFD4 excel-too-large"]


def test_a_zip_bomb() -> None:
    bomb = with_parts(book(), {"xl/worksheets/sheet9.xml": b"0" * (workbook_package.MOST_BYTES + 1)})
    assert len(bomb) < 200_000
    assert frugal(bomb) == ["- excel-too-large"]
    many = with_parts(book(), {f"x/{n}": b"" for n in range(workbook_package.MOST_PARTS)})
    assert bounded(many) == ["- excel-too-large"]
    assert told(book() + b"\0" * workbook_package.MOST_BYTES) == ["- excel-too-large"]


def test_a_part_that_lies_about_its_size_is_damaged_and_no_more() -> None:
    data = bytearray(with_parts(book(), {"xl/worksheets/sheet2.xml": b"<x>" + b" " * 5_000_000 + b"</x>"}))
    entry = data.rindex(b"xl/worksheets/sheet2.xml") - 46
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    (problem,) = bounded(bytes(data))
    assert problem.endswith("excel-damaged")


def test_a_locked_part() -> None:
    data = bytearray(book())
    entry = data.rindex(b"xl/workbook.xml") - 46
    data[entry + 8] |= 1
    assert told(bytes(data)) == ["- excel-locked"]


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert told(book()) == ["- excel-extra-missing"]
    with pytest.raises(FiguresError) as caught:
        read(book())
    assert "pip install 'shinryo-ratio[excel]'" in caught.value.problems[0].help
