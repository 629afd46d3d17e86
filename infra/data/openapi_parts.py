"""What the description of the API is put together from: kinds of values, answers, operations."""

from __future__ import annotations

from typing import Any

from chalicelib.routes import problems

Json = dict[str, Any]

DATE = {"type": "string", "format": "date", "examples": ["2026-12-14"]}
TIME = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$", "examples": ["08:31"]}
INSTANT = {"type": "string", "format": "date-time"}
STRING = {"type": "string"}
WHOLE = {"type": "integer", "minimum": 0}
YES_OR_NO = {"type": "boolean"}
TEXT = {"$ref": "#/components/schemas/Text"}


def operation(
    summary: str,
    answered: str,
    statuses: list[int],
    *,
    parameters: list[Json] | None = None,
    body: str | None = None,
    security: list[Json] | None = None,
) -> Json:
    """An operation with its answers, the foreseen and the unforeseen."""
    operation: Json = {
        "summary": summary,
        "parameters": parameters or [],
        "responses": {str(s): answer(s, answered) for s in [*statuses, *ANYWHERE]},
    }
    if body:
        schema = {"$ref": f"#/components/schemas/{body}"}
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    if security:
        operation["security"] = security
    return operation


# A wrong method, and a fault of ours: never meant, always said in the same form.
ANYWHERE = (405, 500)
_FIRST_ERROR = 400
# Answers too small to have a name of their own.
_SMALL: Json = {
    "Health": {"type": "object", "properties": {"status": {"const": "ok"}}},
    "Document": {"type": "object"},
    "Message": {"type": "object", "properties": {"message": TEXT}, "required": ["message"]},
    "OfficeLines": {
        "type": "object",
        "properties": {
            "offices": {"type": "array", "items": {"$ref": "#/components/schemas/OfficeLine"}}
        },
        "required": ["offices"],
    },
}


def answer(status: int, name: str) -> Json:
    """The answer of this status."""
    if status >= _FIRST_ERROR:
        return content(problems.CONTENT_TYPE, {"$ref": "#/components/schemas/Problem"}, "Refused")
    schema = _SMALL.get(name, {"$ref": f"#/components/schemas/{name}"})
    return content("application/json", schema, "Answered")


def file_(summary: str, content_type: str, parameters: list[Json], refused: list[int]) -> Json:
    """An operation that answers with a file."""
    answers = {"200": content(content_type, STRING, "Answered")}
    answers |= {str(status): answer(status, "") for status in [*refused, *ANYWHERE]}
    return {"summary": summary, "parameters": parameters, "responses": answers}


def content(content_type: str, schema: Json, description: str) -> Json:
    """An answer with a body."""
    return {"description": description, "content": {content_type: {"schema": schema}}}


def in_path(name: str, schema: Json = STRING) -> Json:
    """A part of the path."""
    return {"name": name, "in": "path", "required": True, "schema": schema}


def in_query(name: str, schema: Json = STRING) -> Json:
    """A parameter of the query."""
    return {"name": name, "in": "query", "required": False, "schema": schema}


def idempotency_key(*, required: bool = True) -> Json:
    """The header that makes a repeat harmless."""
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": required,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"},
    }


def object_(required: Json, **optional: Json) -> Json:
    """An object of exactly these fields."""
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


def array(items: Json) -> Json:
    """A list of such values."""
    return {"type": "array", "items": items}


def ref(name: str) -> Json:
    """An answer that has a name."""
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(schema: Json) -> Json:
    """Such a value, or none."""
    return {"anyOf": [schema, {"type": "null"}]}
