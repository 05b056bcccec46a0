"""No verdict rests on a part of a corporation's rows: what stands apart or cannot be read is told."""

import contextlib
import io
import os
import random
import subprocess
import sys
import threading

import pytest

from shinryo_ratio.batch import apart, spooled, table
from shinryo_ratio.batch.stretches import Stretches
from shinryo_ratio.problems import FiguresError

HEAD = "reference,corporation_name,corporation_type,fiscal_year_start,科目,金額,区分\n"


def rows_of(*whose):
    return "".join(f"{who},{who}会,social,2025-04-01,診療,900,social_insurance\n" for who in whose)


@pytest.fixture
def judged(tmp_path, batch, rows):
    """The lines that a table gives, each as its row, and its verdict or the codes of its errors."""

    def _judged(text, *options):
        path = tmp_path / "in.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return [
            (row["line"], row.get("verdict") or [error["code"] for error in row["errors"]])
            for row in rows(batch(path, *options).stdout)
        ]

    return _judged


APART = ["csv-rows-apart"]


def test_every_stretch_of_a_corporation_that_stands_apart_is_told_in_its_place(judged):
    text = HEAD + rows_of("A", "A", "B", "A", "C", "B", "A")
    assert judged(text) == [(2, APART), (4, APART), (5, APART), (6, "met"), (7, APART), (8, APART)]


def test_it_is_whose_rows_they_are_that_counts_not_how_it_is_written(judged):
    """A date of two calendars is one day; another year is another document; blank rows part nothing."""
    japanese = rows_of("A").replace("2025-04-01", "令和7年4月1日")
    other_year = rows_of("A").replace("2025", "2024")
    assert judged(HEAD + rows_of("A") + rows_of("B") + japanese) == [(2, APART), (3, "met"), (4, APART)]
    assert judged(HEAD + rows_of("A", "B") + other_year) == [(2, "met"), (3, "met"), (4, "met")]
    assert judged(HEAD + rows_of("A") + "\n,,,\n" + rows_of("A", "B")) == [(2, "met"), (6, "met")]


def test_one_that_is_suspected_wrongly_is_judged(judged, monkeypatch):
    """A filter of one bit suspects every corporation but the first; what is counted exactly is right."""
    monkeypatch.setattr(apart, "_BITS", 8)
    many = [f"A{number}" for number in range(40)]
    found = judged(HEAD + rows_of(*many, "B", "A3"))
    assert [line for line, verdict in found if verdict == APART] == [5, 43]
    assert [verdict for _, verdict in found].count("met") == 40


def test_any_order_against_counting(monkeypatch):
    """Random orders of few corporations, cut into stretches by hand."""
    monkeypatch.setattr(apart, "_BITS", 64)
    chance = random.Random(5)
    for _ in range(200):
        whose = [f"A{chance.randrange(8)}" for _ in range(chance.randrange(1, 14))]
        heads = [who for who, before in zip(whose, [None, *whose], strict=False) if who != before]
        expected = {who for who in heads if heads.count(who) > 1}
        data = (HEAD + rows_of(*whose)).encode()
        order = apart.order_of(lambda data=data: Stretches(io.BytesIO(data), "x", None), "x")
        assert {who for who, _ in order.apart} == expected
        assert order.mark.length == len(data)
        assert not order.partly


def test_a_table_in_no_order_is_refused_as_a_whole(judged, tmp_path, batch, monkeypatch):
    monkeypatch.setattr(apart, "MOST_SUSPECTS", 3)
    path, out = tmp_path / "in.csv", tmp_path / "out"
    path.write_text(HEAD + rows_of(*"ABCD", *"ABCD"), "utf-8")
    done = batch(path, "-o", out)
    assert done.returncode == 3
    assert "csv-not-in-order" in done.stderr.decode()
    assert [file.name for file in tmp_path.iterdir()] == ["in.csv"]


# -- references that are filled in here and there -------------------------------------------------


def rows_with(*said):
    """A row for each (reference, name)."""
    return "".join(f"{who},{name},social,2025-04-01,診療,900,social_insurance\n" for who, name in said)


PARTLY = ["csv-heading-conflict"]


def test_a_reference_that_is_written_once_makes_no_two_corporations(judged, batch, rows, tmp_path):
    """As in merged cells; neither half is judged, and each says where the other is."""
    text = HEAD + rows_with(("A", "甲"), ("", "甲"), ("", "甲"), ("B", "乙"), ("", "丙"))
    assert judged(text) == [(2, PARTLY), (3, PARTLY), (5, "met"), (6, "met")]
    first, second, *_ = rows(batch(tmp_path / "in.csv").stdout)
    (error,) = first["errors"]
    assert error["message"] == "列 reference が、同じ法人の3行目では（空欄）、この行では「A」です。"
    (error,) = second["errors"]
    assert error["message"] == "列 reference が、同じ法人の2行目では「A」、この行では（空欄）です。"
    assert (error["place"]["line"], error["place"]["column"]) == (3, 1)


