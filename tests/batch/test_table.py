"""CSV in long form: the rows of each corporation, in any of the ways that check reads them."""

import json

import pytest

from support.corporations import of_any_chart, of_one_chart, table_of
from support.real_parts import module


@pytest.fixture
def csv_file(tmp_path):
    def _csv_file(data):
        path = tmp_path / "in.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return _csv_file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_table_says_what_lines_say(csv_file, written, batch, rows, encoding):
    documents = [of_one_chart(1), of_any_chart(2, "koseiren"), of_any_chart(3, "open_hospital")]
    lines = rows(batch(written(*[json.dumps(each).encode() for each in documents])).stdout)
    done = batch(csv_file(table_of(documents, encoding)))
    assert done.returncode == 0
    found = rows(done.stdout)
    assert [row["line"] for row in found] == [2, 32, 62]
    assert [{**row, "line": 0} for row in found] == [{**row, "line": 0} for row in lines]


def test_chunks_and_jobs_change_nothing(csv_file, batch, tmp_path):
    path = csv_file(table_of([of_any_chart(number) for number in range(150)]))
    alone = batch(path)
    assert alone.stdout.count(b"\n") == 150
    assert batch(path, "--jobs", "2").stdout == alone.stdout
    batch(path, "-o", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == alone.stdout


def test_a_cut_off_table_goes_on(csv_file, batch, tmp_path, monkeypatch):
    from shinryo_ratio.cli.batch.tally import Tally

    def interrupt(self, progress):
        raise KeyboardInterrupt

    path, out = csv_file(table_of([of_any_chart(number) for number in range(150)])), tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr(Tally, "show", interrupt)
        assert batch(path, "-o", out).returncode == 130
    done = batch(path, "-o", out, "--resume")
    assert "64件目の続き" in done.stderr.decode()
    assert out.read_bytes() == batch(path).stdout


HEAD = "reference,corporation_name,corporation_type,fiscal_year_start,科目,金額,区分\n"
GOOD = """\
A1,甲会,社会医療法人,令和7年4月1日,診療,"9,000",社会保険診療
A1,甲会,社会医療法人,2025-04-01,自費,"1,000",自費診療
"""
BAD = """\
A2,乙会,social,2025-04-01,診療,"7,000",社会保険診療

A2,乙会,social,2025-04-01,自費,"3,00",自費診療
A2,乙会,koseiren,2025-04-01,自費
"""


def test_places_are_rows_of_the_whole_table(csv_file, batch, rows):
    done = batch(csv_file(HEAD + GOOD + BAD + GOOD.replace("A1", "A3")))
    first, second, third = rows(done.stdout)
    assert (first["line"], first["verdict"], first["numerator"], first["denominator"]) == (
        2,
        "met",
        9000,
        10000,
    )
    assert (second["line"], second["reference"]) == (4, "A2")
    told = [(error["code"], error["place"]["line"], error["place"]["column"]) for error in second["errors"]]
    assert told == [("amount-format", 6, 6), ("csv-row-width", 7, 6)]
    assert (third["line"], third["verdict"]) == (8, "met")


def test_conflicting_headings_name_the_row_of_the_whole_table(csv_file, batch, rows):
    other = "A3,甲会,social,2025-04-01,診療,1,社会保険診療\nA3,乙会,social,2025-04-01,診療,1,社会保険診療\n"
    row = rows(batch(csv_file(HEAD + GOOD + other)).stdout)[1]
    (error,) = row["errors"]
    assert (error["code"], error["place"]["line"], error["place"]["column"]) == ("csv-heading-conflict", 5, 2)
    assert "4" in error["message"]


def test_rows_of_a_corporation_that_stand_apart(csv_file, batch, rows):
    done = batch(csv_file(HEAD + GOOD + GOOD.replace("A1", "A2") + GOOD))
    found = rows(done.stdout)
    assert [row.get("verdict") for row in found] == [None, "met", None]
    for row, line in ((found[0], 2), (found[2], 6)):
        (error,) = row["errors"]
        assert (error["code"], error["place"]["line"], row["line"]) == ("csv-rows-apart", line, line)
    assert done.returncode == 3


def test_the_same_corporation_in_two_years_is_two(csv_file, batch, rows):
    found = rows(batch(csv_file(HEAD + GOOD + GOOD.replace("令和7", "令和6").replace("2025", "2024"))).stdout)
    assert [row["ruleset"] for row in found] == ["social/2025-04-01", "social/2019-04-01"]


def test_a_row_that_cannot_be_read_stops_nothing(csv_file, batch, rows):
    found = rows(batch(csv_file(HEAD + GOOD + 'x"y,"a"b\n' + GOOD.replace("A1", "A2"))).stdout)
    assert [row.get("verdict") for row in found] == ["met", None, "met"]
    assert found[1]["errors"][0]["code"] == "csv-syntax"
    assert found[1]["errors"][0]["place"]["line"] == found[1]["line"] == 4
    open_quote = rows(batch(csv_file(HEAD + GOOD + '"A2,b\n')).stdout)
    assert open_quote[1]["errors"][0]["code"] == "csv-quote-open"


def test_a_row_in_another_encoding(csv_file, batch, rows):
    data = (
        (HEAD + GOOD).encode() + GOOD.replace("A1", "A2").encode("cp932") + GOOD.replace("A1", "A3").encode()
    )
    found = rows(batch(csv_file(data)).stdout)
    assert [row.get("verdict") for row in found] == ["met", None, None, "met"]
    assert found[1]["errors"][0]["code"] == "encoding-mismatch"


def test_a_corporation_without_end(csv_file, batch, rows, monkeypatch):
    from shinryo_ratio.batch import stretches as module

    monkeypatch.setattr(module, "LONGEST", 2_000)
    row = "B1,乙会,social,2025-04-01,診療,1,社会保険診療\n"
    found = rows(batch(csv_file(HEAD + row * 60 + GOOD)).stdout)
    assert found[0]["errors"][0]["code"] == "document-too-long"
    assert found[1]["verdict"] == "met"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file-empty"),
        ("\n\n", "file-empty"),
        ("reference,値\n", "csv-column-unknown"),
        ('a,"b"c\n', "csv-syntax"),
        ("科目,金額\n", "csv-column-missing"),
    ],
)
def test_a_header_that_is_wrong_is_wrong_for_all(csv_file, batch, text, code):
    done = batch(csv_file(text))
    assert done.returncode == 3
    assert done.stdout == b""
    assert code in done.stderr.decode()


