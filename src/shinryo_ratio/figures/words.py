"""Reading words as people write them: 全角/半角 folded, Japanese terms beside the English codes.

`to_codes` turns a document written with Japanese keys and words into the one the models know, and keeps
where each key stood, so that an error can still point at it.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from shinryo_ratio.figures import vocabulary as v

Path: TypeAlias = tuple[str | int, ...]


class Field(NamedTuple):
    """How one key may be written, and what stands behind it.

    Attributes:
        terms: the Japanese names of the key.
        words: the closed table of its values, or None for free values.
        form: the name of the form of a nested mapping (or of each element of a list), or None.
    """

    terms: tuple[str, ...] = ()
    words: v.Words | None = None
    form: str | None = None


_AMOUNT_FORM: Final = {
    "main_business": Field(("本来業務の費用",)),
    "ordinary_expenses": Field(("経常費用",)),
    "all_businesses": Field(("全ての業務の費用",)),
    "direct_patient_care": Field(("患者のために直接必要な経費",)),
}

FORMS: Final[Mapping[str, Mapping[str, Field]]] = {
    "document": {
        "schema": Field(("書式",)),
        "reference": Field(("整理番号",)),
        "corporation": Field(("法人",), form="corporation"),
        "fiscal_year": Field(("会計年度",), form="fiscal_year"),
        "basis": Field(("実績区分",), v.BASES),
        "accounting_standard": Field(("会計基準",), v.ACCOUNTING_STANDARDS),
        "unit": Field(("単位",), v.UNITS),
        "revenue": Field(("収益",), form="line"),
        "costs": Field(("費用",), form="costs"),
        "statement": Field(("損益計算書",), form="statement"),
        "declarations": Field(("申告",), form="declarations"),
        "elections": Field(("選択",), form="elections"),
        "readings": Field(("取扱い",), form="readings"),
    },
    "corporation": {
        "name": Field(("法人名", "名称")),
        "type": Field(("法人区分",), v.CORPORATION_TYPES),
        "legal_form": Field(("法人形態",), v.LEGAL_FORMS),
    },
    "fiscal_year": {"start": Field(("開始", "自")), "end": Field(("終了", "至"))},
    "line": {
        "name": Field(("科目",)),
        "amount": Field(("金額",)),
        "kind": Field(("区分",), v.KINDS),
        "business": Field(("業務",), v.BUSINESSES),
        "section": Field(("損益区分",), v.SECTIONS),
        "same_tariff": Field(("同一基準",), v.BOOLEANS),
        "granted_for": Field(("補助目的",), v.GRANT_PURPOSES),
        "covid": Field(("コロナ",), v.BOOLEANS),
        "delivery_count": Field(("分娩件数",)),
        "deliveries": Field(("分娩内訳",), form="delivery"),
        "commissioned_by_public_body": Field(("公的受託",), v.BOOLEANS),
        "designated_manager": Field(("指定管理",), v.BOOLEANS),
        "copayment": Field(("利用者負担",), v.BOOLEANS),
        "internal": Field(("内部取引",), v.BOOLEANS),
        "id": Field(("識別記号", "行番号")),
        "facility": Field(("施設",)),
        "note": Field(("備考",)),
    },
    "delivery": {"fee": Field(("一件の金額",)), "count": Field(("件数",))},
    "costs": _AMOUNT_FORM,
    "statement": {
        "main": Field(("本来業務",)),
        "ancillary": Field(("附帯業務",)),
        "profit": Field(("収益業務",)),
        "non_operating": Field(("事業外損益", "事業外収益")),
        "extraordinary": Field(("特別損益", "特別利益")),
    },
    "declarations": {
        "self_pay_same_tariff": Field(("自費同一基準",), v.BOOLEANS),
        "foreign_patient_charges": Field(("特定外国人患者請求額",), v.FOREIGN_PATIENT_CHARGES),
    },
    "elections": {"covid_subsidy_measure": Field(("コロナ補助金の取扱い",), v.BOOLEANS)},
    "readings": {
        reading: Field(words=v.CHOICES, form="reading")
        for reading in v.ReadingId.__args__  # type: ignore[attr-defined]
    },
    "reading": {
        "choice": Field(("取扱い",), v.CHOICES),
        "confirmed_by": Field(("確認先",)),
        "date": Field(("確認日",)),
    },
}
"""Every key of a figures document, by the form (mapping) that it stands in."""


LIKELY: Final[Mapping[str, Mapping[str, str]]] = {
    "document": {
        "収入": "収益", "売上": "収益", "収益の内訳": "収益", "income": "revenue", "sales": "revenue",
        "年度": "会計年度", "事業年度": "会計年度", "year": "fiscal_year", "決算書": "損益計算書",
        "経費": "費用", "expenses": "costs", "会社": "法人", "company": "corporation",
    },
    "corporation": {
        "名前": "法人名", "法人": "法人名", "種類": "法人区分", "種別": "法人区分", "区分": "法人区分",
        "kind": "type", "形態": "法人形態", "法人格": "法人形態",
    },
    "fiscal_year": {
        "始期": "開始", "期首": "開始", "from": "start", "終期": "終了", "期末": "終了", "to": "end",
    },
    "line": {
        "名前": "科目", "名称": "科目", "account": "name", "収入": "金額", "収入金額": "金額",
        "value": "amount", "種類": "区分", "種別": "区分", "分類": "区分", "type": "kind", "事業": "業務",
        "メモ": "備考",
    },
    "delivery": {"金額": "一件の金額", "単価": "一件の金額", "amount": "fee", "number": "count"},
}  # fmt: skip
"""Words that are likely to be written for a key, by form: they are offered its name, and are not read."""


def fold(text: str) -> str:
    """The text with 全角/半角, case, blanks and - or _ folded: for keys and words, never for names."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).replace("-", "_")


