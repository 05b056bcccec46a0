"""A law firm's tool walks through the placement table and asks what is only assumed."""

from collections import Counter
from datetime import date

from shinryo_ratio.law import Law, NotTested
from shinryo_ratio.law.table import Placed, placed


def assumed(type_: str, start: date) -> dict[str, int]:
    ruling = Law().of_type(type_).governing("general", start)
    if isinstance(ruling, NotTested):
        return {ruling.reason: 1}
    rows: list[Placed] = [row for row in placed(ruling) if row.stated and row.status == "assumed"]
    return dict(Counter(row.row.citation for row in rows))


if __name__ == "__main__":
    for citation, count in sorted(assumed("koseiren", date(2025, 4, 1)).items()):
        print(count, citation)
