"""Real parts that tests use: locally a test may be skipped without them, in CI they must be there."""

import importlib
import importlib.util
import os
from typing import Any, Final, NoReturn

import pytest

IN_CI: Final = os.environ.get("CI") == "true"

needs_mypy = pytest.mark.skipif(
    importlib.util.find_spec("mypy") is None and not IN_CI, reason="mypy is not installed"
)


def missing(reason: str) -> NoReturn:
    """A part is not there: in CI a failure, elsewhere a reason to skip."""
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)


def module(name: str) -> Any:
    """A library that the tests use as a real part."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        missing(f"{name} is not installed: pip install 'shinryo-ratio[test]'")
