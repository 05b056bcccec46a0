"""Templates of figures files: valid as they stand, amounts left to fill in."""

import csv
import io
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from shinryo_ratio.cli.init.template_lines import TypicalLine, lines_of
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.messages.terms import COSTS, term
from shinryo_ratio.reports.width import width

START: Final = "2025-04-01"
_NAME: Final = phrase("○○会", "Name of the corporation")

_HEAD: Final = phrase(
    """\
# 収入要件の判定に使う入力ファイル（{type}）
# 金額の 0 を実際の額に書き換え、要らない行は消し、足りない行は足してください。
# 「#」の直後が項目名の行は、「#」を消すと有効になります。
# 分からない事実は書かないでください。「不明」として扱い、判定に影響するかどうかを示します。
# 判定: shinryo-ratio check このファイル　　語の説明: shinryo-ratio explain 語
""",
    """\
# Figures for the income requirement ({type})
# Put real amounts for the zeros, delete lines that do not apply and add those that are missing.
# A line with a field name right behind its # takes effect when the # is deleted.
# Leave out what you do not know: it is taken as unknown, and whether it matters is shown.
# Judge it: shinryo-ratio check FILE    Words: shinryo-ratio explain WORD
""",
)
SCHEMA_FILE: Final = "figures.schema.json"
_MODELINE: Final = f"# yaml-language-server: $schema={SCHEMA_FILE}"
_COMPLETION: Final = phrase(
    f"""\
# エディターの補完: このフォルダーで shinryo-ratio schema -o {SCHEMA_FILE} を実行し、次行の最初の # を消す
# {_MODELINE}""",
    f"""\
# Completion in editors: run shinryo-ratio schema -o {SCHEMA_FILE} here, and delete the first # below
# {_MODELINE}""",
)
_COMMENTS: Final[dict[str, Phrase]] = {
    "schema": phrase("書式（このまま）", "the form of this file, as it is"),
    "reference": phrase("整理番号（任意。結果にそのまま出る）", "your own reference, echoed in the result"),
    "corporation": phrase("法人", "the corporation"),
    "name": phrase("法人名（表記のまま。印刷時は前に法人区分が付く）", "its name, printed letter for letter"),
    "fiscal_year": phrase(
        "会計年度。開始日で適用する規定が決まる", "its first day decides which text governs"
    ),
    "start": phrase("開始日（2025/4/1、令和7年4月1日、R7.4.1 とも書ける）", "first day"),
    "end": phrase("終了日（省略すると開始日から1年）", "last day (a year from the first if absent)"),
    "basis": phrase("実績の区分", "what the figures are"),
    "accounting_standard": phrase("会計基準", "the standard of the statement"),
    "unit": phrase("金額の単位", "unit of the amounts"),
    "revenue": phrase(
        "収益の内訳。一つの勘定に性質の違う収入が混ざるときは行を分ける",
        "revenue lines; split an account that mixes different kinds",
    ),
    "optional": phrase(
        "どの行にも書ける項目: section（損益区分）、internal: true（法人内の取引）、id（識別記号）、"
        "facility（施設）、note（備考）",
        "any line may also have: section, internal: true (a transaction inside), id, facility, note",
    ),
    "unclassified": phrase(
        "区分が分からない行は kind: unclassified（未分類）とし、business を書く",
        "where the kind is not known write kind: unclassified, with its business",
    ),
    "costs": phrase(
        "費用（併せて判定する要件に使う。収入要件そのものには使わない）", "for the sibling tests only"
    ),
    "statement": phrase(
        "損益計算書の収益合計（法人内取引を除く）。書くと、行の合計と一致するかを確かめる",
        "revenue totals of the statement (without internal lines): the lines must add up to them",
    ),
    "declarations": phrase("申告（併せて判定する要件に使う）", "declarations, for the sibling tests"),
    "elections": phrase(
        "選択（2025年3月31日以前に始まる年度だけ）", "elections (years before 2025-04-01 only)"
    ),
    "readings": phrase(
        "取扱い: 法令の文言だけで決まらない点の選択。所轄庁に確認したら確認先と日付も書く",
        "open points of law: the side chosen, and who confirmed it when",
    ),
}
_FACTS: Final[dict[str, Phrase]] = {
    "same_tariff": phrase(
        "社会保険診療報酬と同一の基準で請求しているか (true/false)", "billed on the insurance tariff?"
    ),
    "commissioned_by_public_body": phrase(
        "国・地方公共団体の委託なら true", "true if commissioned by a public body"
    ),
    "deliveries": phrase(
        "一件の金額（円）と件数。合計は amount と一致", "fee (yen) and count; must add up to amount"
    ),
    "delivery_count": phrase("内訳が分からないときは件数だけ", "only the count, where fees are not known"),
    "granted_for": phrase("operations 運営費・fixed_assets 固定資産の取得", "operations or fixed_assets"),
    "covid": phrase("新型コロナウイルス感染症に係る補助金なら true", "true for a COVID subsidy"),
    "designated_manager": phrase("指定管理料なら true", "true for a fee of a designated manager"),
    "copayment": phrase("利用者負担分なら true", "true for the users' own share"),
}
_TOTALS: Final[dict[str, Phrase]] = {
    "main": phrase("本来業務事業収益", "main business"),
    "ancillary": phrase("附帯業務事業収益", "ancillary business"),
    "profit": phrase("収益業務事業収益", "profit business"),
    "non_operating": phrase("事業外収益", "non-operating"),
    "extraordinary": phrase("特別利益", "extraordinary"),
}
_DECLARED: Final[dict[str, tuple[str, Phrase]]] = {
    "self_pay_same_tariff": (
        "true",
        phrase("自費患者への請求が同一基準か", "self-paying patients on the tariff?"),
    ),
    "foreign_patient_charges": (
        "none",
        phrase(
            "特定外国人患者への請求: none・within_tariff・up_to_three_times_and_local_standard・other",
            "certain foreign patients: none, within_tariff, up_to_three_times_and_local_standard, other",
        ),
    ),
}


