"""The sheet that explains the kinds, businesses and sections, and holds the words of every drop-down list."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.kinds import BUSINESSES, KINDS, SECTIONS
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.readers.workbook_form import sheet_name
from shinryo_ratio.workbooks.book import Book
from shinryo_ratio.workbooks.entries import word

_TITLE: Final = phrase(
    "区分・業務・損益区分の説明と、選べる語", "Kinds, businesses, sections, and other words"
)
_WORD: Final = phrase("語", "word")
_CODE: Final = phrase("記号", "code")
_MEANING: Final = phrase("説明", "what it is")


class Group(NamedTuple):
    """The words of one drop-down list."""

    title: Phrase
    words: v.Words
    meanings: Mapping[str, Phrase]


_GROUPS: Final[tuple[Group, ...]] = (
    Group(phrase("区分", "Kinds"), v.KINDS, KINDS),
    Group(phrase("業務", "Businesses"), v.BUSINESSES, BUSINESSES),
    Group(phrase("損益区分", "Sections"), v.SECTIONS, SECTIONS),
    Group(phrase("補助目的", "Purposes of subsidies"), v.GRANT_PURPOSES, {}),
    Group(phrase("はい・いいえ（分からないときは空欄）", "Yes or no (blank: not known)"), v.BOOLEANS, {}),
    Group(phrase("法人区分", "Corporation types"), v.CORPORATION_TYPES, {}),
    Group(phrase("法人形態", "Legal forms"), v.LEGAL_FORMS, {}),
    Group(phrase("実績区分", "Basis"), v.BASES, {}),
    Group(phrase("会計基準", "Accounting standards"), v.ACCOUNTING_STANDARDS, {}),
    Group(phrase("単位", "Units"), v.UNITS, {}),
    Group(
        phrase("特定外国人患者への請求", "Charges to certain foreign patients"), v.FOREIGN_PATIENT_CHARGES, {}
    ),
    Group(phrase("取扱いの選択", "Sides of a reading"), v.CHOICES, {}),
)
_FIRST: Final = 2


def _placed() -> Iterator[tuple[int, Group]]:
    """Each group with the row of its title, from 0."""
    row = _FIRST
    for group in _GROUPS:
        yield row, group
        row += len(group.words) + 3


_ROWS: Final = {id(group.words): (row + 2, row + 1 + len(group.words)) for row, group in _placed()}


def list_of(words: v.Words, lang: Language) -> str:
    """The drop-down list of a table of words, as data validation takes it."""
    first, last = _ROWS[id(words)]
    return f"='{sheet_name('kinds', lang)}'!$A${first + 1}:$A${last + 1}"


def write_choices(book: Book) -> None:
    """The sheet of explanations."""
    lang = book.lang
    page = book.page("kinds", (34, 22, 90), landscape=True)
    page.title(book.say(_TITLE))
    for row, group in _placed():
        page.text(row, 0, book.say(group.title), "section")
        page.headings(row + 1, (book.say(_WORD), book.say(_CODE), book.say(_MEANING)), repeat=False)
        for line, code in enumerate(group.words, row + 2):
            page.text(line, 0, word(group.words, code, lang))
            page.text(line, 1, code)
            meaning = group.meanings[code][lang] if code in group.meanings else ""
            page.text(line, 2, meaning)
            page.fit(line, {2: meaning})
