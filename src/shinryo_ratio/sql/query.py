"""The query: from lines to verdicts and margins, in standard SQL over whole numbers.

It reads the table `lines` (one row a revenue line, columns as the contract names them) and the law's tables
(`tables`, `placement`). It uses joins, CASE, SUM, LEAST, GREATEST and MOD over BIGINT; nothing that only one
database has. Each step is a named part that can be read and run by itself.

What SQL does not decide it says: `needs_assess` is true for a corporation with an unknown fact, with a line
that contradicts the contract, or whose certainty hangs on how readings play together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from shinryo_ratio.figures.fields import MOST_YEN
from shinryo_ratio.figures.parts import LAST_START
from shinryo_ratio.sql import margins
from shinryo_ratio.sql.placement import WRITTEN, measured, sums
from shinryo_ratio.sql.tables import literal, turning_days

if TYPE_CHECKING:
    from shinryo_ratio.law import TypeLaw

LINES: Final[Mapping[str, str]] = {
    "line": "BIGINT", "reference": "VARCHAR", "corporation_name": "VARCHAR", "corporation_type": "VARCHAR",
    "legal_form": "VARCHAR", "fiscal_year_start": "DATE", "fiscal_year_end": "DATE",
    "accounting_standard": "VARCHAR", "covid_elected": "BOOLEAN", "choices": "VARCHAR",
    "name": "VARCHAR", "amount": "BIGINT", "kind": "VARCHAR", "business": "VARCHAR", "section": "VARCHAR",
    "same_tariff": "BOOLEAN", "commissioned_by_public_body": "BOOLEAN", "granted_for": "VARCHAR",
    "covid": "BOOLEAN", "designated_manager": "BOOLEAN", "copayment": "BOOLEAN",
    "deliveries_stated": "BOOLEAN", "internal": "BOOLEAN", "unclear": "BOOLEAN",
}  # fmt: skip
"""The columns of `lines`, amounts in yen; beside them one for each cap, by the name of `up_to`.

`line` is the number of the row in the input; `unclear` marks a row of which something could not be read.
"""

RESULT: Final = (
    "line", "reference", "corporation_name", "fiscal_year_start", "needs_assess", "verdict", "reason_code",
    "certainty", "ruleset", "status", "numerator", "denominator", "percent_thousandths",
    *margins.NAMES,
)  # fmt: skip
"""The columns of the result: one row for each corporation and fiscal year, sums in yen."""

_WHOSE: Final = (
    "reference", "corporation_name", "corporation_type", "legal_form", "fiscal_year_start", "fiscal_year_end",
    "accounting_standard", "covid_elected", "choices",
)  # fmt: skip


def up_to(cap: int) -> str:
    """The column with what counts of the deliveries of a line where each counts up to a cap, in yen."""
    return f"up_to_{cap}"


def query(
    types: "Sequence[TypeLaw]", kinds: Sequence[str], caps: Sequence[int], columns: Collection[str]
) -> str:
    """The query under the law of these types, with limbs of these kinds and these caps of a delivery.

    `columns`: those that `lines` has, of `LINES` and `up_to`.
    """
    parts = {
        "governed": _governed(types, caps, columns),
        "placed": _placed(kinds, caps, columns),
        "summed": _summed(kinds, columns),
        "ruled": _ruled(columns),
        "limbs": _limbs(kinds, columns),
        "decided": _decided(kinds),
        "certain": _certain(kinds),
        **dict(_searched(kinds)),
    }
    text = ",\n".join(f"{name} AS (\n{_indented(part)}\n)" for name, part in parts.items())
    return f"WITH {text}\n{_result(list(parts)[-1])}"


def who(reference: str | None, name: str) -> str:
    """What tells corporations apart: the reference, where there is one, or else the name; blank is NULL."""
    return said(name) if reference is None else f"COALESCE({said(reference)}, {said(name)})"


def said(text: str) -> str:
    """A text without the blanks around it; NULL where it says nothing."""
    return f"NULLIF(TRIM({text}), '')"


def _indented(text: str) -> str:
    return "\n".join("    " + line for line in text.splitlines())


def _governed(types: "Sequence[TypeLaw]", caps: Sequence[int], columns: Collection[str]) -> str:
    """Each line with the day since when the law of its year stands, and whether deliveries are stated."""
    days = sorted({day for held in types for day in turning_days(held)}, reverse=True)
    since = "\n".join(f"    WHEN fiscal_year_start >= {literal(day)} THEN {literal(day)}" for day in days)
    births = ""
    if "deliveries_stated" in columns:
        agree = " AND ".join(f"{up_to(cap)} BETWEEN 0 AND amount" for cap in caps) or "FALSE"
        births = f"""
  CASE
    WHEN deliveries_stated THEN CASE WHEN {agree} THEN TRUE END
    ELSE FALSE
  END AS births,"""
    return f"""\
SELECT
  lines.*,{births}
  CASE
{since}
  END AS since
