"""The forms that revenue lines take in a batch: judged once by the models, and then remembered.

What a line says beside its name, its amount and its remarks is one of a few hundred combinations. A
combination that the models have accepted is accepted again at a glance; whatever is not known to be right, or
is written in any other way, is left to the models, which say what is wrong.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, TypeAlias

from pydantic import Field, TypeAdapter, ValidationError

from shinryo_ratio.engine.effects import SIMPLE, Effect
from shinryo_ratio.engine.standing import Look
from shinryo_ratio.figures import ChildbirthLine, RevenueLine
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.checks import statement_total
from shinryo_ratio.figures.fields import MOST_YEN
from shinryo_ratio.figures.words import FORMS, key_of, to_codes
from shinryo_ratio.law.placement import PLACED_FACTS, Shape, effective_section

if TYPE_CHECKING:
    from shinryo_ratio.batch.cells import Layout

_MOST: Final = 4096
"""Combinations remembered; the memory stays bounded whatever comes."""

_TEXTS: Final = ("name", "id", "facility", "note")
_COUNTED: Final = ("deliveries", "delivery_count")
FREE: Final = {*_TEXTS, *_COUNTED, "amount"}
"""What does not make the form of a line."""

_NEEDED: Final = {"name", "amount", "kind"}
_NUMBERS: Final = (int, float)
_LINE: Final[TypeAdapter[RevenueLine]] = TypeAdapter(Annotated[RevenueLine, Field(discriminator="kind")])


class LineForm(NamedTuple):
    """What lines that say the same add, and what they must keep to.

    Attributes:
        least, most: the amounts they may have, in yen.
        way: how they add.
        simple: whether they only have to be added up by their way.
        is_birth: whether they are childbirth, which the models read line by line.
        posted: the total of the statement that they belong to; None where they are internal.
    """

    least: int
    most: int
    way: int
    simple: bool
    is_birth: bool
    effect: Effect
    posted: str | None


PlainForm: TypeAlias = tuple[int, int, int, bool, bool, Effect, str | None]
"""A `LineForm` as it is remembered: what is no class of its own is taken apart several times as fast."""


class Columns(NamedTuple):
    """The keys of a line as written, and the forms known of lines with these keys.

    Attributes:
        deciding: the keys that make the form, as written, by their codes.
        of: takes their values.
        counted: the keys of deliveries, as written, which stand on childbirth alone.
        flags: those of them whose values are booleans: 1 is not true, though Python finds them equal.
        texts: the name and the remarks that are there.
        coded: whether the keys are written in codes.
    """

    deciding: Mapping[str, str]
    amount: str
    of: Callable[[dict[str, Any]], Any]
    flags: tuple[str, ...]
    texts: tuple[str, ...]
    coded: bool
    size: int
    forms: dict[Any, PlainForm]
    counted: tuple[str, ...]

    @classmethod
    def of_keys(cls, by_code: Mapping[str, str]) -> "Columns":
        """The columns of a line with these keys."""
        deciding = {code: key for code, key in by_code.items() if code not in FREE}
        flags = tuple(key for code, key in deciding.items() if FORMS["line"][code].words is v.BOOLEANS)
        return cls(
            amount=by_code["amount"],
            deciding=deciding,
            of=itemgetter(*deciding.values()),
            flags=flags,
            texts=tuple(key for code, key in by_code.items() if code in _TEXTS),
            coded=all(code == key for code, key in by_code.items()),
            size=len(by_code),
            forms={},
            counted=tuple(key for code, key in by_code.items() if code in _COUNTED),
        )


PlainColumns: TypeAlias = tuple[
    Mapping[str, str],
    str,
    Callable[[dict[str, Any]], Any],
    tuple[str, ...],
    tuple[str, ...],
    bool,
    int,
    dict[Any, PlainForm],
    tuple[str, ...],
]
"""`Columns` as they are remembered, likewise."""


class Totals(NamedTuple):
    """The lines of a document added up, in yen.

    Attributes:
        simply: by their way, those that add simply.
        by_effect: the others.
        births: the fees and counts of childbirth among them.
        posted: by the total of the statement that they belong to; None where none is stated.
        absolute: the sum of the absolute amounts.
        keys: how many keys the lines have, those of their deliveries too.
    """

    simply: list[int]
    by_effect: dict[Effect, int]
    births: dict[Effect, list[tuple[int, int]]]
    posted: dict[str | None, int] | None
    absolute: int
    keys: int


class Lines:
    """Adds up the lines of documents of one accounting standard that are looked at in one way."""

    def __init__(self, standard: str, look: Look) -> None:
        self._standard, self._look = standard, look
        self._columns: dict[tuple[str, ...], PlainColumns] = {}
        self._of_cells: dict[tuple[str, ...], dict[Any, PlainForm]] = {}
        self._known = 0

    def totals(self, lines: list[dict[str, Any]], *, posted: bool) -> Totals | None:
        """The lines of a document added up; None where one of them is not known to be right.

        Raises:
            TypeError: where a line, or what makes its form, is no value of a figures document.
        """
        known = self._columns
        simply = [0] * len(SIMPLE)
        by_effect: dict[Effect, int] = {}
        births: dict[Effect, list[tuple[int, int]]] = {}
        posts: dict[str | None, int] = {}
        keys = 0
        for line in lines:
            written = tuple(line)
            columns = known.get(written) or self._read_keys(written)
            if columns is None:
                return None
            _, amount_key, of, flags, texts, coded, size, forms, _ = columns
            form = forms.get(of(line)) or self._read_form(Columns(*columns), line)
            if form is None:
                return None
            least, most, way, simple, is_birth, effect, post = form
            amount = line[amount_key]
            if amount.__class__ is not int or not least <= amount <= most:
                return None
            for key in texts:
                text = line[key]
                if text.__class__ is not str or not text:
                    return None
            for key in flags:
                if line[key].__class__ in _NUMBERS:
                    return None
            keys += size
            if posted:
                posts[post] = posts.get(post, 0) + amount
            if simple:
                simply[way] += amount
                continue
            by_effect[effect] = by_effect.get(effect, 0) + amount
            if is_birth:
                deliveries = _deliveries(line if coded else _coded(line))
                if deliveries is None:
                    return None
                births.setdefault(effect, []).extend(deliveries)
                keys += 2 * len(deliveries)
        absolute = sum(simply) + sum(map(abs, by_effect.values()))
        return Totals(simply, by_effect, births, posts if posted else None, absolute, keys)

    def forms_of_cells(self, layout: "Layout") -> dict[Any, PlainForm]:
        """The forms known of rows with this layout, by the cells that make them."""
        return self._of_cells.setdefault(tuple(layout.fields), {})

    def form_of_cells(self, layout: "Layout", cells: list[str]) -> PlainForm | None:
        """The form of a row that was not met before; None where the models refuse it."""
        model = _model(_coded(layout.line(cells)))
        if model is None:
            return None
        self._make_room()
        form = self.forms_of_cells(layout)[layout.deciding(cells)] = self._form_of(model)[:]
        return form

    def _read_keys(self, written: tuple[str, ...]) -> PlainColumns | None:
        """The columns of keys that were not met before; None where one is unknown, lacking or said twice."""
        codes = codes_of("line", written)
        if codes is None or not _NEEDED.issubset(codes):
            return None
        by_code = dict(zip(codes, written, strict=True))
        self._make_room()
        columns = self._columns[written] = Columns.of_keys(by_code)[:]
        return columns

    def _read_form(self, columns: Columns, line: dict[str, Any]) -> PlainForm | None:
        """The form of a line that was not met before; None where the models refuse it."""
        said = {key: line[key] for key in columns.deciding.values()}
        model = _model(_coded({**said, **dict.fromkeys(columns.counted)}))
        if model is None:
            return None
        self._make_room()
        form = columns.forms[columns.of(line)] = self._form_of(model)[:]
        return form

    def _form_of(self, line: RevenueLine) -> LineForm:
        facts = tuple(getattr(line, name) for name in PLACED_FACTS.get(line.kind, ()))
        section = effective_section(line.kind, line.section, self._standard)
        effect = self._look.effect(Shape(line.kind, line.business, section, facts), internal=line.internal)
        is_birth = isinstance(line, ChildbirthLine)
        return LineForm(
            least=min(0, line.amount * MOST_YEN),
            most=max(0, line.amount * MOST_YEN),
            way=effect.way,
            simple=effect.way in SIMPLE and line.amount > 0 and not is_birth,
            is_birth=is_birth,
            effect=effect,
            posted=None if line.internal else statement_total(line.section, line.business),
        )

    def _make_room(self) -> None:
        self._known += 1
        if self._known > _MOST:
            self._columns.clear()
            for forms in self._of_cells.values():
                forms.clear()
            self._known = 0


@lru_cache(maxsize=1024)
def codes_of(form: str, written: tuple[str, ...]) -> tuple[str, ...] | None:
    """The codes of the keys of a mapping as written; None where one is unknown or said twice."""
    codes = tuple(key_of(form, key) for key in written)
    known = tuple(code for code in codes if code is not None)
    return known if len(set(known)) == len(codes) else None


def _coded(line: dict[str, Any]) -> dict[str, Any]:
    """A line in codes; empty, which no model takes, where a key is said twice."""
    coded = to_codes({"revenue": [line]})
    found: dict[str, Any] = {} if coded.twice else coded.document["revenue"][0]
    return found


def _model(coded: dict[str, Any]) -> RevenueLine | None:
    """A line with these facts, and an amount of the sign that it must have."""
    for amount in (1, -1):
        try:
            return _LINE.validate_python({**coded, "name": "-", "amount": amount})
        except ValidationError:
            continue
    return None


def _deliveries(line: dict[str, Any]) -> list[tuple[int, int]] | None:
    """The fees and counts of childbirth, where they are plain numbers that make up its amount."""
    stated = line.get("deliveries")
    if stated.__class__ is not list or not stated:
        return None
    deliveries = [(each["fee"], each["count"]) for each in stated if len(each) == 2]
    if len(deliveries) < len(stated):
        return None
    for fee, count in deliveries:
        if fee.__class__ is not int or count.__class__ is not int:
            return None
    if "delivery_count" not in line:
        return deliveries if make_up(deliveries, line["amount"], None) else None
    counted = line["delivery_count"]
    agree = counted.__class__ is int and make_up(deliveries, line["amount"], counted)
    return deliveries if agree else None


def make_up(deliveries: list[tuple[int, int]], amount: int, counted: int | None) -> bool:
    """Whether fees and counts are such as the models take, and make up the amount and, if said, the count.

    Args:
        deliveries: the fee of each in yen, and the count.
        amount: of the line, in yen.
        counted: how many deliveries it says there were.
    """
    for fee, count in deliveries:
        if not 0 <= fee <= MOST_YEN or not 0 < count <= MOST_YEN:
            return False
    if sum([fee * count for fee, count in deliveries]) != amount:
        return False
    return counted is None or counted == sum([count for _, count in deliveries])
