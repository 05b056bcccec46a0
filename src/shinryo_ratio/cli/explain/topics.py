"""What can be explained: every word of the figures, every code, every rule set."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from shinryo_ratio.cli.law.data import listed, not_found, ruleset_data
from shinryo_ratio.cli.pages import DEFINITION, Page
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS, fold, terms_of
from shinryo_ratio.messages import kinds as explained
from shinryo_ratio.messages.facts import FACTS
from shinryo_ratio.messages.glossary import ASKED, GLOSSARY
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.messages.problems import PROBLEMS
from shinryo_ratio.messages.reasons import REASONS
from shinryo_ratio.messages.terms import NOT_TESTED, STATUSES, TESTS, UNDECIDED, VERDICTS, term
from shinryo_ratio.messages.warnings import WARNINGS

if TYPE_CHECKING:
    from shinryo_ratio.law import Law

_PLACEHOLDER: Final = re.compile(r"\{\w+\}")
_FORMS: Final[dict[str, Phrase]] = {
    "kind": phrase("区分", "kind"),
    "business": phrase("業務", "business"),
    "section": phrase("損益区分", "section"),
    "type": phrase("法人区分", "corporation type"),
    "field": phrase("収益の行の項目", "field of a revenue line"),
    "reading": phrase("取扱い", "reading"),
    "problem": phrase("入力の誤り", "problem"),
    "reason": phrase("行の理由", "reason of a line"),
    "warning": phrase("注意", "warning"),
    "ruleset": phrase("規定", "rule set"),
    "verdict": phrase("判定", "verdict"),
    "test": phrase("要件", "test"),
    "status": phrase("確からしさ", "status"),
    "word": phrase("報告の語", "word of the reports"),
}


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing explained, as a page and as data."""

    page: Page
    data: dict[str, Any]


Builder: TypeAlias = "Callable[[str, Law, Language], Topic]"


def topics_of(written: str, law: "Law", lang: Language) -> list[Topic]:
    """Everything that a word may mean.

    Raises:
        NotFoundError: where it means nothing; the text says what is near.
        FiguresError: with the problems of an own law file.
    """
    named: dict[str, dict[tuple[str, str], None]] = {}
    spellings: dict[str, str] = {}
    for spelling, form, code in _known(law):
        key = fold(spelling)
        spellings.setdefault(key, spelling)
        named.setdefault(key, {})[form, code] = None
    found = named.get(fold(written))
    if found is None:
        raise _unknown(written, spellings, lang)
    return [_BUILDERS[form](code, law, lang) for form, code in found]


def _unknown(written: str, spellings: dict[str, str], lang: Language) -> Exception:
    inside = [spelling for key, spelling in spellings.items() if fold(written) in key]
    return not_found(written, spellings.values(), lang, near=inside[:6], instead=ASKED[lang])


def _known(law: "Law") -> Iterator[tuple[str, str, str]]:
    """Each (spelling, form, code)."""
    vocabularies = (
        ("kind", v.KINDS), ("business", v.BUSINESSES), ("section", v.SECTIONS), ("type", v.CORPORATION_TYPES),
        ("field", {name: field.terms for name, field in FORMS["line"].items()}),
    )  # fmt: skip
    for form, words in vocabularies:
        for spelling, code in terms_of(words):
            yield spelling, form, code
    for held in law.all_types():
        for ruleset in held.rulesets:
            yield ruleset.id, "ruleset", ruleset.id
    for form, codes in (
        ("reading", v.ReadingId.__args__),  # type: ignore[attr-defined]
        ("reason", REASONS), ("warning", WARNINGS), ("problem", PROBLEMS), ("verdict", _OUTCOMES),
        ("test", TESTS), ("status", STATUSES),
    ):  # fmt: skip
        for code in codes:
            yield code, form, code
    for code, verdict in VERDICTS.items():
        yield verdict["ja"], "verdict", code
    for code, word in GLOSSARY.items():
        for spelling in (code, word.title["ja"], word.title["en"], *word.spellings):
            yield spelling, "word", code


_OUTCOMES: Final = {**VERDICTS, **UNDECIDED, **NOT_TESTED}


def titled(form: str, code: str, words: str, lang: Language) -> Page:
    """A page with its title: what sort of thing it is, its words and its code."""
    page = Page()
    name = code if words == code or not words else f"{words} ({code})"
    page.title(f"{_FORMS[form][lang]}: {name}")
    return page


def _kind(code: str, law: "Law", lang: Language) -> Topic:
    from shinryo_ratio.cli.explain.kind import kind_topic

    return kind_topic(code, law, lang)


def _word(form: str, explanations: "dict[str, Phrase] | Any") -> Builder:
    def build(code: str, law: "Law", lang: Language) -> Topic:
        page = titled(form, code, term(form, code, lang), lang)
        text = explanations[code][lang]
        page.text(text)
        if form == "business":
            page.pairs(*_scope(code, law, lang))
        return Topic(page, {"form": form, "code": code, "text": text})

    return build


def _scope(business: str, law: "Law", lang: Language) -> Iterator[tuple[str, str]]:
    """Whether a business is in either denominator, with the article."""
    inside = phrase("分母に含む", "in the denominator")
    outside = phrase("分母に含まない", "out of the denominator")
    unknown = phrase(
        "性質による（分からない間は不明として扱う）", "by its nature; unknown until it is stated"
    )
    for definition in ("old", "revised"):
        scope = law.of_type("social").last_of(definition).denominator
        words = unknown if business == "ancillary" else outside
        words = inside if business in scope.businesses else words
        yield DEFINITION[definition][lang], f"{words[lang]} ({scope.words}; {scope.citation})"


