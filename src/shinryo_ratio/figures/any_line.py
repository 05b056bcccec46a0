"""The form that a line is held against where its kind cannot be read; only a wrong document needs it."""

from typing import Annotated, Any

from pydantic import Field

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.fields import Count, Total
from shinryo_ratio.figures.lines import Delivery, Line


class AnyLine(Line):
    """A line whose kind cannot be read: what else is wrong with it is still looked for."""

    kind: Any = None
    amount: Total
    business: v.Business = "main"
    same_tariff: bool | None = None
    commissioned_by_public_body: bool = False
    deliveries: Annotated[tuple[Delivery, ...], Field(strict=False, min_length=1)] | None = None
    delivery_count: Count | None = None
    copayment: bool = False
    granted_for: v.GrantedFor | None = None
    covid: bool = False
    designated_manager: bool = False