FROM lines"""


def _placed(kinds: Sequence[str], caps: Sequence[int], columns: Collection[str]) -> str:
    """Each line with what a yen of it adds, and its yen where it is clear.

    A line that finds no placement is not for SQL to decide: it has no yen. One of capped deliveries stands
    twice: with its amount, and with what counts of it.
    """
    shape = "\n  AND ".join(
        f"(w.{name} IS NOT DISTINCT FROM g.{name})" if name in columns else f"w.{name} {unsaid}"
        for name, unsaid in WRITTEN.items()
    )
    births, amount = "FALSE", "g.amount"
    if "deliveries_stated" in columns:
        births = "g.births"
        whens = " ".join(f"WHEN p.cap = {cap} THEN g.{up_to(cap)}" for cap in caps)
        amount = f"CASE {whens} ELSE g.amount END" if whens else amount
    chosen = "".join(
        f"\n  AND (p.{name} {test} g.{name})"
        for name, test in (("covid_elected", "="), ("choices", "IS NOT DISTINCT FROM"))
        if name in columns
    )
    internal = ("internal",) if "internal" in columns else ()
    return f"""\
SELECT
  {", ".join(f"g.{name}" for name in ("line", *_present(columns), *internal))},
  {", ".join(f"p.{name}" for name in sums(kinds))},
  CASE
    WHEN g.unclear THEN NULL
    WHEN g.name <> '' AND g.amount BETWEEN p.least AND p.most THEN {amount}
  END AS yen
FROM governed g
LEFT JOIN shapes w
  ON {shape}
  AND w.deliveries = {births}
LEFT JOIN placement p
  ON p.shape = w.shape
  AND p.corporation_type = g.corporation_type
  AND p.since = g.since{chosen}"""


def _present(columns: Collection[str]) -> list[str]:
    """The columns that say whose a line is, and what holds for all of its lines."""
    return [name for name in _WHOSE if name in columns]


def _summed(kinds: Sequence[str], columns: Collection[str]) -> str:
    """The sums of each corporation and fiscal year, in yen; `unclear` counts the lines without any.

    What is internal counts in no sum but that of what is stated.
    """
    yen = "CASE WHEN internal THEN 0 ELSE yen END" if "internal" in columns else "yen"
    stated, *others = sums(kinds)
    summed = ",\n  ".join(f"SUM({name} * {yen}) AS {name}" for name in others)
    return f"""\
SELECT
  MIN(line) AS line, {", ".join(_present(columns))},
  COUNT(*) - COUNT(yen) AS unclear,
  SUM({stated} * yen) AS {stated},
  {summed}
FROM placed
GROUP BY {", ".join(_present(columns))}"""


def _ruled(columns: Collection[str]) -> str:
    """Each corporation with the ruling on its fiscal year, and whether all is said and said once."""
    year_after = "s.fiscal_year_start + INTERVAL '1' YEAR"
    doubts = [
        f"s.unclear > 0 OR s.stated > {MOST_YEN} OR a.corporation_type IS NULL",
        "s.corporation_name IS NULL OR TRIM(s.corporation_name) = ''",
        "t.fiscal_year_start IS NOT NULL",
        f"s.fiscal_year_start > DATE '{LAST_START.isoformat()}'",
    ]
    end = year_after
    joins = [_said_otherwise(columns)]
    if "reference" in columns:
        doubts += ["TRIM(s.reference) = ''", "u.fiscal_year_start IS NOT NULL"]
        joins.append(_referred_to_in_part())
    if "fiscal_year_end" in columns:
        doubts.append(
            f"s.fiscal_year_end < s.fiscal_year_start OR s.fiscal_year_end + INTERVAL '1' DAY > {year_after}"
        )
        end = f"COALESCE(s.fiscal_year_end + INTERVAL '1' DAY, {year_after})"
    if "covid_elected" in columns:
        doubts.append(f"s.covid_elected AND (a.not_tested IS NOT NULL OR {end} <= a.covid_from)")
    form = (
        "(a.legal_form IS NOT DISTINCT FROM s.legal_form)"
        if "legal_form" in columns
        else "a.legal_form IS NULL"
    )
    whens = "\n".join(f"    WHEN {doubt} THEN TRUE" for doubt in doubts)
    joined = "\n".join(joins)
    return f"""\
SELECT
  s.*, a.ruleset, a.not_tested, a.status,
  CASE
{whens}
    ELSE FALSE
  END AS unfit
FROM summed s
LEFT JOIN legislation a
  ON a.corporation_type = s.corporation_type
  AND {form}
  AND s.fiscal_year_start BETWEEN a.first_start AND a.last_start
{joined}"""


def _said_otherwise(columns: Collection[str]) -> str:
    """The corporations of which two rows of a year do not say the same."""
    reference = "reference" if "reference" in columns else None
    here, there = who(reference, "corporation_name"), who(reference and "s.reference", "s.corporation_name")
    return f"""\
LEFT JOIN (
  SELECT {here} AS who, fiscal_year_start
  FROM summed
  GROUP BY {here}, fiscal_year_start
  HAVING COUNT(*) > 1
) t ON t.who = {there} AND t.fiscal_year_start = s.fiscal_year_start"""


def _referred_to_in_part() -> str:
    """The names of which some rows of a year have a reference and others have none."""
    return f"""\