def test_in_any_order_and_beside_others(judged):
    assert judged(HEAD + rows_with(("", "甲"), ("B", "乙"), ("A", "甲"))) == [
        (2, PARTLY),
        (3, "met"),
        (4, PARTLY),
    ]
    # it is the year of which it must be one
    other_year = rows_with(("", "甲")).replace("2025", "2024")
    assert judged(HEAD + rows_with(("A", "甲")) + other_year) == [(2, "met"), (3, "met")]
    japanese = rows_with(("", "甲")).replace("2025-04-01", "令和7年4月1日")
    assert judged(HEAD + rows_with(("A", "甲")) + japanese) == [(2, PARTLY), (3, PARTLY)]
    # two references of one name are two corporations, and no reference at all is none
    assert judged(HEAD + rows_with(("A", "甲"), ("B", "甲"), ("", "乙"))) == [
        (2, "met"),
        (3, "met"),
        (4, "met"),
    ]
    assert judged(HEAD + rows_with(("", "甲"), ("", "乙"))) == [(2, "met"), (3, "met")]
    # a name that is another's reference
    assert judged(HEAD + rows_with(("甲", "乙"), ("", "丙"), ("", "甲"))) == [
        (2, APART), (3, "met"), (4, APART),
    ]  # fmt: skip


@pytest.mark.parametrize("bits", [8, 64, 1 << 20])
def test_references_against_counting(monkeypatch, bits):
    """Random tables of few names, some of whose rows have a reference."""
    monkeypatch.setattr(apart, "_BITS", bits)
    chance = random.Random(bits)
    for _ in range(100):
        said = [
            (chance.choice(["", "", "A", "B"]), f"n{chance.randrange(5)}")
            for _ in range(chance.randrange(1, 9))
        ]
        referred = {name for who, name in said if who}
        expected = referred & {name for who, name in said if not who}
        data = (HEAD + rows_with(*said)).encode()
        order = apart.order_of(lambda data=data: Stretches(io.BytesIO(data), "x", None), "x")
        assert {name for name, _ in order.partly} == expected
        for (name, _), (with_, without) in order.partly.items():
            assert said[with_.row - 2] == (with_.reference, name)
            assert said[without.row - 2] == ("", name)


def test_a_name_within_the_rows_of_another_counts_too(judged):
    """Rows of one reference with two names are wrong anyhow; they may be the rest of a third's."""
    assert judged(HEAD + rows_with(("A", "甲"), ("A", "乙"), ("", "乙"))) == [(2, PARTLY), (4, PARTLY)]


def test_a_table_with_half_its_references_is_refused_as_a_whole(judged, tmp_path, batch, monkeypatch):
    monkeypatch.setattr(apart, "MOST_SUSPECTS", 3)
    path = tmp_path / "in.csv"
    path.write_text(HEAD + rows_with(*[(who, f"n{n}") for n in range(4) for who in (f"A{n}", "")]), "utf-8")
    done = batch(path, "-o", tmp_path / "out")
    assert done.returncode == 3
    assert "csv-references-partly" in done.stderr.decode()


# -- rows that cannot be read ---------------------------------------------------------------------


def test_a_row_that_cannot_be_read_is_told_of_its_corporation(judged):
    broken = rows_of("A").replace("診療", 'x"y,"a"b')
    assert judged(HEAD + rows_of("A") + broken + rows_of("A", "B")) == [(2, ["csv-syntax"]), (5, "met")]
    assert judged(HEAD + broken + rows_of("A", "B")) == [(2, ["csv-syntax"]), (4, "met")]
    assert judged(HEAD + rows_of("A") + broken + broken + rows_of("B")) == [
        (2, ["csv-syntax", "csv-syntax"]), (5, "met"),
    ]  # fmt: skip


def test_a_row_of_another_encoding_is_told_of_its_corporation(judged):
    other = rows_of("A").encode("cp932")
    assert judged((HEAD + rows_of("A")).encode() + other + rows_of("A", "B").encode()) == [
        (2, ["encoding-mismatch"]), (5, "met"),
    ]  # fmt: skip


def test_an_open_quote_swallows_no_other_corporation(judged):
    """The row that opens it is told; the rows behind it are read as they stand."""
    opened = rows_of("A").replace("診療", '"診療')
    assert judged(HEAD + rows_of("A") + opened + rows_of("A", *"BBC")) == [
        (2, ["csv-quote-open"]), (5, "met"), (7, "met"),
    ]  # fmt: skip
    closed_later = rows_of("B").replace("診療", '"診療"')
    assert judged(HEAD + opened + rows_of("B") + closed_later + rows_of("C")) == [
        (2, ["csv-syntax"]), (3, "met"), (5, "met"),
    ]  # fmt: skip


def test_a_bare_carriage_return_within_a_row(judged):
    text = HEAD + rows_of("A") + rows_of("A").replace("診療", "診\r療") + rows_of("A", "B")
    assert judged(text) == [(2, ["csv-syntax"]), (5, "met")]


