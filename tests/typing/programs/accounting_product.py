"""An accounting product judges what its ledger holds, and shows a bookkeeper what is wrong or missing."""

from shinryo_ratio import Figures, FiguresError, assess

LEDGER: list[tuple[str, str, int]] = [
    ("入院診療収益（保険分）", "social_insurance", 900_000_000),
    ("室料差額収益", "room_charge", 100_000_000),
]


def figures_of(name: str, ledger: list[tuple[str, str, int]]) -> Figures:
    return Figures.model_validate(
        {
            "corporation": {"name": name, "type": "social"},
            "fiscal_year": {"start": "2025-04-01"},
            "revenue": [{"name": account, "kind": kind, "amount": yen} for account, kind, yen in ledger],
        }
    )


def headline(figures: Figures) -> str:
    try:
        assessment = assess(figures)
    except FiguresError as error:
        return "; ".join(f"{problem.code} {problem.place}: {problem.help}" for problem in error.problems)
    test = assessment.income
    numerator: int | None = test.numerator
    room: int | None = test.margins.other_revenue_room if test.margins else None
    missing: list[str] = [fact.fact for fact in test.open_facts]
    return f"{assessment.verdict} {numerator}/{test.denominator} {room} {missing}"


if __name__ == "__main__":
    print(headline(figures_of("医療法人社団 見本会", LEDGER)))