LEFT JOIN (
  SELECT TRIM(corporation_name) AS name, fiscal_year_start
  FROM summed
  GROUP BY TRIM(corporation_name), fiscal_year_start
  HAVING COUNT({said("reference")}) BETWEEN 1 AND COUNT(*) - 1
) u ON u.name = TRIM(s.corporation_name) AND u.fiscal_year_start = s.fiscal_year_start"""


def _limbs(kinds: Sequence[str], columns: Collection[str]) -> str:
    """The sums as whole numbers, with the smallest denominator at which each limb holds."""
    _, *summed = sums(kinds)
    cast = ",\n    ".join(
        f"CAST(CASE WHEN unfit THEN 0 ELSE {name} END AS BIGINT) AS {name}" for name in summed
    )
    opens = "".join(
        f",\n  {margins.whole_quotient(smallest, f'{kind}_portion')} AS {kind}_opens"
        for kind in kinds
        for smallest in [f"({kind}_whole * {measured(kind)} + {kind}_portion - 1)"]
    )
    reference = "reference" if "reference" in columns else "CAST(NULL AS VARCHAR) AS reference"
    choices = " AND (r.choices IS NOT DISTINCT FROM w.choices)" if "choices" in columns else ""
    chosen = ", choices" if "choices" in columns else ""
    return f"""\
SELECT w.*, r.threshold_portion, r.threshold_whole{opens}
FROM (
  SELECT
    line, {reference}, corporation_name, fiscal_year_start{chosen}, ruleset, not_tested, status, unfit,
    {cast}
  FROM ruled
) w
LEFT JOIN rulesets r ON r.ruleset = w.ruleset{choices}"""


def _decided(kinds: Sequence[str]) -> str:
    """The numerator with the limbs at the denominator, and the verdict by cross-multiplication."""
    limbs = "".join(
        f" + CASE WHEN {kind}_opens <= denominator THEN {kind}_resting ELSE 0 END" for kind in kinds
    )
    score = "threshold_whole * numerator > threshold_portion * denominator"
    return f"""\
SELECT
  n.*,
  CASE
    WHEN unfit THEN NULL
    WHEN not_tested IS NOT NULL THEN 'not_applicable'
    WHEN denominator <= 0 THEN 'undetermined'
    WHEN {score} THEN 'met'
    ELSE 'not_met'
  END AS verdict
FROM (
SELECT limbs.*, unconditional{limbs} AS numerator
FROM limbs
) n"""


def _certain(kinds: Sequence[str]) -> str:
    """Whether open readings can turn the verdict, as far as their bounds or one setting of them tell."""
    resting = " + ".join(["0", *(f"{kind}_resting" for kind in kinds)])
    score = "(threshold_whole * unconditional - threshold_portion * denominator)"
    held = f"({score} + threshold_whole * ({resting}))"
    return f"""\
SELECT
  decided.*,
  CASE
    WHEN verdict = 'met' AND {score} - fall > 0 THEN 'settled'
    WHEN verdict = 'not_met' AND {held} + rise <= 0 THEN 'settled'
    WHEN denominator - leaving <= 0 THEN NULL
    WHEN verdict = 'met' AND {held} - lowest <= 0 THEN 'depends_on_reading'
    WHEN verdict = 'not_met' AND {score} + highest > 0 THEN 'depends_on_reading'
  END AS certainty
FROM decided"""


def _searched(kinds: Sequence[str]) -> Iterable[tuple[str, str]]:
    """The parts that search for the margins, one on top of the other."""
    before = "certain"
    for name, columns in margins.parts(kinds).items():
        listed = ",\n  ".join(f"{text} AS {column}" for column, text in columns)
        yield name, f"SELECT\n  {before}.*,\n  {listed}\nFROM {before}"
        before = name


def _result(source: str) -> str:
    rooms = ",\n  ".join(f"{text} AS {name}" for name, text in margins.margins())
    tested = "verdict <> 'not_applicable'"
    rest = f"(100 * {margins.remainder('1000 * numerator', 'denominator')})"
    thousandths = (
        f"CASE WHEN {tested} AND denominator > 0 AND numerator >= 0 THEN\n"
        f"    100 * {margins.whole_quotient('(1000 * numerator)', 'denominator')}\n"
        f"    + {margins.whole_quotient(rest, 'denominator')}\n  END"
    )
    return f"""\
SELECT
  line, reference, corporation_name, fiscal_year_start,
  CASE
    WHEN unfit THEN TRUE
    WHEN verdict IN ('met', 'not_met') AND certainty IS NULL THEN TRUE
    ELSE FALSE
  END AS needs_assess,
  verdict,
  CASE
    WHEN verdict = 'not_applicable' THEN not_tested
    WHEN verdict = 'undetermined' THEN 'no_denominator'
  END AS reason_code,
  certainty,
  CASE WHEN {tested} THEN ruleset END AS ruleset,
  status,
  CASE WHEN {tested} THEN numerator END AS numerator,
  CASE WHEN {tested} THEN denominator END AS denominator,
  {thousandths} AS percent_thousandths,
  {rooms}
FROM {source}"""
