"""The closed lists of codes, each with its words."""

from typing import Any

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.language import Language


def codes(lang: Language) -> dict[str, Any]:
    """Every code that an assessment, a problem or a figures document may carry, with its words."""
    from shinryo_ratio.law import readings, shipped_law
    from shinryo_ratio.messages.facts import FACTS
    from shinryo_ratio.messages.problems import PROBLEMS
    from shinryo_ratio.messages.reasons import REASONS
    from shinryo_ratio.messages.terms import CERTAINTIES, NOT_TESTED, STATUSES, TESTS, UNDECIDED, VERDICTS
    from shinryo_ratio.messages.warnings import WARNINGS

    return {
        "schema": "shinryo-ratio/codes/1",
        "rulesets": {
            ruleset.id: ruleset.citation for held in shipped_law().all_types() for ruleset in held.rulesets
        },
        "verdicts": {code: words[lang] for code, words in VERDICTS.items()},
        "certainties": {code: words[lang] for code, words in CERTAINTIES.items()},
        "statuses": {code: words[lang] for code, words in STATUSES.items()},
        "tests": {code: words[lang] for code, words in TESTS.items()},
        "verdict_reasons": {code: words[lang] for code, words in (UNDECIDED | NOT_TESTED).items()},
        "line_reasons": {code: words.name[lang] for code, words in REASONS.items()},
        "facts": {code: words.name[lang] for code, words in FACTS.items()},
        "warnings": {code: words[lang] for code, words in WARNINGS.items()},
        "problems": {code: words[lang][0] for code, words in PROBLEMS.items()},
        "readings": {id_: getattr(reading.question, lang) for id_, reading in readings().items()},
        "kinds": _first_terms(v.KINDS),
        "businesses": _first_terms(v.BUSINESSES),
        "sections": _first_terms(v.SECTIONS),
        "corporation_types": _first_terms(v.CORPORATION_TYPES),
        "legal_forms": _first_terms(v.LEGAL_FORMS),
        "bases": _first_terms(v.BASES),
        "accounting_standards": _first_terms(v.ACCOUNTING_STANDARDS),
        "units": _first_terms(v.UNITS),
        "grant_purposes": _first_terms(v.GRANT_PURPOSES),
        "foreign_patient_charges": _first_terms(v.FOREIGN_PATIENT_CHARGES),
        "choices": _first_terms(v.CHOICES),
    }


def _first_terms(words: v.Words) -> dict[str, str]:
    return {code: terms[0] for code, terms in words.items()}
