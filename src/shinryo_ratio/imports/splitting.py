"""What an account that mixes kinds may be split into: as last year, else as its name suggests."""

from typing import Any, NamedTuple

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.imports.accounts import Accounts
from shinryo_ratio.imports.lastyear import LastYear, Split
from shinryo_ratio.imports.placing import Line


class Candidates(NamedTuple):
    """The rows that an account may be split into.

    Attributes:
        origin: the word of the catalogue that says whence they are; None where there are none.
        rows: the fields of each row in codes; the amount is for the user to say.
    """

    origin: str | None
    rows: tuple[dict[str, Any], ...]


def candidates(line: Line, like: LastYear, accounts: Accounts) -> Candidates:
    """The candidates of a line that is left to split."""
    if splits := like.of(line.account, accounts):
        return Candidates("split-like", tuple(_fields(split, line) for split in splits))
    meaning = line.meaning
    if meaning is None or not meaning.split_into:
        return Candidates(None, ())
    suggested = [Split(f"{line.name}（{words}）", kind, "main", "") for words, kind in meaning.split_into]
    return Candidates("split-into", tuple(_fields(split, line) for split in suggested))


def _fields(split: Split, line: Line) -> dict[str, Any]:
    """Last year's name and kind, this year's business and section; those at their defaults left out."""
    fields: dict[str, Any] = {"name": split.name, "amount": 0, "kind": split.kind}
    business = line.business if line.business != "main" else split.business
    if business != "main" or split.kind in v.BUSINESS_REQUIRED_KINDS:
        fields["business"] = business
    default = v.DEFAULT_SECTIONS.get(split.kind, "operating")
    section = line.section or "operating"
    if section != default:
        fields["section"] = section
    return fields
