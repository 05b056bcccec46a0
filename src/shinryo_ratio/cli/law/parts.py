"""The parts of `law table`: the law as plain tables from which a database can decide alone.

`governing` names the rule set of a corporation's fiscal year, `rulesets` its threshold, `sections` the
section that a line counts in, `placement` what its yen add; `limbs` and `caps` are the conditions on sums.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.placement import LIMB_READING
from shinryo_ratio.law.sureness import weakest
from shinryo_ratio.law.table import FACTS, Placed, Section, placed, sections
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.reasons import reason_name

if TYPE_CHECKING:
    from shinryo_ratio.law import RuleSet, TypeLaw
    from shinryo_ratio.law.model import Counted, Item

Row: TypeAlias = tuple[Any, ...]
Columns: TypeAlias = tuple[tuple[str, str], ...]

_DAY: Final = timedelta(days=1)
_RULESET: Final = (("ruleset", "VARCHAR(40)"), ("revision", "INTEGER"))


class Held(NamedTuple):
    """The law that is written: the chosen rule sets, and the types they are of."""

    types: "Sequence[TypeLaw]"
    rulesets: "Sequence[RuleSet]"
    lang: Language


class Part(NamedTuple):
    """One table.

    Attributes:
        table: its name in a database.
        key: its name in JSON.
        columns: names, and types in a database.
    """

    table: str
    key: str
    columns: Columns
    rows: Callable[[Held], Iterator[Row]]


# -- rule sets ----------------------------------------------------------------------------------

_RULESET_COLUMNS: Final = (
    *_RULESET, ("corporation_type", "VARCHAR(20)"), ("definition", "VARCHAR(10)"),
    ("first_start", "DATE"), ("last_start", "DATE"),
    ("threshold_numerator", "INTEGER"), ("threshold_denominator", "INTEGER"), ("covid_from", "DATE"),
    ("status", "VARCHAR(10)"), ("citation", "VARCHAR(400)"), ("amended_by", "VARCHAR(400)"),
    ("text_read_until", "DATE"), ("fingerprint", "VARCHAR(80)"),
)  # fmt: skip
"""A rule set governs the fiscal years that start from `first_start` to `last_start`; a blank one: no later
text is known. The ratio must be above the threshold. `covid_from`: the COVID measure may be elected for years
that end on or after it; blank: never.
"""


def _ruleset_rows(held: Held) -> Iterator[Row]:
    for ruleset in held.rulesets:
        measure = ruleset.covid_measure
        yield (
            ruleset.id, ruleset.entry.revision, ruleset.type, ruleset.definition,
            _day(ruleset.first), _day(ruleset.last),
            ruleset.threshold.numerator, ruleset.threshold.denominator,
            _day(measure.ends_from) if measure else None,
            ruleset.status, ruleset.citation, ruleset.entry.amended_by,
            _day(ruleset.text_read_until), ruleset.fingerprint,
        )  # fmt: skip


# -- which one governs --------------------------------------------------------------------------

_GOVERNING_COLUMNS: Final = (
    ("corporation_type", "VARCHAR(20)"), ("legal_form", "VARCHAR(20)"),
    ("first_start", "DATE"), ("last_start", "DATE"),
    ("ruleset", "VARCHAR(40)"), ("not_tested", "VARCHAR(40)"), ("status", "VARCHAR(10)"),
    ("citation", "VARCHAR(400)"),
)  # fmt: skip
"""By type, legal form as stated (blank: not stated) and the first day of the fiscal year: the rule set, or
why the corporation is not tested. Days before the first row of a type are outside the law that is held.
"""


def _governing_rows(held: Held) -> Iterator[Row]:
    from shinryo_ratio.sql.tables import legal_forms

    chosen = {ruleset.id for ruleset in held.rulesets}
    for type_law in held.types:
        for form in legal_forms(type_law.type):
            for row in _spans(type_law, form):
                if row[4] is None or row[4] in chosen:
                    yield row


def _spans(held: "TypeLaw", form: str | None) -> Iterator[Row]:
    from shinryo_ratio.law import NotTested
    from shinryo_ratio.problems import FiguresError
    from shinryo_ratio.sql.tables import turning_days

    starts = turning_days(held)
    for first, following in zip(starts, [*starts[1:], None], strict=True):
        try:
            ruling = held.governing(form, first)
        except FiguresError:
            continue  # an own law file may end: no text is held for these days
        last = following - _DAY if following else None
        names = (None, ruling.reason) if isinstance(ruling, NotTested) else (ruling.id, None)
        yield held.type, form, _day(first), _day(last), *names, ruling.status, ruling.citation


# -- conditions on sums -------------------------------------------------------------------------

_LIMB_COLUMNS: Final = (
    *_RULESET, ("kind", "VARCHAR(30)"), ("item", "VARCHAR(200)"), ("portion", "INTEGER"),
    ("whole", "INTEGER"), ("status", "VARCHAR(10)"), ("reading", "VARCHAR(40)"),
    ("alternative_portion", "INTEGER"), ("alternative_whole", "INTEGER"),
    ("alternative_status", "VARCHAR(10)"), ("citation", "VARCHAR(400)"),
)  # fmt: skip
"""おおむね: the rows of a kind that have a limb count while all lines of the kind in the denominator, those
that count without it too, are together at most portion/whole of the denominator.
"""

_CAP_COLUMNS: Final = (
    *_RULESET, ("kind", "VARCHAR(30)"), ("item", "VARCHAR(200)"), ("cap_yen", "INTEGER"),
    ("status", "VARCHAR(10)"), ("citation", "VARCHAR(400)"),
)  # fmt: skip
"""限度: of each delivery at most so many yen count."""


def _counted(held: Held) -> "Iterator[tuple[RuleSet, Item, Counted]]":
    for ruleset in held.rulesets:
        for item in ruleset.items:
            for counted in item.kinds:
                yield ruleset, item, counted


def _limb_rows(held: Held) -> Iterator[Row]:
    from shinryo_ratio.law import readings

    open_point = readings()[LIMB_READING]
    for ruleset, item, counted in _counted(held):
        limb = counted.limb
        if limb is not None:
            yield (
                ruleset.id, ruleset.entry.revision, counted.kind, item.id, *limb.at_most,
                weakest((limb.status, open_point.status)), LIMB_READING, *limb.alternative,
                weakest((limb.alternative_status, open_point.status)), limb.citation,
            )  # fmt: skip


def _cap_rows(held: Held) -> Iterator[Row]:
    for ruleset, item, counted in _counted(held):
        if counted.cap is not None:
            cap = counted.cap
            yield (
                ruleset.id, ruleset.entry.revision, counted.kind, item.id, cap.yen, cap.status, cap.citation,
            )  # fmt: skip


# -- placement ----------------------------------------------------------------------------------

SHAPE_COLUMNS: Final = (
    ("kind", "VARCHAR(30)"), ("kind_name", "VARCHAR(60)"),
    ("business", "VARCHAR(30)"), ("business_name", "VARCHAR(60)"),
    ("effective_section", "VARCHAR(20)"), ("section_name", "VARCHAR(20)"),
    *((fact, "VARCHAR(20)") for fact in FACTS),
)  # fmt: skip
_HEAD_COLUMNS: Final = (*_RULESET, ("covid_elected", "BOOLEAN"))
_OUTCOME_COLUMNS: Final = (
    ("readings", "VARCHAR(200)"), ("alternatives", "VARCHAR(200)"),
    ("open_facts", "VARCHAR(100)"), ("stated", "BOOLEAN"),
    ("numerator", "INTEGER"), ("denominator", "INTEGER"),
    ("limb_portion", "INTEGER"), ("limb_whole", "INTEGER"), ("cap_yen", "INTEGER"),
    ("item", "VARCHAR(200)"), ("reason_code", "VARCHAR(60)"), ("reason", "VARCHAR(200)"),
    ("citation", "VARCHAR(400)"), ("status", "VARCHAR(10)"),
)  # fmt: skip
OUTCOME_COLUMNS: Final = (*_HEAD_COLUMNS, *_OUTCOME_COLUMNS)
_PLACEMENT_COLUMNS: Final = (*_HEAD_COLUMNS, *SHAPE_COLUMNS, *_OUTCOME_COLUMNS)
"""What is said of each row, and its type in a database.

