"""Numbers for reading: yen with separators, percentages cut by integer arithmetic."""


def yen(amount: int | None) -> str:
    """Yen with separators, a negative as △; empty for None."""
    if amount is None:
        return ""
    return f"△{-amount:,}" if amount < 0 else f"{amount:,}"


def change(amount: int) -> str:
    """A change in yen with its sign."""
    return f"+{amount:,}" if amount > 0 else yen(amount)


def percent(numerator: int | None, denominator: int | None) -> str | None:
    """The ratio in per cent, three decimals, cut; None for a negative numerator or D ≤ 0."""
    if numerator is None or denominator is None or numerator < 0 or denominator <= 0:
        return None
    return _three_decimals(numerator * 100_000 // denominator)


def points(numerator: int, denominator: int) -> str:
    """A difference of ratios in percentage points, without its sign, three decimals, cut."""
    return _three_decimals(abs(numerator) * 100_000 // denominator)


def _three_decimals(thousandths: int) -> str:
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest:03d}"


def of_hundred(portion: tuple[int, int]) -> str:
    """A portion such as (80, 100) in per cent, as short as it goes."""
    numerator, denominator = portion
    whole, rest = divmod(numerator * 100, denominator)
    return str(whole) if not rest else _three_decimals(numerator * 100_000 // denominator)
