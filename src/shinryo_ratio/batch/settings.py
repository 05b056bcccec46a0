"""What a run is asked to do: everything that may change a byte of its output."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from shinryo_ratio._version import __version__
from shinryo_ratio.messages.language import Language

InputFormat: TypeAlias = Literal["ndjson", "csv"]

_TABLES: Final = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Settings:
    """How the documents of a run are read and judged.

    Attributes:
        file: the name of the input as it is told in places; `-` for standard input.
        encoding: the encoding of the input, or None where each document tells its own.
        law_files: law files of the user's own, on top of the law as shipped.
    """

    file: str
    format: InputFormat = "ndjson"
    lang: Language = "ja"
    encoding: str | None = None
    law_files: tuple[Path, ...] = ()

    @classmethod
    def of(
        cls,
        file: str,
        lang: Language,
        encoding: str | None,
        law_files: tuple[Path, ...],
        format: InputFormat | None = None,
    ) -> "Settings":
        """The settings of a file, whose suffix tells whether it is a table where nothing else does."""
        by_suffix: InputFormat = "csv" if Path(file).suffix.lower() in _TABLES else "ndjson"
        return cls(file, format or by_suffix, lang, encoding, law_files)

    def identity(self) -> dict[str, Any]:
        """The settings as plain data, the law files by what they say: equal where outputs must be equal.

        Raises:
            OSError: where a law file cannot be read.
        """
        told = asdict(self)
        told["law_files"] = [hashlib.sha256(path.read_bytes()).hexdigest() for path in self.law_files]
        return {**told, "version": __version__}