def test_a_cell_of_several_lines_is_one_row(judged):
    """Row numbers count rows of the table, as a spreadsheet does."""
    folded = rows_of("A").replace("診療", '"診\n療"')
    assert judged(HEAD + rows_of("A") + folded + rows_of("A", "B")) == [(2, "met"), (5, "met")]


def test_quotes_and_line_ends_of_all_sorts(judged):
    plain = HEAD + rows_of(*"AABBB")
    quoted = "\r\n".join(",".join(f'"{cell}"' for cell in row.split(",")) for row in plain.splitlines())
    some = plain.replace("900", '"9,00"').replace('"9,00"', '"1,900"')
    expected = [(2, "met"), (4, "met")]
    for text in (plain, plain.rstrip("\n"), plain.replace("\n", "\r\n"), quoted, some):
        assert judged(text) == expected
        assert judged(text.encode("cp932")) == expected
        assert judged(text.encode("euc-jp"), "--encoding", "euc-jp") == expected
        assert judged(text.encode("utf-8"), "--encoding", "UTF-8") == expected
    assert judged(plain.encode("iso-2022-jp"), "--encoding", "iso-2022-jp") == expected


def test_columns_that_say_whose_rows_they_are_may_stand_last(judged):
    def turned(text):
        return "".join(",".join(reversed(row.rstrip("\n").split(","))) + "\n" for row in text.splitlines())

    assert judged(turned(HEAD + rows_of(*"AABA"))) == [(2, APART), (4, "met"), (5, APART)]


def test_tabs(tmp_path, batch, rows):
    path = tmp_path / "in.tsv"
    path.write_text((HEAD + rows_of(*"AAB")).replace(",", "\t"), "utf-8")
    assert [row["verdict"] for row in rows(batch(path).stdout)] == ["met", "met"]


# -- inputs that are read twice -------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_is_kept_to_be_read_twice(tmp_path, batch, rows, monkeypatch):
    pipe = tmp_path / "in.csv"
    data = (HEAD + rows_of(*"ABA")).encode()

    def feed():
        with contextlib.suppress(BrokenPipeError):
            pipe.write_bytes(data)

    def judged():
        os.mkfifo(pipe)
        feeding = threading.Thread(target=feed)
        feeding.start()
        done = batch(pipe)
        feeding.join()
        pipe.unlink()
        return done

    assert ["verdict" in row for row in rows(judged().stdout)] == [False, True, False]
    monkeypatch.setattr(spooled, "MOST_SPOOLED", len(data) - 1)
    done = judged()
    assert done.returncode == 3
    assert "pipe-too-long" in done.stderr.decode()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    done = judged()
    assert done.returncode == 3
    assert "pipe-not-kept" in done.stderr.decode()


def test_an_input_that_is_written_meanwhile_gives_no_output(tmp_path, batch, monkeypatch):
    path, out = tmp_path / "in.csv", tmp_path / "out"
    path.write_text(HEAD + rows_of(*"AB"), "utf-8")
    look = table.order_of

    def writing_behind(*args):
        found = look(*args)
        with path.open("a", encoding="utf-8") as file:
            file.write(rows_of("A"))
        return found

    monkeypatch.setattr(table, "order_of", writing_behind)
    done = batch(path, "-o", out)
    assert done.returncode == 3
    assert "input-changed-meanwhile" in done.stderr.decode()
    assert not out.exists()


def test_the_header_is_told_before_anything_else():
    with pytest.raises(FiguresError) as caught:
        list(table.table_chunks(io.BytesIO(b"a,b\n"), "x", None))
    assert {problem.code for problem in caught.value.problems} == {
        "csv-column-unknown", "csv-column-missing", "table-column-missing",
    }  # fmt: skip


_CODE = """
import sys
from shinryo_ratio.batch import Settings, StreamOutput, judging, run, table
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
idle = peak()
with open(sys.argv[1], "rb") as stream, open("/dev/null", "wb") as out:
    run(Settings.of(sys.argv[1], "ja", None, ()), stream, StreamOutput(out), jobs=1, watch=lambda _: None)
print(peak() - idle)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_memory_is_bounded(tmp_path):
    """A row for each of many corporations, some of them apart, and one corporation as long as is taken."""
    above = []
    long = rows_of(*["LONG"] * 12_000)
    for count in (10_000, 80_000):
        path = tmp_path / f"{count}.csv"
        path.write_text(
            HEAD + long + rows_of(*map(str, range(count)), *map(str, range(0, count, 100))), "utf-8"
        )
        done = subprocess.run(
            [sys.executable, "-c", _CODE, str(path)], check=True, capture_output=True, text=True, timeout=300
        )
        above.append(int(done.stdout) / 1024)
    assert above[1] < 64, f"{above[1]:.0f} MB above the imports"
    assert above[1] - above[0] < 6
