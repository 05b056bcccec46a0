"""The published schemas: stable names, Japanese for the accountant, and real outputs that satisfy them.

`pytest --update-golden` writes the golden files anew, and a person reads the diff: programs rely on what
stands in them.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from shinryo_ratio.cli.running import run
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS
from shinryo_ratio.schemas.codes import codes
from shinryo_ratio.schemas.figures import figures_schema
from shinryo_ratio.schemas.published import DRAFT, RESULTS, result_schema
from support.real_parts import module

jsonschema = module("jsonschema")

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMAS = {"figures": figures_schema(), **{name: result_schema(name) for name in RESULTS}}
PUBLISHED = {**SCHEMAS, "codes.ja": codes("ja"), "codes.en": codes("en")}


def errors(name: str, document: Any) -> list[Any]:
    return list(jsonschema.Draft202012Validator(SCHEMAS[name]).iter_errors(document))


@pytest.fixture
def call(capsysbinary: Any) -> Callable[..., tuple[int, bytes, bytes]]:
    def _call(*args: object) -> tuple[int, bytes, bytes]:
        capsysbinary.readouterr()
        status = run([str(argument) for argument in args])
        told = capsysbinary.readouterr()
        return status, told.out, told.err

    return _call


# -- what is promised may not change in silence -------------------------------------------------


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_published_changes_only_on_purpose(name: str, request: pytest.FixtureRequest) -> None:
    text = json.dumps(PUBLISHED[name], ensure_ascii=False, indent=1) + "\n"
    file = GOLDEN / f"{name}.json"
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8"), f"{name}: pytest --update-golden writes it anew"


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_one_and_says_its_name_and_version(name: str) -> None:
    schema = SCHEMAS[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DRAFT
    assert schema["$id"] == f"urn:shinryo-ratio:{name}:1"
    assert f"shinryo-ratio/{name}/1" in schema["title"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_stands_alone(name: str) -> None:
    """Every reference leads to a definition of its own, and no definition is left over."""
    text = json.dumps(SCHEMAS[name])
    referred = set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', text))
    assert text.count('"$ref"') == text.count('"$ref": "#/$defs/')
    assert referred == set(SCHEMAS[name]["$defs"])


# -- what an editor shows -----------------------------------------------------------------------


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, form in [("Figures", schema), *schema["$defs"].items()]:
        for key, entry in form["properties"].items():
            yield f"{name}.{key}", entry


KEYS = list(properties(SCHEMAS["figures"]))
CODES = {
    *(code for form in FORMS.values() for entry in form.values() for code in entry.words or ()),
    *(key for form in FORMS.values() for key in form),
}


def in_japanese(text: str) -> bool:
    """Whether a text is Japanese sentences; the codes of the contract may stand in it."""
    words = re.findall(r"[A-Za-z_-]{2,}", text)
    return text.endswith("。") and set(words) <= CODES and bool(re.search(r"[ぁ-ん]", text))


@pytest.mark.parametrize(("where", "entry"), KEYS, ids=[where for where, _ in KEYS])
def test_every_key_of_the_figures_is_explained_in_japanese(where: str, entry: dict[str, Any]) -> None:
    assert in_japanese(entry["description"]), where
    for part in (entry, *entry.get("anyOf", ())):
        if len(part.get("enum", ())) > 1:
            assert len(part["enumDescriptions"]) == len(part["enum"])
            for meaning in part["enumDescriptions"]:
                assert meaning.endswith("。")
                assert set(re.findall(r"[A-Za-z_-]{2,}", meaning)) <= CODES, meaning


def test_every_form_of_the_figures_is_explained_in_japanese() -> None:
    """No docstring of a model, no name of a class: an editor shows both."""
    for form in SCHEMAS["figures"]["$defs"].values():
        assert in_japanese(form["description"])
        assert not re.search(r"[A-Za-z]", form["title"])


def test_a_value_means_the_same_in_either_language() -> None:
    kind = SCHEMAS["figures"]["$defs"]["CareLine"]["properties"]["kind"]
    said = dict(zip(kind["enum"], kind["enumDescriptions"], strict=True))
    assert said["long_term_care"] == said["介護保険給付"]
    assert "訪問介護" in said["介護保険給付"]
    assert "障害者総合支援法" in said["disability_welfare"]


# -- what comes out satisfies them --------------------------------------------------------------

VALID = sorted(path for path in EXAMPLES.glob("*.yaml") if path.name != "broken.yaml")


class PlainDates(yaml.SafeLoader):
    """YAML with dates left as text, as JSON has them."""


PlainDates.yaml_implicit_resolvers = {
    first: [entry for entry in entries if entry[0] != "tag:yaml.org,2002:timestamp"]
    for first, entries in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def documents() -> list[bytes]:
    return [
        json.dumps(yaml.load(path.read_text("utf-8"), PlainDates), ensure_ascii=False).encode()
        for path in VALID
    ]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_comparisons(path: Path, call: Any) -> None:
    for more in ((), ("--lang", "en"), ("--all-types",)):
        status, out, _ = call("compare", path, "--format", "json", *more)
        assert status == 0
        document = json.loads(out)
        assert errors("comparison", document) == []
        assert isinstance(document, list) == (more == ("--all-types",))


@pytest.mark.parametrize("key", ["reason_code", "reason", "citation"])
def test_a_comparison_of_a_body_that_is_not_tested(key: str, tmp_path: Path, call: Any) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(
        "{corporation: {name: a, type: koseiren}, fiscal_year: {start: 2022-04-01},"
        " revenue: [{name: x, amount: 1, kind: self_pay}]}",
        "utf-8",
    )
    for more in ((), ("--all-types",)):
        document = json.loads(call("compare", file, "--format", "json", *more)[1])
        assert errors("comparison", document) == []
        del (document[-1] if more else document)["not_tested"][key]
        assert errors("comparison", document)


@pytest.mark.parametrize("key", ["schema", "old", "revised", "lines", "reference", "basis"])
def test_the_schema_of_the_comparison_demands_what_the_contract_promises(key: str, call: Any) -> None:
    document = json.loads(call("compare", VALID[0], "--format", "json")[1])
    del document[key]
    assert errors("comparison", document)


def test_lines_of_a_batch(tmp_path: Path, call: Any) -> None:
    """A line that is judged, one that is not tested, one that cannot be decided, and lines that are wrong."""
    not_tested = (
        b'{"corporation":{"name":"a","type":"welfare_hospital","legal_form":"other"},'
        b'"fiscal_year":{"start":"2025-04-01"},"revenue":[{"name":"x","amount":1,"kind":"self_pay"}]}'
    )
    nothing = not_tested.replace(b'"welfare_hospital","legal_form":"other"', b'"social"').replace(
        b":1,", b":0,"
    )
    lines = [*documents(), not_tested, nothing, b"not json", b"", b'{"reference": "B"}']
    file = tmp_path / "in.ndjson"
    file.write_bytes(b"\n".join(lines) + b"\n")
    status, out, _ = call("batch", file)
    assert status == 3
    told = [json.loads(line) for line in out.splitlines()]
    assert len(told) == len(lines)
    for line in told:
        assert errors("batch-line", line) == []
    assert sum("errors" in line for line in told) == 3
    assert {line.get("verdict") for line in told} >= {"met", "not_applicable", "undetermined"}
    judged, refused = told[0], told[-1]
    for whole in (judged, refused):
        for key in whole:
            assert errors("batch-line", {name: value for name, value in whole.items() if name != key})


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_problems(lang: str, call: Any, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("科目,金額\n入院,1.5\n", "utf-8")
    missing = tmp_path / "b.yaml"
    for args in (
        (EXAMPLES / "broken.yaml",),
        (table, "--type", "social", "--start", "2025-04-01"),
        (missing,),
    ):
        status, _, err = call("check", *args, "--format", "json", "--lang", lang)
        assert status == 3
        document = json.loads(err)
        assert errors("problems", document) == []
        for key in ("code", "place", "message", "help"):
            (first, *rest) = document["errors"]
            cut = {name: value for name, value in first.items() if name != key}
            assert errors("problems", {"errors": [cut, *rest]})


def test_verifications(call: Any, tmp_path: Path) -> None:
    _, out, _ = call("check", VALID[0], "--format", "json")
    for number, text in enumerate((out.decode(), out.decode().replace('"verdict": "', '"verdict": "x', 1))):
        result = tmp_path / f"{number}.json"
        result.write_text(text, "utf-8")
        status, told, _ = call("verify", result, VALID[0], "--format", "json")
        assert status == number
        assert errors("verification", json.loads(told)) == []


# -- what goes in -------------------------------------------------------------------------------


@pytest.mark.parametrize("type_", v.CORPORATION_TYPES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_template_satisfies_the_schema_as_it_stands_and_with_every_field(
    type_: str, lang: str, call: Any
) -> None:
    text = call("init", type_, "--lang", lang)[1].decode("utf-8")
    uncommented = re.sub(r"(?m)^( *)#(?=\S|  )", r"\1", text)
    assert uncommented != text
    for written in (text, uncommented):
        assert errors("figures", yaml.load(written, PlainDates)) == []


def test_two_commands_give_completion_in_an_editor(call: Any, tmp_path: Path) -> None:
    """The line that yaml-language-server reads names the schema beside; without one nothing is promised."""
    line = "# yaml-language-server: $schema=figures.schema.json"
    assert call("init", "-o", tmp_path / "before.yaml")[0] == 0
    before = (tmp_path / "before.yaml").read_text("utf-8").splitlines()
    assert line not in before
    assert f"# {line}" in before
    assert call("schema", "figures", "-o", tmp_path / "figures.schema.json")[0] == 0
    assert call("init", "-o", tmp_path / "after.yaml")[0] == 0
    after = (tmp_path / "after.yaml").read_text("utf-8").splitlines()
    assert after[0] == line
    assert json.loads((tmp_path / "figures.schema.json").read_text("utf-8")) == SCHEMAS["figures"]
    assert call("check", tmp_path / "after.yaml")[0] == 4
