"""Every closed list of codes that a program may meet is published by `schema codes`, whole."""

import typing

import pytest

from shinryo_ratio.engine import assessment
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.parts import Readings
from shinryo_ratio.law import Law
from shinryo_ratio.law.model import NotTested, Status
from shinryo_ratio.messages.facts import FACT_CODES
from shinryo_ratio.messages.problems import PROBLEMS
from shinryo_ratio.messages.reasons import REASON_CODES
from shinryo_ratio.messages.warnings import WARNING_CODES
from shinryo_ratio.schemas.codes import codes

LISTS = {
    "rulesets": [ruleset.id for held in Law().all_types() for ruleset in held.rulesets],
    "verdicts": typing.get_args(assessment.Verdict),
    "certainties": typing.get_args(assessment.Certainty),
    "statuses": typing.get_args(Status),
    "line_reasons": REASON_CODES,
    "facts": FACT_CODES,
    "warnings": WARNING_CODES,
    "problems": PROBLEMS,
    "readings": [field.alias for field in Readings.model_fields.values()],
    "verdict_reasons": ["no_denominator", *typing.get_args(NotTested.fields()["reason"])],
    "kinds": typing.get_args(v.Kind),
    "businesses": typing.get_args(v.Business),
    "sections": typing.get_args(v.Section),
    "corporation_types": typing.get_args(v.CorporationType),
    "legal_forms": typing.get_args(v.LegalForm),
    "bases": typing.get_args(v.Basis),
    "accounting_standards": typing.get_args(v.AccountingStandard),
    "units": typing.get_args(v.Unit),
    "grant_purposes": typing.get_args(v.GrantedFor),
    "foreign_patient_charges": typing.get_args(v.ForeignPatientCharges),
    "choices": typing.get_args(v.Choice),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_list_is_whole(name, lang):
    published = codes(lang)
    assert set(published[name]) == set(LISTS[name])
    assert all(published[name].values())


def test_nothing_else_is_published():
    assert set(codes("ja")) - set(LISTS) == {"schema", "tests"}
