"""The fingerprint of the figures: what can decide, defaults written out, and nothing else."""

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
        "fiscal_year": figures.fiscal_year.model_dump(mode="json"),
        "accounting_standard": figures.accounting_standard,
        "unit": figures.unit,
        "revenue": [line.model_dump(mode="json", exclude=_NEVER_DECIDES) for line in figures.revenue],
        "costs": figures.costs.model_dump(mode="json"),
        "declarations": figures.declarations.model_dump(mode="json"),
        "elections": figures.elections.model_dump(mode="json"),
        "readings": {
            id_: {"choice": reading.choice, "confirmed": reading.confirmed}
            for id_, reading in figures.readings.chosen.items()
        },
    }


def figures_fingerprint(figures: "Figures") -> str:
    """SHA-256 of the canonical JSON (RFC 8785) of the figures that can decide."""
    return fingerprint(deciding_content(figures))
