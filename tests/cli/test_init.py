import csv
import io
import re

import pytest

from shinryo_ratio import assess, loads
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS

TYPES = list(v.CORPORATION_TYPES)


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_a_template_is_valid_as_it_stands(call, type_, lang, form):
    result = call("init", type_, "--format", form, "--lang", lang)
    assert result.exit_code == 0
    assessment = assess(loads(result.stdout, form))
    assert assessment.figures.corporation.type == type_
    assert (assessment.verdict, assessment.income.reason_code) == ("undetermined", "no_denominator")


@pytest.mark.parametrize("type_", TYPES)
def test_filled_in_it_gives_a_verdict(call, type_):
    text = call("init", type_).stdout.replace("amount: 0", "amount: 1000", 1)
    assert assess(loads(text, "yaml")).verdict == "met"


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_field_that_is_commented_out_is_valid_too(call, type_, lang):
    text = call("init", type_, "--lang", lang).stdout
    uncommented = re.sub(r"(?m)^( *)#(?=\S|  )", r"\1", text)
    assert uncommented != text
    filled = uncommented.replace(
        "deliveries: [{fee: 480000, count: 120}]", "deliveries: [{fee: 0, count: 120}]"
    )
    figures = loads(filled, "yaml")
    assert len(figures.readings.chosen) == len(v.ReadingId.__args__)
    assert figures.declarations.self_pay_same_tariff is True
    assert len(figures.statement.totals) == 5


def test_every_field_of_the_document_is_in_the_template(call):
    text = call("init", "open_hospital").stdout + call("init", "social").stdout
    for form in ("document", "corporation", "fiscal_year", "costs", "statement", "declarations", "elections"):
        for key in FORMS[form]:
            assert re.search(rf"\b{key}:", text), key
    for key in FORMS["line"]:
        assert key in text


def test_every_line_of_a_table_is_a_row(call):
    rows = list(
        csv.DictReader(io.StringIO(call("init", "social", "--format", "csv").stdout.lstrip("\ufeff")))
    )
    assert {row["金額"] for row in rows} == {"0"}
    assert {row["法人区分"] for row in rows} == {"社会医療法人"}
    assert all(row["備考"] for row in rows)


def test_japanese_names_of_types(call):
    assert "type: koseiren" in call("init", "厚生連").stdout
    assert "type: social" in call("init").stdout


def test_an_unknown_type_is_a_usage_error(call):
    result = call("init", "特定医療")
    assert result.exit_code == 2
    assert "特定医療法人" in result.stderr


def test_a_table_in_a_file_is_readable_by_excel(call, tmp_path):
    target = tmp_path / "a.csv"
    assert call("init", "certified", "-o", target).exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert call("check", target).exit_code == 4


def test_what_was_filled_in_is_never_overwritten(call, written):
    target = written("a.yaml", "mine")
    result = call("init", "-o", target)
    assert result.exit_code == 2
    assert "上書きしません" in result.stderr
    assert target.read_text() == "mine"
