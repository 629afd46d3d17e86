"""What the rules of the checklist must look like: ``papers.json`` and the two files beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from chalicelib.adapters.data_schema import Strict, TextSchema, flat


class PapersInvalid(ValueError):
    """A file of the checklist cannot be used; the text names the rule, the field and the mend."""


class ClaimSchema(Strict):
    """Something said to couples: where it comes from, how sure it is, when it was last checked."""

    sources = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    confidence = fields.String(required=True, validate=validate.OneOf(("high", "medium", "low")))
    checked = fields.Date(required=True)


class WordedSchema(Strict):
    """A paper in other words."""

    title = fields.Nested(TextSchema, required=True)
    detail = fields.Nested(TextSchema, required=True)


class RuleSchema(ClaimSchema, WordedSchema):
    """One rule."""

    id = fields.String(
        required=True, validate=validate.Regexp(r"^R\d\d[a-z]?$", error="an id looks like R12")
    )
    for_ = fields.String(
        data_key="for", required=True, validate=validate.OneOf(("person", "couple"))
    )
    kind = fields.String(required=True, validate=validate.OneOf(("bring", "warning", "stop")))
    when = fields.Raw(required=True)
    if_unsure = fields.String(validate=validate.Equal("show"))
    sensitive = fields.Boolean()
    originals = fields.Integer(strict=True, validate=validate.Range(0, 9))
    copies = fields.Integer(strict=True, validate=validate.Range(0, 9))
    why = fields.Nested(TextSchema, required=True)
    with_apostille = fields.Nested(WordedSchema)

    @validates_schema
    def counts_both(self, rule: Mapping[str, Any], **_: Any) -> None:
        """A number of originals goes with a number of copies."""
        for one, other in (("originals", "copies"), ("copies", "originals")):
            if one in rule and other not in rule:
                raise ValidationError({other: [f"needed beside {one}"]})


class SourceSchema(Strict):
    """Where something was read."""

    name = fields.Nested(TextSchema, required=True)
    url = fields.String(validate=validate.Regexp(r"^https?://", error="an address, or none"))


class PapersSchema(Strict):
    """``papers.json``."""

    ask_office = fields.Nested(TextSchema, required=True)
    amounts = fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"^\d\+\d$")),
        values=fields.Nested(TextSchema),
        required=True,
    )
    conditions = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)
    sources = fields.Dict(keys=fields.String(), values=fields.Nested(SourceSchema), required=True)
    rules = fields.List(fields.Dict(), required=True, validate=validate.Length(min=1))


class AdviceSchema(ClaimSchema, WordedSchema):
    """A claim with a heading."""


class DetailSchema(ClaimSchema):
    """A claim without one."""

    detail = fields.Nested(TextSchema, required=True)


class LegalisationSchema(AdviceSchema):
    """Where papers are legalised, and for how much."""

    fee = fields.Nested(DetailSchema, required=True)


class ApostilleSchema(DetailSchema):
    """Whether an apostille is enough: false until the convention is in force for Thailand."""

    in_force = fields.Boolean(required=True, truthy={True}, falsy={False})


class ForeignPapersSchema(Strict):
    """``foreign_papers.json``."""

    any = fields.Nested(AdviceSchema, required=True)
    recognition = fields.Nested(AdviceSchema, required=True)
    nationalities = fields.Dict(
        keys=fields.String(validate=validate.Regexp(r"^[A-Z]{2}$")),
        values=fields.Nested(AdviceSchema),
        required=True,
    )
    legalisation = fields.Nested(LegalisationSchema, required=True)
    apostille = fields.Nested(ApostilleSchema, required=True)


class FeeSchema(ClaimSchema):
    """What something costs, in whole baht."""

    id = fields.String(required=True)
    title = fields.Nested(TextSchema, required=True)
    baht = fields.Integer(required=True, strict=True, validate=validate.Range(0, 10_000))


class FeesSchema(Strict):
    """``fees.json``."""

    fees = fields.List(fields.Nested(FeeSchema), required=True)


def wrong_in_papers(values: Mapping[str, Any]) -> list[str]:
    """Every wrong field of ``papers.json``, conditions apart."""
    wrong = [f"papers.json: {path}: {said}" for path, said in flat(PapersSchema().validate(values))]
    if wrong:
        return wrong
    schema = RuleSchema()
    for position, rule in enumerate(values["rules"]):
        name = rule.get("id", f"rules[{position}]")
        wrong += [f"{name}.{path}: {said}" for path, said in flat(schema.validate(rule))]
        amount = f"{rule.get('originals')}+{rule.get('copies')}"
        if "originals" in rule and amount not in values["amounts"]:
            wrong.append(f"{name}.originals: no words for {amount} in amounts")
    ids = [rule.get("id") for rule in values["rules"]]
    wrong += sorted({f"{id_} is there twice" for id_ in ids if ids.count(id_) > 1})
    return wrong or list(_without_source(values["rules"], values["sources"]))


def wrong_in_claims(
    name: str, schema: Schema, values: Mapping[str, Any], sources: Mapping[str, Any]
) -> list[str]:
    """Every wrong field of one of the files beside it."""
    wrong = [f"{name}: {path}: {said}" for path, said in flat(schema.validate(values))]
    return wrong or list(_without_source(claims_of(values), sources))


def claims_of(values: Any) -> Iterator[Mapping[str, Any]]:
    """Everything in a file that has sources, at any depth."""
    if isinstance(values, Mapping):
        if "sources" in values:
            yield values
        for below in values.values():
            yield from claims_of(below)
    elif isinstance(values, list):
        for below in values:
            yield from claims_of(below)


def _without_source(
    claims: Iterable[Mapping[str, Any]], sources: Mapping[str, Any]
) -> Iterator[str]:
    for claim in claims:
        name = claim.get("id") or claim.get("title", claim.get("detail"))["en"]
        yield from (
            f"{name}.sources: there is no source {source}"
            for source in claim["sources"]
            if source not in sources
        )