def yaml_template(type_: str, lang: Language, *, completed: bool = False) -> str:
    """A YAML file of a corporation type, every field explained.

    Args:
        type_: its code.
        lang: the language of what is explained.
        completed: whether `SCHEMA_FILE` lies beside it, so that an editor can complete what is typed.
    """
    head = _HEAD[lang].format(type=term("type", type_, lang))
    head = f"{_MODELINE}\n{head}" if completed else f"{head}{_COMPLETION[lang]}\n"
    return "\n".join([head, *_yaml_lines(type_, lang)]) + "\n"


def _yaml_lines(type_: str, lang: Language) -> Iterator[str]:
    def said(text: str, key: str, words: str = "") -> str:
        return _commented(text, _COMMENTS[key][lang] + (f": {words}" if words else ""))

    yield said("schema: shinryo-ratio/figures/1", "schema")
    yield said("#reference: A-0001", "reference")
    yield said("corporation:", "corporation")
    yield said(f"  name: {_NAME[lang]}", "name")
    yield _commented(f"  type: {type_}", term("type", type_, lang))
    if type_ in v.LEGAL_FORM_TYPES:
        forms = [code for code in v.LEGAL_FORMS if code != "other" or type_ == "welfare_hospital"]
        yield _commented("  legal_form: general", _choices(v.LEGAL_FORMS, lang, forms))
    yield said("fiscal_year:", "fiscal_year")
    yield said(f"  start: {START}", "start")
    yield said("  #end: 2026-03-31", "end")
    yield said("basis: actual", "basis", _choices(v.BASES, lang))
    yield said(
        "accounting_standard: medical_corporation",
        "accounting_standard",
        _choices(v.ACCOUNTING_STANDARDS, lang),
    )
    yield said("unit: yen", "unit", _choices(v.UNITS, lang))
    yield ""
    yield "# " + _COMMENTS["revenue"][lang]
    yield "# " + _COMMENTS["optional"][lang]
    yield "# " + _COMMENTS["unclassified"][lang]
    yield "revenue:"
    for heading, lines in groupby(lines_of(type_), lambda line: _heading(line, lang)):
        yield f"  # --- {heading} ---"
        for line in lines:
            yield from _yaml_line(line, lang)
    yield ""
    yield from _yaml_rest(lang)


def _heading(line: TypicalLine, lang: Language) -> str:
    section = v.DEFAULT_SECTIONS.get(line.kind)
    return term("section", section, lang) if section else term("business", line.business, lang)