TWO = HEAD + GOOD + GOOD.replace("A1", "A2").replace("甲会", "乙会")
WIDE = {
    "utf-16 with its mark": ("utf-16", []),
    "utf-16-le with its mark": ("utf-16-le", ["\ufeff"]),
    "utf-16-be with its mark": ("utf-16-be", ["\ufeff"]),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", *WIDE])
def test_what_check_reads_batch_reads_too(csv_file, batch, rows, encoding, end):
    """UTF-16, as spreadsheets save Unicode text; the line ends of old Macs."""
    name, mark = WIDE.get(encoding, (encoding, []))
    path = csv_file("".join([*mark, TWO.replace("\n", end)]).encode(name))
    assert batch(path, verb="check").returncode == 0
    found = rows(batch(path).stdout)
    assert [(row["line"], row["reference"], row.get("numerator")) for row in found] == [
        (2, "A1", 9000), (4, "A2", 9000),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
def test_an_encoding_that_is_told(csv_file, batch, rows, encoding):
    path = csv_file(TWO.encode(encoding))
    found = rows(batch(path, "--encoding", encoding).stdout)
    assert [row.get("verdict") for row in found] == ["met", "met"]
    assert batch(path, "--encoding", "rot13").returncode == 2
    assert batch(path, "--encoding", "no-such").returncode == 2
    assert batch(path, "--encoding", encoding, "--input-format", "ndjson").returncode == 2


@pytest.mark.parametrize(
    ("data", "options", "code"),
    [
        (TWO.encode("utf-16-le"), [], "in.csv: binary-file"),
        (TWO.encode("utf-16")[:-1], [], "in.csv:5: encoding-unknown"),
        ((TWO + "x").encode("utf-16-le")[:-1], ["--encoding", "utf-16-le"], "in.csv:6: encoding-mismatch"),
        (TWO.encode("utf-16-le") + b"\x00\xdc", ["--encoding", "utf-16-le"], "in.csv:6: encoding-mismatch"),
    ],
)
def test_what_is_in_no_encoding_is_told_once(csv_file, batch, data, options, code):
    done = batch(csv_file(data), *options)
    assert (done.returncode, done.stdout) == (3, b"")
    told = done.stderr.decode()
    assert code in told
    assert "誤り 1 件" in told


def test_a_resumed_table_in_utf_16(csv_file, batch, tmp_path, monkeypatch):
    from shinryo_ratio.cli.batch.tally import Tally

    def interrupt(self, progress):
        raise KeyboardInterrupt

    path = csv_file(table_of([of_any_chart(number) for number in range(150)]).decode().encode("utf-16"))
    out = tmp_path / "out"
    with monkeypatch.context() as patched:
        patched.setattr(Tally, "show", interrupt)
        assert batch(path, "-o", out).returncode == 130
    assert "64件目の続き" in batch(path, "-o", out, "--resume").stderr.decode()
    assert out.read_bytes() == batch(path).stdout


@pytest.mark.parametrize("size", [1, 2, 3])
def test_line_ends_at_the_end_of_a_block(size):
    from shinryo_ratio.batch.spooled import _with_line_feeds

    data = b"a\rb\r\nc\r\rd\r"
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    assert b"".join(_with_line_feeds(blocks)) == b"a\nb\nc\n\nd\n"


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ("fiscal_year_start", "table-column-missing"),
        ("corporation_type", "table-column-missing"),
        ("corporation_name", "table-column-missing"),
    ],
)
def test_a_column_that_every_corporation_needs_is_told_once(csv_file, batch, lacking, code):
    """And not as something that an option of check could say."""
    at = HEAD.split(",").index(lacking)
    lines = [HEAD.strip(), *(f"{who},甲会,social,2025-04-01,診療,9,社会保険診療" for who in ("A1", "A2"))]
    cells = [line.split(",") for line in lines]
    text = "\n".join(",".join(row[:at] + row[at + 1 :]) for row in cells)
    done = batch(csv_file(text))
    assert (done.returncode, done.stdout) == (3, b"")
    told = done.stderr.decode()
    assert told.count(code) == 1
    assert f"列「{lacking}」がありません" in told
    assert "--" not in told


