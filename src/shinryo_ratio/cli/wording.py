"""The language of help pages, told before the commands are built."""

from typing import Final

from shinryo_ratio.messages.language import Language

_CURRENT: Final[dict[str, Language]] = {"lang": "ja"}


def speak(lang: Language) -> None:
    """Let help pages that are built from now on speak a language."""
    _CURRENT["lang"] = lang


def say(ja: str, en: str) -> str:
    """One of two wordings, by the language of the help pages."""
    return en if _CURRENT["lang"] == "en" else ja