def terms_of(words: v.Words) -> Iterator[tuple[str, str]]:
    """Each (spelling, code) of a table: the codes themselves, then their Japanese terms."""
    for code, terms in words.items():
        yield code, code
        for term in terms:
            yield term, code


_FOLDED: dict[int, dict[str, str]] = {}


def _folded(words: v.Words) -> dict[str, str]:
    index = _FOLDED.get(id(words))
    if index is None:
        index = _FOLDED[id(words)] = {fold(spelling): code for spelling, code in terms_of(words)}
    return index


def code_of(words: v.Words, text: str) -> str | None:
    """The code that a word stands for, or None."""
    return _folded(words).get(fold(text))


def key_of(form: str, text: str) -> str | None:
    """The key of a form that a written key stands for, or None."""
    return code_of(_KEYS[form], text)


def nearest(text: str, words: v.Words) -> str | None:
    """The known spelling nearest to a word, in the language it was written in, or None when none is near."""
    import difflib

    by_fold = {fold(spelling): spelling for spelling, _ in terms_of(words)}
    close = difflib.get_close_matches(fold(text), by_fold, n=1)
    return by_fold[close[0]] if close else None


def nearest_key(form: str, text: str, words: v.Words | None = None) -> str | None:
    """The key of a form (or of `words`) nearest to a written one, or None when none is near.

    A word that is likely to be written for a key is near to it, however it is spelled.
    """
    return LIKELY.get(form, {}).get(fold(text)) or nearest(text, words or _KEYS[form])


_KEYS: Final[Mapping[str, v.Words]] = {
    name: {key: entry.terms for key, entry in form.items()} for name, form in FORMS.items()
}


class Coded:
    """A document in codes.

    Attributes:
        document: the tree with English keys and codes; what is unknown is left as written.
        written: for a path in codes, the path as written, where the two differ in their last step.
        twice: paths (as written) of keys that say again what a sibling key said already.
    """

    def __init__(self) -> None:
        self.document: Any = None
        self.written: dict[Path, Path] = {}
        self.twice: list[Path] = []


def to_codes(document: Any) -> Coded:
    """The document with every key and word of the contract turned into its code."""
    coded = Coded()
    coded.document = _mapping(document, "document", (), (), coded)
    return coded


def _mapping(tree: Any, form: str, path: Path, written: Path, coded: Coded) -> Any:
    if not isinstance(tree, Mapping):
        return tree
    result: dict[Any, Any] = {}
    for key, value in tree.items():
        code = key_of(form, key) if isinstance(key, str) else None
        if code is None:
            result[key] = value
            continue
        here, there = (*path, code), (*written, key)
        if here != there:
            coded.written[here] = there
        if code in result:
            coded.twice.append(there)
            continue
        result[code] = _value(value, FORMS[form][code], here, there, coded)
    return result


def _value(value: Any, entry: Field, path: Path, written: Path, coded: Coded) -> Any:
    if isinstance(value, str):
        return _word(value, entry.words)
    if entry.form is None:
        return value
    if isinstance(value, Mapping):
        return _mapping(value, entry.form, path, written, coded)
    if isinstance(value, Sequence):
        return [
            _mapping(element, entry.form, (*path, index), (*written, index), coded)
            for index, element in enumerate(value)
        ]
    return value


def _word(text: str, words: v.Words | None) -> Any:
    if words is None:
        return text
    code = code_of(words, text)
    if code is None:
        return text
    return code == "true" if words is v.BOOLEANS else code
