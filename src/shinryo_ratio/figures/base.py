"""The base of every model of the figures."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """Strict, frozen, and closed to unknown keys."""

    # built on first use: the parts of a document are then built once, inside it, which halves start-up
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def stated(cls, data: Any) -> Any:
        """What is read of the part as written; a model whose parts have more forms says which."""
        return data

    def whole(self) -> Self:
        """The part, where what it says does not contradict itself.

        Raises:
            PydanticCustomError: where it does.
        """
        return self
