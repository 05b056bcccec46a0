"""Percentages for reading, cut by integer arithmetic; nothing is ever decided by one."""


def percent(numerator: int | None, denominator: int | None) -> str | None:
    """The ratio in per cent, three decimals, cut; None for a negative numerator or D ≤ 0."""
    if numerator is None or denominator is None or numerator < 0 or denominator <= 0:
        return None
    return three_decimals(numerator * 100_000 // denominator)


def three_decimals(thousandths: int) -> str:
    """A number of thousandths, such as 90673, with its point: 90.673."""
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest:03d}"
