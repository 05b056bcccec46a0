"""The languages of the catalogue."""

from typing import Literal, TypeAlias

Language: TypeAlias = Literal["ja", "en"]
