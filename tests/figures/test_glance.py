"""What is accepted at a glance is what the models accept, and becomes the same figures.

A glance may be unsure of what is right; it must never be sure of what is wrong.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.base import Model
from shinryo_ratio.figures.glance import at_a_glance
from shinryo_ratio.figures.words import to_codes
from shinryo_ratio.readers.yaml_text import parse
from support.strategies import documents

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**16), 10**16), st.floats(), st.text(max_size=3),
    st.sampled_from([
        "", "2025-04-01", "令和7年4月1日", "R7.13.1", "1,234", "△5", "default", "alternative", "yen",
        "social", "open_hospital", "other", "main", "profit", "subsidy", "childbirth", "unclassified",
        chr(0xD800), [], {}, [{}], {"choice": "default"}, [{"fee": 1, "count": 2}],
        {"choice": "default", "confirmed_by": "県", "date": "2026-02-10"},
        {"choice": "default", "date": "R8.2.1"},
    ]),
)  # fmt: skip
KEYS = st.sampled_from([
    "amount", "kind", "business", "section", "deliveries", "delivery_count", "same_tariff", "granted_for",
    "covid", "schema", "schema_id", "unit", "type", "legal_form", "start", "end", "care-copayment",
    "care_copayment", "main", "name", "note", "readings", "statement", "costs", "revenue", "internal", "x",
])  # fmt: skip


def said(part: Any) -> Any:
    """A part with all its values, and which of them the document states."""
    if isinstance(part, Model):
        return type(part), part.model_fields_set, [(name, said(value)) for name, value in part]
    return [said(element) for element in part] if isinstance(part, tuple) else (type(part), part)


def agree(document: Any) -> bool:
    """Whether the glance is sure; where it is, the models say the same."""
    seen = at_a_glance(document)
    if seen is None:
        return False
    assert said(seen) == said(Figures.model_validate(document))
    return True


@pytest.mark.parametrize(
    "file", [file for file in EXAMPLES if file.stem != "broken"], ids=lambda file: file.stem
)
def test_every_example_is_seen_at_a_glance(file: Path) -> None:
    located, problems = parse(file.read_text("utf-8"), file.name)
    assert problems == []
    assert agree(to_codes(located.tree).document)


@settings(max_examples=300)
@given(documents(st.integers(0, 10**9)))
def test_documents_in_codes_are_seen_at_a_glance(document: dict[str, Any]) -> None:
    assert agree(document)
    assert agree(json.loads(json.dumps(document)))


@settings(max_examples=1500)
@given(documents(st.integers(0, 10**15), most_lines=3), st.data())
def test_whatever_is_changed_in_a_document_the_glance_is_sure_only_of_what_is_right(
    document: dict[str, Any], data: st.DataObject
) -> None:
    """A value replaced, a key added or taken away, anywhere."""
    for _ in range(data.draw(st.integers(1, 3))):
        place: Any = document
        while data.draw(st.booleans()):
            inner = [
                one
                for one in (place.values() if isinstance(place, dict) else place)
                if one and isinstance(one, dict | list)
            ]
            if not inner:
                break
            place = data.draw(st.sampled_from(inner))
        if isinstance(place, list):
            place[data.draw(st.integers(0, len(place) - 1))] = data.draw(VALUES)
        elif place and data.draw(st.booleans()):
            key = data.draw(st.sampled_from(sorted(place)))
            if data.draw(st.booleans()):
                del place[key]
            else:
                place[key] = data.draw(VALUES)
        else:
            place[data.draw(KEYS)] = data.draw(VALUES)
    agree(document)


@pytest.mark.parametrize("kind", list(v.KINDS))
@pytest.mark.parametrize("fact", sorted({fact for facts in v.FACTS_OF_KIND.values() for fact in facts}))
@pytest.mark.parametrize("value", [True, None, 3, "operations", [{"fee": 1, "count": 1}]])
def test_every_fact_on_every_kind(kind: str, fact: str, value: Any) -> None:
    amount = -1 if kind == "insurance_deduction" else 1
    agree(
        {
            "corporation": {"name": "見本会", "type": "social"},
            "fiscal_year": {"start": "2025-04-01"},
            "revenue": [{"name": "科目", "amount": amount, "kind": kind, "business": "main", fact: value}],
        }
    )


@pytest.mark.parametrize("document", [None, 1, "a", [], {}, {"revenue": 1}, {"corporation": None}])
def test_what_is_no_document(document: Any) -> None:
    assert at_a_glance(document) is None
    with pytest.raises(ValidationError):
        Figures.model_validate(document)


def test_the_first_documents_of_a_process_build_no_validators() -> None:
    code = (
        "import sys; from shinryo_ratio import Figures, assess, load\n"
        f"assert assess(load({str(EXAMPLES[-1])!r})).verdict\n"
        "assert not Figures.__pydantic_complete__ and 'pydantic.plugin._loader' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
