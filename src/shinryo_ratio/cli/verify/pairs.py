"""Which figures a result of `check` comes from, and whose they are."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shinryo_ratio.readers import Source


def paired(results: list[Any], sources: "list[Source]") -> "Iterator[tuple[Any, Source | None]]":
    """Each result with the figures of its fingerprint, else of its corporation and year, else any left."""
    from shinryo_ratio.engine.fingerprint import figures_fingerprint

    marks = {id(source): figures_fingerprint(source.figures) for source in sources}
    found: dict[int, Source] = {}
    left = list(sources)

    def pair(fits: "Callable[[Any, Source], bool]") -> None:
        for index, data in enumerate(results):
            source = next((one for one in left if index not in found and fits(data, one)), None)
            if source is not None:
                found[index] = source
                left.remove(source)

    def marked(data: Any, source: "Source") -> bool:
        return bool(data["fingerprint"]["figures"] == marks[id(source)])

    def named_alike(data: Any, source: "Source") -> bool:
        return (data.get("corporation"), data.get("fiscal_year")) == _identity(source)

    pair(
        lambda data, source: marked(data, source) and named_alike(data, source)
    )  # names are in no fingerprint
    pair(marked)
    pair(named_alike)
    pair(lambda data, source: True)
    for index, data in enumerate(results):
        yield data, found.get(index)


def _identity(source: "Source") -> tuple[dict[str, str], dict[str, str]]:
    corporation, year = source.figures.corporation, source.figures.fiscal_year
    return (
        {"name": corporation.name, "type": corporation.type},
        {"start": year.start.isoformat(), "end": year.end.isoformat()},
    )


def subject(data: Any) -> str:
    """Whose result it is, as it says itself."""
    corporation, year = data.get("corporation") or {}, data.get("fiscal_year") or {}
    told = (data.get("reference"), corporation.get("name"), year.get("start"))
    return " ".join(str(part) for part in told if part)


def named(source: "Source") -> str:
    """Whose figures they are."""
    corporation, year = _identity(source)
    told = (source.figures.reference, corporation["name"], year["start"])
    return " ".join(part for part in told if part)