def _yaml_line(line: TypicalLine, lang: Language) -> Iterator[str]:
    yield f"  - name: {line.name[lang]}"
    yield "    amount: 0"
    yield _commented(f"    kind: {line.kind}", f"{term('kind', line.kind, lang)}: {line.remark[lang]}")
    if line.business != "main" or line.kind in v.BUSINESS_REQUIRED_KINDS:
        yield _commented(f"    business: {line.business}", term("business", line.business, lang))
    for fact, value in line.says.items():
        yield _commented(f"    {fact}: {value}", _FACTS[fact][lang])
    for fact, value in line.asks.items():
        yield _commented(f"    #{fact}: {value}", _FACTS[fact][lang])


def _yaml_rest(lang: Language) -> Iterator[str]:
    yield _commented("#costs:", _COMMENTS["costs"][lang])
    yield from (_commented(f"#  {name}: 0", words[lang]) for name, words in COSTS.items())
    yield _commented("#statement:", _COMMENTS["statement"][lang])
    yield from (_commented(f"#  {name}: 0", words[lang]) for name, words in _TOTALS.items())
    yield _commented("#declarations:", _COMMENTS["declarations"][lang])
    yield from (_commented(f"#  {name}: {value}", words[lang]) for name, (value, words) in _DECLARED.items())
    yield _commented("#elections:", _COMMENTS["elections"][lang])
    covid = phrase("コロナ補助金を算定式に含める取扱いを選ぶか", "elect the COVID measure?")
    yield _commented("#  covid_subsidy_measure: false", covid[lang])
    yield _commented("#readings:", _COMMENTS["readings"][lang])
    yield from _yaml_readings(lang)


def _yaml_readings(lang: Language) -> Iterator[str]:
    from shinryo_ratio.law import readings

    for id_, reading in readings().items():
        yield _commented(f"#  {id_}: default", getattr(reading.question, lang))


def _commented(text: str, comment: str) -> str:
    return f"{text}{' ' * (40 - width(text))}  # {comment}"


def _choices(words: v.Words, lang: Language, codes: list[str] | None = None) -> str:
    if lang == "en":
        return ", ".join(codes or words)
    return "・".join(f"{code} {words[code][0]}" for code in codes or words)


# -- CSV ----------------------------------------------------------------------------------------

_CSV_HEADINGS: Final = {
    "ja": ("法人名", "法人区分", "法人形態", "会計年度開始", "会計年度終了"),
    "en": ("corporation_name", "corporation_type", "legal_form", "fiscal_year_start", "fiscal_year_end"),
}
_CSV_FIELDS: Final = (
    "name", "amount", "kind", "business", "section", "same_tariff", "granted_for", "covid", "delivery_count",
    "deliveries", "commissioned_by_public_body", "designated_manager", "copayment", "internal", "facility",
    "note",
)  # fmt: skip


def csv_template(type_: str, lang: Language) -> str:
    """A CSV of a corporation type; each row says its corporation and year, the last column explains."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    fields = _CSV_FIELDS if lang == "en" else [FORMS["line"][name].terms[0] for name in _CSV_FIELDS]
    writer.writerow([*_CSV_HEADINGS[lang], *fields])
    form = "general" if type_ in v.LEGAL_FORM_TYPES else ""
    whose = [
        _NAME[lang],
        _word(v.CORPORATION_TYPES, type_, lang),
        _word(v.LEGAL_FORMS, form, lang),
        START,
        "",
    ]
    for line in lines_of(type_):
        row = _csv_row(line, lang)
        writer.writerow([*whose, *(row.get(name, "") for name in _CSV_FIELDS)])
    return out.getvalue()


def _csv_row(line: TypicalLine, lang: Language) -> dict[str, str]:
    facts = {name: _fact_word(name, value, lang) for name, value in line.says.items()}
    section = v.DEFAULT_SECTIONS.get(line.kind, "operating")
    return {
        "name": line.name[lang],
        "amount": "0",
        "kind": _word(v.KINDS, line.kind, lang),
        "business": _word(v.BUSINESSES, line.business, lang),
        "section": _word(v.SECTIONS, section, lang),
        **facts,
        "note": line.remark[lang],
    }


def _word(words: v.Words, code: str, lang: Language) -> str:
    return code if lang == "en" or not code else words[code][0]


def _fact_word(name: str, value: str, lang: Language) -> str:
    words = FORMS["line"][name].words
    return _word(words, value, lang) if words else value