def _type(code: str, law: "Law", lang: Language) -> Topic:
    from shinryo_ratio.cli.law.page import list_page

    held = law.of_type(code)
    page = titled("type", code, term("type", code, lang), lang)
    page.extend(Page(list_page([held], lang).blocks[1:]))
    return Topic(page, {"form": "type", "code": code, "rulesets": list(listed(held))})


def _ruleset(code: str, law: "Law", lang: Language) -> Topic:
    from shinryo_ratio.cli.law.page import ruleset_page

    held = law.of_type(code.partition("/")[0])
    ruleset = next(one for one in held.rulesets if one.id == code)
    return Topic(ruleset_page(held, ruleset, lang), {"form": "ruleset", **ruleset_data(held, ruleset)})


def _field(code: str, law: "Law", lang: Language) -> Topic:
    words = FORMS["line"][code]
    page = titled("field", code, words.terms[0] if lang == "ja" else "", lang)
    taking = [kind for kind, facts in v.FACTS_OF_KIND.items() if code in facts]
    separator = ", " if lang == "en" else "、"
    kinds = separator.join(f"{term('kind', kind, lang)} ({kind})" for kind in taking)
    fact = FACTS.get(code)
    values = separator.join(spelling for spelling, _ in terms_of(words.words)) if words.words else ""
    page.pairs(
        (phrase("意味", "meaning")[lang], fact.name[lang] if fact else ""),
        (phrase("書ける区分", "kinds that take it")[lang], kinds or phrase("すべて", "all")[lang]),
        (phrase("書ける値", "values")[lang], values),
        (phrase("確かめること", "what to find out")[lang], fact.find_out[lang] if fact else ""),
    )
    return Topic(page, {"form": "field", "code": code, "kinds": taking})


def _reading(code: str, law: "Law", lang: Language) -> Topic:
    from shinryo_ratio.law import readings

    reading = readings()[code]
    page = titled("reading", code, "", lang)
    page.text(getattr(reading.question, lang))
    touched = [
        ruleset.id for held in law.all_types() for ruleset in held.rulesets if code in ruleset.readings
    ]
    page.pairs(
        (phrase("既定 (default)", "default")[lang], getattr(reading.default, lang)),
        (phrase("別案 (alternative)", "alternative")[lang], getattr(reading.alternative, lang)),
        (phrase("根拠", "article")[lang], reading.citation),
        (phrase("確認状況", "what is known")[lang], getattr(reading.known, lang)),
        (phrase("確からしさ", "status")[lang], STATUSES[reading.status][lang]),
        (phrase("関わる規定", "rule sets")[lang], (", " if lang == "en" else "、").join(touched)),
        (
            phrase("選び方", "how to choose")[lang],
            f"readings: {{{code}: alternative}} / --reading {code}=alternative",
        ),
    )
    return Topic(page, {"form": "reading", **reading.as_data(), "rulesets": touched})


def _problem(code: str, law: "Law", lang: Language) -> Topic:
    message, help_ = (_bare(text) for text in PROBLEMS[code][lang])
    page = titled("problem", code, "", lang)
    page.pairs(
        (phrase("誤り", "what is wrong")[lang], message), (phrase("直し方", "how to mend it")[lang], help_)
    )
    return Topic(page, {"form": "problem", "code": code, "message": message, "help": help_})


def _reason(code: str, law: "Law", lang: Language) -> Topic:
    reason = REASONS[code]
    page = titled("reason", code, reason.name[lang], lang)
    page.text(_bare(reason.sentence[lang]), reason.explanation[lang])
    return Topic(
        page,
        {
            "form": "reason", "code": code, "name": reason.name[lang],
            "sentence": _bare(reason.sentence[lang]), "explanation": reason.explanation[lang],
        },
    )  # fmt: skip


def _said(form: str, words: "dict[str, Phrase] | Any") -> Builder:
    def build(code: str, law: "Law", lang: Language) -> Topic:
        text = _bare(words[code][lang])
        page = titled(form, code, "", lang)
        page.text(text)
        return Topic(page, {"form": form, "code": code, "text": text})

    return build


def _glossary(code: str, law: "Law", lang: Language) -> Topic:
    word = GLOSSARY[code]
    page = titled("word", code, word.title[lang], lang)
    page.text(word.meaning[lang])
    return Topic(page, {"form": "word", "code": code, "text": word.meaning[lang]})


def _bare(template: str) -> str:
    """A message without its values."""
    return _PLACEHOLDER.sub("…", template)


_BUILDERS: Final[dict[str, Builder]] = {
    "kind": _kind,
    "business": _word("business", explained.BUSINESSES),
    "section": _word("section", explained.SECTIONS),
    "type": _type,
    "field": _field,
    "ruleset": _ruleset,
    "reading": _reading,
    "reason": _reason,
    "problem": _problem,
    "warning": _said("warning", WARNINGS),
    "verdict": _said("verdict", _OUTCOMES),
    "test": _said("test", TESTS),
    "status": _said("status", STATUSES),
    "word": _glossary,
}