`readings` are those that can change the row, `alternatives` those of them that take their alternative side in
it. A blank fact is unknown, or not a fact of the kind. Of rows with `open_facts` the stated sums take the one
that is `stated`; any yen of the line may be each of them. A limb: counts while the sum of the kind is at most
portion/whole of the denominator. A cap: up to so many yen for each delivery. `status` is that of the weakest
thing that the row rests on: an item, the denominator, or a reading that would change it.
"""


def outcomes(held: Held) -> Iterator[tuple[Row, Row]]:
    """Each row of the placement table in two: by `SHAPE_COLUMNS` and by `OUTCOME_COLUMNS`."""
    for ruleset in held.rulesets:
        for found in placed(ruleset):
            yield _shape(found, held.lang), _outcome(found, ruleset.entry.revision, held.lang)


def _placement_rows(held: Held) -> Iterator[Row]:
    heads = len(_HEAD_COLUMNS)
    for shape, outcome in outcomes(held):
        yield (*outcome[:heads], *shape, *outcome[heads:])


def _shape(found: Placed, lang: Language) -> Row:
    shape = found.shape
    return (
        shape.kind, _name(v.KINDS, shape.kind, lang),
        shape.business, _name(v.BUSINESSES, shape.business, lang),
        shape.section, _name(v.SECTIONS, shape.section, lang),
        *(_fact(shape.fact(fact)) for fact in FACTS),
    )  # fmt: skip


def _outcome(found: Placed, revision: int, lang: Language) -> Row:
    row = found.row
    portion, whole = row.limb or (None, None)
    return (
        found.ruleset, revision, found.elected,
        ";".join(found.touched), ";".join(found.alternatives), ";".join(found.open), found.stated,
        int(row.numerator > 0), row.denominator, portion, whole, row.cap,
        row.item, row.reason, reason_name(row.reason, lang), row.citation, found.status,
    )  # fmt: skip


def _name(words: v.Words, code: str, lang: Language) -> str:
    return words[code][0] if lang == "ja" else code


def _fact(value: object) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


def _day(day: Any) -> str | None:
    """A day as every database reads it into a column of dates."""
    return day.isoformat() if day else None


_SECTION_COLUMNS: Final = tuple((name, "VARCHAR(30)") for name in Section._fields)

PARTS: Final = {
    "rulesets": Part("ruleset_rows", "rulesets", _RULESET_COLUMNS, _ruleset_rows),
    "governing": Part("governing_rows", "governing", _GOVERNING_COLUMNS, _governing_rows),
    "limbs": Part("limb_rows", "limbs", _LIMB_COLUMNS, _limb_rows),
    "caps": Part("cap_rows", "caps", _CAP_COLUMNS, _cap_rows),
    "sections": Part(
        "effective_sections", "effective_sections", _SECTION_COLUMNS, lambda held: iter(sections())
    ),
    "placement": Part("placement_rows", "placement", _PLACEMENT_COLUMNS, _placement_rows),
}
"""Every part, by the name that `--part` takes."""
