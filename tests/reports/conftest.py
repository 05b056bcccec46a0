"""Assessments of the examples, and of small figures made by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from shinryo_ratio.readers import load

settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def example() -> Callable[[str], Figures]:
    return lambda name: load(EXAMPLES / f"{name}.yaml")


@pytest.fixture
def made() -> Callable[..., Assessment]:
    """An assessment of lines given as (name, amount, kind, facts), with changes to the document."""

    def make(*lines: tuple[Any, ...], **changes: Any) -> Assessment:
        revenue = [
            {"name": name, "amount": amount, "kind": kind, **(facts[0] if facts else {})}
            for name, amount, kind, *facts in lines
        ]
        document: dict[str, Any] = {
            "corporation": {"name": "医療法人 手作り会", "type": "social"},
            "fiscal_year": {"start": "2025-04-01"},
            "revenue": revenue,
        }
        return assess(Figures.model_validate({**document, **changes}))

    return make
