"""DuckDB is a real part: its tests are skipped where it is not installed, but not where CI checks."""

import pytest

from support.real_parts import module


@pytest.fixture(autouse=True, scope="session")
def _duckdb() -> None:
    module("duckdb")
