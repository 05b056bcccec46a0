"""What stands in the cells to fill in: of a template, or of figures that have been read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS
from shinryo_ratio.messages.language import Language
from shinryo_ratio.readers import workbook_form as form

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures

TEMPLATE_START: Final = date(2025, 4, 1)


class Typical(Protocol):
    """A line that a corporation of a type typically has."""

    @property
    def name(self) -> Mapping[Language, str]:
        """Its account."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def business(self) -> str:
        """Its business."""

    @property
    def says(self) -> Mapping[str, str]:
        """Facts that its name already says."""

    @property
    def remark(self) -> Mapping[Language, str]:
        """What belongs to it."""


class Delivered(NamedTuple):
    """A row of the sheet of deliveries; `line` is the number of the revenue line."""

    line: int
    fee: int
    births: int


class Remainder(NamedTuple):
    """What is left of an amount when the lines it is being split into have theirs.

    Attributes:
        whole: the amount that is split.
        first, last: the lines it is split into, by their positions from 0.
    """

    whole: int
    first: int
    last: int


@dataclass(slots=True)
class Entries:
    """The values of the cells to fill in, in the words of a language.

    Attributes:
        values: of the forms, by path.
        lines: of the revenue sheet, by field.
        readings: choice, who confirmed it, and when, by the id of the reading.
        remainders: the amounts that are worked out, by the position of their line.
        remarks: what stands above the lines, such as that this is a what-if.
    """

    lang: Language
    values: dict[form.Path, Any] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)
    deliveries: list[Delivered] = field(default_factory=list)
    readings: dict[str, tuple[str, str | None, date | None]] = field(default_factory=dict)
    remainders: dict[int, Remainder] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def unit(self) -> int:
        """What one unit of an amount is in yen."""
        return 1000 if self.values[("unit",)] == word(v.UNITS, "thousand_yen", self.lang) else 1


def word(words: v.Words, code: str, lang: Language) -> str:
    """A code as it is printed."""
    return code if lang == "en" or not words[code] else words[code][0]


def yes_or_no(said: bool, lang: Language) -> str:
    """A fact as it is printed."""
    return word(v.BOOLEANS, "true" if said else "false", lang)


def blank_entries(type_: str, lines: Iterable[Typical], lang: Language) -> Entries:
    """A template: typical lines, their amounts left to fill in."""
    entries = Entries(lang)
    entries.values = {
        ("corporation", "type"): word(v.CORPORATION_TYPES, type_, lang),
        ("fiscal_year", "start"): TEMPLATE_START,
        ("basis",): word(v.BASES, "actual", lang),
        ("accounting_standard",): word(v.ACCOUNTING_STANDARDS, "medical_corporation", lang),
        ("unit",): word(v.UNITS, "yen", lang),
    }
    if type_ in v.LEGAL_FORM_TYPES:
        entries.values[("corporation", "legal_form")] = word(v.LEGAL_FORMS, "general", lang)
    for line in lines:
        section = v.DEFAULT_SECTIONS.get(line.kind, "operating")
        entries.lines.append(
            {
                "name": line.name[lang],
                "kind": word(v.KINDS, line.kind, lang),
                "business": word(v.BUSINESSES, line.business, lang),
                "section": word(v.SECTIONS, section, lang),
                **{fact: _fact(fact, value, lang) for fact, value in line.says.items()},
                "note": line.remark[lang],
            }
        )
    return entries


def line_entries(fields: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    """The cells of a line, from its fields in codes."""
    return {
        name: _said(name, fields[name], ("revenue", name), lang)
        for name in form.REVENUE_FIELDS
        if fields.get(name) is not None and not (fields[name] is False and name in _DEFAULT_NO)
    }


def entries_of(figures: "Figures", lang: Language) -> Entries:
    """Figures that have been read."""
    entries = Entries(lang)
    for paths in form.FORM_OF_SHEET.values():
        for path in paths:
            value: Any = figures
            for key in path:
                value = getattr(value, key)
            if value is not None:
                entries.values[path] = _said(path[-1], value, path, lang)
    for number, line in enumerate(figures.revenue, 1):
        said = line.model_dump()
        entries.lines.append(line_entries(said, lang))
        for delivery in said.get("deliveries") or ():
            entries.deliveries.append(Delivered(number, delivery["fee"], delivery["count"]))
    for id_, chosen in figures.readings.chosen.items():
        choice = word(v.CHOICES, chosen.choice, lang)
        entries.readings[id_] = (choice, chosen.confirmed_by, chosen.date)
    return entries


_DEFAULT_NO: Final = ("commissioned_by_public_body", "covid", "designated_manager", "copayment", "internal")
"""Facts that are false where nothing is said."""


def _said(name: str, value: Any, path: form.Path, lang: Language) -> Any:
    words = words_of(path)
    if words is v.BOOLEANS:
        return yes_or_no(bool(value), lang)
    return word(words, value, lang) if words is not None else value


def _fact(name: str, value: str, lang: Language) -> str:
    words = FORMS["line"][name].words
    return word(words, value, lang) if words is not None else value


def words_of(path: form.Path) -> v.Words | None:
    """The closed table of the values of a field, or None."""
    if path[0] == "revenue":
        return FORMS["line"][path[-1]].words
    current = "document"
    words: v.Words | None = None
    for key in path:
        entry = FORMS[current][key]
        current, words = entry.form or current, entry.words
    return words
