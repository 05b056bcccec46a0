"""The fingerprint of the figures: what can decide, defaults written out, and nothing else."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.law.ruleset import fingerprint

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures

_NEVER_DECIDES: Final = {"name", "id", "facility", "note"}


def deciding_content(figures: "Figures") -> dict[str, Any]:
    """The figures that can decide (contract section 4), as plain data."""
    return {
        "type": figures.corporation.type,
        "legal_form": figures.corporation.legal_form,
        "fiscal_year": _plain(figures.fiscal_year),
        "accounting_standard": figures.accounting_standard,
        "unit": figures.unit,
        "revenue": [_plain(line) for line in figures.revenue],
        "costs": _plain(figures.costs),
        "declarations": _plain(figures.declarations),
        "elections": _plain(figures.elections),
        "readings": {
            id_: {"choice": reading.choice, "confirmed": reading.confirmed}
            for id_, reading in figures.readings.chosen.items()
        },
    }


def _plain(value: Any) -> Any:
    """A part of the figures as plain data; a serialiser of the models would cost a tenth of a start."""
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "model_fields_set"):
        return {name: _plain(part) for name, part in value if name not in _NEVER_DECIDES}
    return value


def figures_fingerprint(figures: "Figures") -> str:
    """SHA-256 of the canonical JSON (RFC 8785) of the figures that can decide."""
    return fingerprint(deciding_content(figures))
