"""The law (法令): dated rule sets as data, the one that governs, and the placement table it gives."""

from shinryo_ratio.law.book import Law, as_law, shipped_law, superseded
from shinryo_ratio.law.files import readings
from shinryo_ratio.law.model import NotTested, Reading
from shinryo_ratio.law.placement import Cell, Counts, PlacementTable, Row, Shape, effective_section
from shinryo_ratio.law.ruleset import RuleSet, fingerprint
from shinryo_ratio.law.type_law import TypeLaw

__all__ = [
    "Cell",
    "Counts",
    "Law",
    "NotTested",
    "PlacementTable",
    "Reading",
    "Row",
    "RuleSet",
    "Shape",
    "TypeLaw",
    "as_law",
    "effective_section",
    "fingerprint",
    "readings",
    "shipped_law",
    "superseded",
]
