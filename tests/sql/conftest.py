"""DuckDB is a real part: its tests are skipped where it is not installed, but not where CI checks."""

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def _duckdb() -> None:
    try:
        import duckdb  # noqa: F401
    except ModuleNotFoundError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("DuckDB is not installed: pip install 'shinryo-ratio[batch]'")
