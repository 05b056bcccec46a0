"""Files that are no workbook, are locked, would run something, or are far too large."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from excel.making import book, read, shared_book, told, with_parts
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import read as read_file
from shinryo_ratio.readers import workbook_limits

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
    assert told(sheet(b'<row r="10000000"><c r="A10000000"><v>1</v></c></row>')) == [
        "収入!A10000000 excel-too-large"
    ]
    far = told(sheet(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))
    assert far == []
    rows = b"".join(b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (n, n) for n in range(4, 20_010))
    assert told(sheet(rows)) == ["収入!B20001 excel-too-large"]
    wide = b'<row r="4"><c r="XFD4"><v>1</v></c></row>'
    assert told(sheet(wide)) == ["収入!XFD4 excel-too-large"]


def test_rows_and_cells_that_are_only_formatted_to_the_end_of_the_sheet_are_passed_over() -> None:
    rows = b"".join(b'<row r="%d" s="3" customFormat="1"/>' % n for n in range(4, 1_048_577))
    assert told(sheet(rows)) == []
    cells = b"".join(
        b'<row r="%d">%s</row>' % (n, b"".join(b'<c r="%c%d" s="3"/>' % (65 + c, n) for c in range(20)))
        for n in range(4, 60_000)
    )
    assert told(sheet(cells)) == []
    last = b'<row r="1048576"><c r="B1048576"><v>1</v></c></row>'
    found = told(sheet(rows.replace(b'<row r="1048576" s="3" customFormat="1"/>', last)))
    assert found[0] == "収入!C1048576 amount-blank"  # it is read, however far away


def before_rows(what: bytes) -> bytes:
    def change(part: bytes) -> bytes:
        return part.replace(b"<sheetData>", b"<sheetData>" + what)

    return with_parts(book(), {"xl/worksheets/sheet2.xml": change})


def test_comments_and_tags_that_have_no_end() -> None:
    assert told(before_rows(b"<!-- of a program -->")) == []
    assert told(before_rows(b"<!--" + b" " * 20_000_000 + b"-->")) == ["収入!A1 excel-too-large"]
    assert told(before_rows(b'<x a="' + b" " * 20_000_000 + b'"/>')) == ["収入!A1 excel-too-large"]
    assert told(before_rows(b"<?x " + b" " * 20_000_000 + b"?>")) == ["収入!A1 excel-too-large"]
    comments = b"<!--" + b"-->".join(b"<!--" + b" " * 1_000_000 for _ in range(40))[4:] + b"-->"
    assert told(before_rows(comments)) == []


def test_more_than_any_workbook_has_is_refused() -> None:
    many = b'<c s="3"/>' * 3_100_000
    assert told(before_rows(b'<row r="1">' + many + b"</row>")) == ["収入!A1 excel-too-large"]
    texts = b"<sst>%s</sst>" % (b"<si><t>a</t></si>" * 1_600_000)
    assert told(with_parts(shared_book(), {"xl/sharedStrings.xml": texts})) == ["- excel-too-large"]
    styles = b"<styleSheet><cellXfs>%s</cellXfs></styleSheet>" % (b'<xf numFmtId="14"/>' * 3_100_000)
    assert told(with_parts(book(), {"xl/styles.xml": styles})) == ["- excel-too-large"]


@pytest.mark.parametrize(
    ("part", "where", "problem"),
    [
        ("xl/workbook.xml", b"<workbook ", "- excel-damaged"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships ", "- excel-damaged"),
        ("xl/worksheets/sheet2.xml", b"<worksheet ", "収入 excel-damaged"),
        ("xl/sharedStrings.xml", b"<sst ", "- excel-damaged"),
        ("xl/styles.xml", b"<styleSheet ", "- excel-damaged"),
    ],
)
def test_a_document_type_is_refused_wherever_it_stands(part: str, where: bytes, problem: str) -> None:
    def declare(content: bytes) -> bytes:
        far = b"<!--" + b" " * 5_000 + b"-->"
        start = content.index(where)
        return content[:start] + far + b'<!DOCTYPE x [<!ENTITY a "9">]>' + content[start:]

    assert told(with_parts(shared_book(), {part: declare})) == [problem]


def test_a_workbook_whose_names_have_a_prefix() -> None:
    import re

    def prefix(part: bytes) -> bytes:
        named = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part)
        return named.replace(b"xmlns=", b"xmlns:x=")

    parts = dict.fromkeys(("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"), prefix)
    plain = read(book()).figures
    assert read(with_parts(shared_book(), {**parts, "xl/sharedStrings.xml": prefix})).figures == plain


def test_a_zip_bomb() -> None:
    bomb = with_parts(book(), {"xl/worksheets/sheet9.xml": b"0" * (workbook_limits.MOST_BYTES + 1)})
    assert len(bomb) < 200_000
    assert frugal(bomb) == ["- excel-too-large"]
    many = with_parts(book(), {f"x/{n}": b"" for n in range(workbook_limits.MOST_PARTS)})
    assert told(many) == ["- excel-too-large"]
    assert told(book() + b"\0" * workbook_limits.MOST_BYTES) == ["- excel-too-large"]


def test_a_part_that_lies_about_its_size_is_damaged_and_no_more() -> None:
    data = bytearray(with_parts(book(), {"xl/worksheets/sheet2.xml": b"<x>" + b" " * 5_000_000 + b"</x>"}))
    entry = data.rindex(b"xl/worksheets/sheet2.xml") - 46
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    (problem,) = told(bytes(data))
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