def test_a_table_that_does_not_say_whose_it_is(csv_file, batch):
    done = batch(csv_file("科目,金額,区分\n診療,1,社会保険診療\n"))
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode().count("table-column-missing") == 3


def test_a_table_without_rows(csv_file, batch):
    done = batch(csv_file(HEAD))
    assert (done.returncode, done.stdout) == (0, b"")


# -- columns that say how the figures are kept and read -------------------------------------------

BESIDE = (
    HEAD.strip()
    + ",accounting_standard,unit,covid_subsidy_measure,readings,業務,損益区分,補助目的,コロナ,利用者負担\n"
)


def kept(who, lines, standard="", unit="", covid="", readings="", start="2025-04-01"):
    """The rows of a corporation: of each line its 科目 to 区分, and what stands in 業務 and behind."""
    return "".join(
        f"{who},{who}会,social,{start},{line},{standard},{unit},{covid},{readings},{facts}\n"
        for line, facts in lines
    )


CARE = [
    ("診療,850,social_insurance", ",,,,"),
    ("介護,50,long_term_care", ",,,,true"),
    ("自費,100,self_pay", ",,,,"),
]
OTHER = [("診療,900,social_insurance", ",,,,"), ("雑収入,100,other", ",non_operating,,,")]
GRANT = [
    ("診療,800,social_insurance", ",,,,"),
    ("補助金,100,subsidy", "main,,operations,true,"),
    ("自費,100,self_pay", ",,,,"),
]
OLD = "2021-04-01"
CONFIRMED = {"choice": "alternative", "confirmed_by": "県", "date": "2026-02-10"}
IN_JSON = '"' + json.dumps({"care-copayment": CONFIRMED}).replace('"', '""') + '"'
TWICE = '"{""care-copayment"": ""default"", ""care-copayment"": ""alternative""}"'

