"""Examples and small figures made by hand, assessed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from shinryo_ratio.readers import load

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def assessed() -> Callable[[str], Assessment]:
    """The assessment of an example."""
    return lambda name: assess(load(EXAMPLES / f"{name}.yaml"))


@pytest.fixture(scope="session")
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
