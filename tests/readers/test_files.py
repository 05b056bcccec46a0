"""Files, their formats and their encodings."""

import io
import os
from pathlib import Path

import pytest

from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import Format, Headings, load, loads, read, reads

YAML = """\
corporation: {name: 医療法人 見本会, type: social}
fiscal_year: {start: 2025-04-01}
revenue:
  - {name: 外来, amount: 1, kind: other}
"""
JSON = """\
{"corporation": {"name": "医療法人 見本会", "type": "social"}, "fiscal_year": {"start": "2025-04-01"},
 "revenue": [{"name": "外来", "amount": 1, "kind": "other"}]}
"""
CSV = """\
reference,corporation_name,corporation_type,fiscal_year_start,科目,金額,区分
A,医療法人 見本会,social,2025-04-01,外来,1,other
"""
TEXTS = {
    "a.yaml": YAML,
    "a.yml": YAML,
    "A.YAML": YAML,
    "a.json": JSON,
    "a.csv": CSV,
    "a.tsv": CSV.replace(",", "\t"),
}
ENCODINGS = ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"]
BOMS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def codes(file: Path | str, **how: str) -> list[str]:
    with pytest.raises(FiguresError) as caught:
        read(file, **how)  # type: ignore[arg-type]
    assert all(problem.place.file == str(file) for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", TEXTS)
def test_every_format_in_every_encoding(tmp_path: Path, name: str, encoding: str) -> None:
    file = tmp_path / name
    file.write_bytes(BOMS.get(encoding, b"") + TEXTS[name].encode(encoding))
    assert load(file).corporation.name == "医療法人 見本会"
    (source,) = read(file)
    assert source.file == str(file)


def test_an_encoding_that_is_given_is_obeyed(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(YAML.encode("euc_jp"))
    assert read(file, encoding="euc_jp")[0].figures == load_text(YAML)
    assert codes(file, encoding="utf-8") == ["encoding-mismatch"]
    assert codes(file, encoding="utf-9") == ["encoding-name-unknown"]
    assert codes(file, encoding="hex") == ["encoding-name-unknown"]


def load_text(text: str) -> object:
    return loads(text, "yaml")


def test_bytes_of_no_encoding(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(YAML.encode() + b"\n# \xff\xff\n")
    with pytest.raises(FiguresError) as caught:
        read(file)
    assert [(p.code, p.place.line) for p in caught.value.problems] == [("encoding-unknown", 6)]
    file.write_bytes(b"\xff\xfe\x00")
    assert codes(file) == ["encoding-unknown"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"# only a comment\n", b"---\n"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(content)
    assert codes(file) == ["file-empty"]


def test_files_that_are_none(tmp_path: Path) -> None:
    assert codes(tmp_path / "none.yaml") == ["file-missing"]
    assert codes(tmp_path / "none") == ["file-missing"]
    assert codes(tmp_path) == ["file-is-a-directory"]
    assert codes(tmp_path, format="yaml") == ["file-is-a-directory"]
    assert codes("a\0.yaml") == ["file-unreadable"]
    assert codes("a" * 5000 + ".yaml") == ["file-unreadable"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(YAML, "utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):  # root may read everything

        def refuse(self: Path) -> bytes:
            raise PermissionError(self)

        monkeypatch.setattr(Path, "read_bytes", refuse)
    assert codes(file) == ["file-not-permitted"]


def test_files_of_other_kinds(tmp_path: Path) -> None:
    for name in ("a.ods", "a.xls", "a.pdf", "a"):
        code = "excel-not-supported" if name in ("a.ods", "a.xls") else "suffix-unknown"
        (tmp_path / name).write_bytes(b"x")
        assert codes(tmp_path / name) == [code]
    assert read(write(tmp_path / "b.txt", YAML), format="yaml")[0].figures == load_text(YAML)


def write(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04abc", "excel-not-supported"),
        (b"\xd0\xcf\x11\xe0abc", "excel-not-supported"),
        (b"a\0b", "binary-file"),
    ],
)
def test_files_that_are_not_what_they_are_called(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert codes(tmp_path / "a.csv") == [code]


@pytest.mark.parametrize(
    ("text", "format"), [(YAML, None), ("\n " + JSON, None), (CSV, "csv"), (JSON, "yaml")]
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, text: str, format: Format | None) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode("cp932"))))
    (source,) = read("-", format=format)
    assert (source.file, source.figures.corporation.name) == ("-", "医療法人 見本会")


def test_load_and_loads_take_one_corporation(tmp_path: Path) -> None:
    two = CSV + CSV.splitlines()[1].replace("A,", "B,") + "\n"
    assert len(reads(two, "csv")) == 2
    with pytest.raises(FiguresError) as caught:
        loads(two, "csv")
    assert [(p.code, p.values["count"]) for p in caught.value.problems] == [("several-corporations", 2)]
    with pytest.raises(FiguresError, match="several-corporations"):
        load(write(tmp_path / "a.csv", two))


def test_all_formats_say_the_same() -> None:
    assert (
        loads(YAML, "yaml")
        == loads(JSON, "json")
        == loads(YAML.encode("cp932"), "yaml")
        == loads(JSON, "yaml")
    )


def test_options_are_for_tables() -> None:
    assert reads(YAML, "yaml", headings=Headings())[0].figures == load_text(YAML)
    with pytest.raises(FiguresError) as caught:
        reads(JSON, "json", headings=Headings(legal_form="一般"))
    assert [(p.code, p.values["option"]) for p in caught.value.problems] == [
        ("option-without-csv", "--legal-form")
    ]


def test_an_unknown_format_is_the_callers_error() -> None:
    with pytest.raises(ValueError, match="yaml, json, csv or xlsx"):
        reads(YAML, "toml")  # type: ignore[arg-type]


def test_text_with_a_nul() -> None:
    with pytest.raises(FiguresError, match="binary-file"):
        loads("a\0", "yaml")