KEPT = [
    # 介護の利用者負担: an item (900 of 1000), or not (850 of 1000)
    (kept("A1", CARE), 900, 1000),
    (kept("A2", CARE, readings="care-copayment=alternative"), 850, 1000),
    (kept("A3", CARE, readings=IN_JSON), 850, 1000),
    (kept("A4", CARE, readings="care-copayment=alternative;old-denominator=default"), 850, 1000),
    # other income booked outside the operating result: old law, 医療法人会計基準 or 病院会計準則
    (kept("B1", OTHER, start=OLD), 900, 900),
    (kept("B2", OTHER, standard="hospital", start=OLD), 900, 1000),
    (kept("B3", OTHER, standard="病院会計準則", start=OLD), 900, 1000),
    # コロナ補助金: an item of the old law where that is elected
    (kept("C1", GRANT, covid="false", start=OLD), 800, 1000),
    (kept("C2", GRANT, covid="true", start=OLD), 900, 1000),
    # 千円単位
    (kept("D1", CARE, unit="千円"), 900_000, 1_000_000),
    (kept("D2", CARE, unit="thousand_yen", readings="care-copayment=alternative"), 850_000, 1_000_000),
]


def test_columns_that_say_how_the_figures_are_kept_and_read(csv_file, batch, rows):
    found = rows(batch(csv_file(BESIDE + "".join(text for text, _, _ in KEPT))).stdout)
    assert [(row.get("numerator"), row.get("denominator")) for row in found] == [
        (numerator, denominator) for _, numerator, denominator in KEPT
    ]


def test_both_engines_say_the_same_of_them(csv_file, batch):
    module("duckdb")
    path = csv_file(BESIDE + "".join(text for text, _, _ in KEPT))
    assert batch(path).stdout == batch(path, "--engine", "duckdb").stdout


def test_check_reads_them_too(csv_file, batch):
    path = csv_file(BESIDE + "".join(text for text, _, _ in KEPT))
    found = json.loads(batch(path, "--format", "json", verb="check").stdout)
    assert [(each["tests"][0]["numerator"], each["tests"][0]["denominator"]) for each in found] == [
        (numerator, denominator) for _, numerator, denominator in KEPT
    ]


@pytest.mark.parametrize(
    ("said", "column", "code"),
    [
        ({"readings": "care-copayment=alternativ"}, 11, "table-readings-unreadable"),
        ({"readings": "old-denominator"}, 11, "table-readings-unreadable"),
        ({"readings": "care-copayment=default;care-copayment=alternative"}, 11, "table-readings-unreadable"),
        ({"readings": TWICE}, 11, "table-readings-unreadable"),
        ({"readings": "{"}, 11, "table-readings-unreadable"),
        ({"covid": "perhaps"}, 10, "table-election-unreadable"),
        ({"covid": "true"}, 10, "covid-election-outside-measure"),
        ({"standard": "hospitl"}, 8, "unknown-word"),
        ({"unit": "百万円"}, 9, "unknown-word"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_them_is_told_at_its_cell(csv_file, batch, rows, said, column, code):
    path = csv_file(BESIDE + kept("A1", CARE) + kept("A2", CARE, **said))
    in_batch = rows(batch(path).stdout)[1]["errors"]
    in_check = json.loads(batch(path, "--format", "json", verb="check").stderr)["errors"]
    for errors in (in_batch, in_check):
        told = [(error["code"], error["place"]["line"], error["place"]["column"]) for error in errors]
        assert told == [(code, 5, column)]


def test_rows_that_contradict_each_other_in_them(csv_file, batch, rows):
    first, second, third = kept("A1", CARE, unit="yen").splitlines(keepends=True)
    text = first + second.replace(",yen,", ",千円,") + third.replace(",yen,", ",,")
    (row,) = rows(batch(csv_file(BESIDE + text)).stdout)
    assert [(error["code"], error["place"]["line"], error["place"]["column"]) for error in row["errors"]] == [
        ("csv-heading-conflict", 3, 9), ("csv-heading-conflict", 4, 9),
    ]  # fmt: skip


def test_they_may_stand_without_a_corporation_and_not_beside_their_option(csv_file, batch):
    path = csv_file("科目,金額,区分,unit\n診療,900,social_insurance,千円\n自費,100,self_pay,千円\n")
    options = ("--type", "social", "--start", "2025-04-01", "--name", "甲会")
    found = json.loads(batch(path, *options, "--format", "json", verb="check").stdout)
    assert found["tests"][0]["denominator"] == 1_000_000
    done = batch(path, *options, "--unit", "yen", verb="check")
    assert done.returncode == 3
    assert "csv-heading-twice" in done.stderr.decode()
