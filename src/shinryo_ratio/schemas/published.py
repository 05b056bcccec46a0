"""The published schemas by name: each stands alone, has a name that never moves, and says its version.

A schema file may use a definition of another one; what it uses is put into it when it is published.
"""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
RESULTS: Final = ("assessment", "comparison", "batch-line", "problems", "verification")
"""The schemas of what comes out."""

_REFERENCE: Final = "#/$defs/"


def urn(name: str) -> str:
    """The `$id` of a schema: `shinryo-ratio/figures/1` is urn:shinryo-ratio:figures:1."""
    return "urn:" + re.sub("/", ":", name)


def result_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one of `RESULTS`."""
    schema = _read(name)
    known = {key: entry for result in RESULTS for key, entry in _read(result).get("$defs", {}).items()}
    needed = set(_used(schema, known))
    return {
        "$schema": DRAFT,
        "$id": urn(schema["title"]),
        **{key: value for key, value in schema.items() if key != "$defs"},
        "$defs": {key: entry for key, entry in known.items() if key in needed},
    }


def _read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(files(__package__).joinpath(f"{name}.json").read_text("utf-8"))
    return schema


def _used(schema: dict[str, Any], known: dict[str, Any]) -> Iterator[str]:
    """The definitions that a schema refers to, and those that they refer to."""
    found: set[str] = set()
    pending: list[Any] = [{key: value for key, value in schema.items() if key != "$defs"}]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            pending += part.values()
            name = str(part.get("$ref", "")).removeprefix(_REFERENCE)
            if name and name not in found:
                found.add(name)
                yield name
                pending.append(known[name])
        elif isinstance(part, list):
            pending += part
