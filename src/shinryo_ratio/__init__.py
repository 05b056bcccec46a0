"""Does a Japanese medical corporation's revenue meet the income requirement (収入要件)?

>>> from shinryo_ratio import assess, load
>>> assess(load("figures.yaml")).verdict  # doctest: +SKIP
'met'

The names are imported when they are first used, so that `import shinryo_ratio` costs nothing.
"""

from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio._version import __version__

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Comparison, assess, compare
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.law import Law
    from shinryo_ratio.problems import FiguresError, Problem
    from shinryo_ratio.readers import load, loads
    from shinryo_ratio.reports import render, to_dict

__all__ = [
    "Assessment",
    "Comparison",
    "Figures",
    "FiguresError",
    "Law",
    "Problem",
    "__version__",
    "assess",
    "compare",
    "load",
    "loads",
    "render",
    "to_dict",
]

_HOMES: Final = {
    "Assessment": "engine",
    "Comparison": "engine",
    "Figures": "figures",
    "FiguresError": "problems",
    "Law": "law",
    "Problem": "problems",
    "assess": "engine",
    "compare": "engine",
    "load": "readers",
    "loads": "readers",
    "render": "reports",
    "to_dict": "reports",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
