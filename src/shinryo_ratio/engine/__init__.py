"""The engine: reads the placement table for each line, decides exactly, explains by codes."""

from shinryo_ratio.engine.assessing import assess, compare, decide_year, governing, refusals
from shinryo_ratio.engine.assessment import (
    Assessment,
    Bounds,
    BridgeStep,
    Comparison,
    IncomeRatioTest,
    ItemSum,
    LineTrace,
    Margins,
    Notice,
    OpenFact,
    OpenReading,
    Ratio,
    SiblingTest,
    Threshold,
)

__all__ = [
    "Assessment",
    "Bounds",
    "BridgeStep",
    "Comparison",
    "IncomeRatioTest",
    "ItemSum",
    "LineTrace",
    "Margins",
    "Notice",
    "OpenFact",
    "OpenReading",
    "Ratio",
    "SiblingTest",
    "Threshold",
    "assess",
    "compare",
    "decide_year",
    "governing",
    "refusals",
]
