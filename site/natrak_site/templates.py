"""Jinja for generated parts: it escapes by default and stops at the first missing word."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from natrak_site.wording import fill, phrases


class WordsFirst(Environment):
    """Jinja in which ``t.ticket.copy`` is the sentence called copy, never a method of dict."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


@cache
def page_environment(templates: Path) -> Environment:
    """Jinja that escapes by default and stops at the first missing word.

    One for each folder, so that a template is compiled once for both languages; one that has
    changed since is compiled anew.
    """
    environment = WordsFirst(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fill"] = fill
    environment.filters["phrases"] = phrases
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment
