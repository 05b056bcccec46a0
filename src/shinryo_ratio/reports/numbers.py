"""Numbers for reading: yen with separators, percentages cut by integer arithmetic."""

from shinryo_ratio.engine.percent import percent, three_decimals

__all__ = ["change", "of_hundred", "percent", "points", "yen"]


def yen(amount: int | None) -> str:
    """Yen with separators, a negative as △; empty for None."""
    if amount is None:
        return ""
    return f"△{-amount:,}" if amount < 0 else f"{amount:,}"


def change(amount: int) -> str:
    """A change in yen with its sign."""
    return f"+{amount:,}" if amount > 0 else yen(amount)


def points(numerator: int, denominator: int) -> str:
    """A difference of ratios in percentage points, without its sign, three decimals, cut."""
    return three_decimals(abs(numerator) * 100_000 // denominator)


def of_hundred(portion: tuple[int, int]) -> str:
    """A portion such as (80, 100) in per cent, as short as it goes."""
    numerator, denominator = portion
    whole, rest = divmod(numerator * 100, denominator)
    return str(whole) if not rest else three_decimals(numerator * 100_000 // denominator)
