"""Reads ``paper_check.json``: which papers may be sent, and the sentences about them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from marshmallow import fields, validate

from chalicelib.adapters.data_schema import Strict, TextSchema, flat
from chalicelib.adapters.papers_schema import PapersInvalid
from chalicelib.domain.papers import Checklist
from chalicelib.domain.sent_papers import PaperCheck
from chalicelib.domain.text import Text


class _KindSchema(Strict):
    """A rule of the checklist: whether its paper may be sent, and what to look out for."""

    offered = fields.Boolean(required=True, truthy={True}, falsy={False})
    hint = fields.Nested(TextSchema)


class _PaperCheckSchema(Strict):
    """``paper_check.json``."""

    kinds = fields.Dict(keys=fields.String(), values=fields.Nested(_KindSchema), required=True)
    reasons = fields.Dict(keys=fields.String(), values=fields.Nested(TextSchema), required=True)
    asks = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(TextSchema),
        required=True,
        validate=validate.Length(min=1),
    )


def paper_check_of(values: Mapping[str, Any], checklist: Checklist) -> PaperCheck:
    """The file, or ``PapersInvalid``: a sensitive paper can never be offered."""
    wrong = [
        f"paper_check.json: {path}: {said}"
        for path, said in flat(_PaperCheckSchema().validate(values))
    ]
    wrong = wrong or [
        f"paper_check.json: kinds.{id_}: no booking may hold this paper"
        for id_ in values["kinds"]
        if not checklist.may_keep(id_)
    ]
    if wrong:
        raise PapersInvalid("; ".join(wrong))
    hints = {
        id_: Text(**kind.get("hint", {"th": "", "en": ""}))
        for id_, kind in values["kinds"].items()
        if kind["offered"]
    }
    notices = {
        id_: kind["hint"]
        for id_, kind in values["kinds"].items()
        if not kind["offered"] and "hint" in kind
    }
    return PaperCheck(
        hints=MappingProxyType(hints),
        notices=_texts(notices),
        reasons=_texts(values["reasons"]),
        asks=_texts(values["asks"]),
    )


def _texts(values: Mapping[str, Mapping[str, str]]) -> Mapping[str, Text]:
    return MappingProxyType({key: Text(**text) for key, text in values.items()})
