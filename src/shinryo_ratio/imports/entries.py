"""The outline of a statement: each row with its part, and where it stands as far as that is told."""

from dataclasses import dataclass, field

from shinryo_ratio.imports.headings import Word
from shinryo_ratio.imports.rows import Row


@dataclass(slots=True)
class Standing:
    """Where an account stands, as far as it is told."""

    side: str | None = None
    section: str | None = None
    business: str | None = None
    group: str | None = None


@dataclass(slots=True)
class Entry:
    """A row in the outline of the statement.

    Attributes:
        part: account, sub, heading, total, result, note or repeated.
        word: of a heading or total, what its name means.
        before: of a heading, the standing outside of it.
        parent: of a 補助科目 row, the position of the account it details, if that has a row.
        within: the name of the nearest parent by depth that is no section of the statement.
        members: of a parent by depth, the positions of the accounts below it.
    """

    row: Row
    part: str
    standing: Standing = field(default_factory=Standing)
    word: Word | None = None
    before: Standing = field(default_factory=Standing)
    parent: int | None = None
    within: str = ""
    members: list[int] = field(default_factory=list)
