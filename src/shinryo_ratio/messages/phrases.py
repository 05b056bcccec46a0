"""The form of a catalogue entry, and filling one in."""

from collections.abc import Mapping
from typing import TypeAlias

from shinryo_ratio.messages.language import Language

Phrase: TypeAlias = Mapping[Language, str]
"""The same words in every language; `{name}` stands for a value."""


def phrase(ja: str, en: str) -> Phrase:
    """An entry of a catalogue."""
    return {"ja": ja, "en": en}


class _Values(dict[str, str]):
    """Values of a template; one that is lacking is no reason to fail over words."""

    def __missing__(self, key: str) -> str:
        return "?"


def fill(template: Phrase, lang: Language, values: Mapping[str, str | int]) -> str:
    """The words in a language, with the values put in; whole numbers are grouped by thousands."""
    texts = {name: value if isinstance(value, str) else f"{value:,}" for name, value in values.items()}
    return template[lang].format_map(_Values(texts))
