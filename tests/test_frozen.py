"""Frozen records: given by keyword, equal by their fields, changed only into others."""

import pickle

import pytest

from shinryo_ratio.frozen import Frozen


class Base(Frozen):
    first: int
    second: int = 2


class Record(Base):
    third: int
    noted: str = ""

    aside = frozenset({"noted"})


def test_fields_come_from_the_bases_first_and_have_their_defaults() -> None:
    assert list(Record.fields()) == ["first", "second", "third", "noted"]
    assert Record.required() == {"first", "third"}
    assert repr(Record(third=3, first=1)) == "Record(first=1, second=2, third=3)"


def test_equality_is_of_the_fields_but_those_aside() -> None:
    record = Record(first=1, third=3)
    assert record == Record(first=1, second=2, third=3, noted="seen")
    assert hash(record) == hash(Record(first=1, second=2, third=3, noted="seen"))
    assert record != Record(first=1, third=4)
    assert Base(first=1) != record
    assert record.changed(third=4) == Record(first=1, third=4)
    assert pickle.loads(pickle.dumps(record)) == record


def test_nothing_is_missing_unknown_or_set_later() -> None:
    with pytest.raises(TypeError, match="missing or unknown: third"):
        Record(first=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="missing or unknown: fourth"):
        Record(first=1, third=3, fourth=4)  # type: ignore[call-arg]
    record = Record(first=1, third=3)
    with pytest.raises(AttributeError, match="frozen"):
        record.first = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del record.first
