"""Joins a page's ES modules into one, so that an old phone asks once and not twenty times.

Each module becomes a function that gives what it exports, called once, in the order of the imports.
That holds for modules as ours are written: named things imported, and no export that changes later.
Anything else is refused. What a module imports later, by ``import()``, stays a file of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(
    r"^import\s+(?:(?P<names>\{[^}]*\})|\*\s+as\s+(?P<whole>\w+))\s+from\s+'(?P<path>\.[^']+)'[;]?$",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?P<declared>(?:const|class|function\*?|async\s+function\*?)\s+(?P<name>\w+))",
    re.MULTILINE,
)
_ELSE = re.compile(r"^\s*import\b(?!\s*[.(])|^\s*export\b|^await\b", re.MULTILINE)
# Read from where the module stands, which for the joined one is the folder of the entry.
_FROM_HERE = re.compile(r"\bimport\s*\(|\bimport\.meta\b")
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/)\n", re.MULTILINE | re.DOTALL)


class CannotJoin(Exception):
    """A module that is not written as this joiner understands."""


def bundle(entry: Path) -> str:
    """One module that does what ``entry`` and everything it imports do."""
    joined: dict[Path, str] = {}
    _join(entry.resolve(), joined, entry.resolve().parent, within=())
    return "".join(joined.values())


def _join(module: Path, joined: dict[Path, str], home: Path, within: tuple[Path, ...]) -> None:
    if module in within:
        raise CannotJoin(f"{module.name} imports itself by way of {within[-1].name}")
    text = _COMMENT.sub("", module.read_text(encoding="utf-8"))
    imports = list(_IMPORT.finditer(text))
    for each in imports:
        imported = (module.parent / each["path"]).resolve()
        if imported not in joined:
            _join(imported, joined, home, (*within, module))
    order = {path: number for number, path in enumerate(joined)}

    def taken(each: re.Match[str]) -> str:
        source = order[(module.parent / each["path"]).resolve()]
        names = each["whole"] or re.sub(r"\s+as\s+", ": ", each["names"])
        return f"const {names} = $m{source}"

    body = _IMPORT.sub(taken, text)
    names = [each["name"] for each in _EXPORT.finditer(body)]
    body = _EXPORT.sub(r"\g<declared>", body)
    strange = _ELSE.search(body) or (module.parent != home and _FROM_HERE.search(body))
    if strange:
        raise CannotJoin(f"{module.name}: `{strange[0].strip()}` in a way that cannot be joined")
    given = f"return {{ {', '.join(names)} }}\n" if names else ""
    joined[module] = f"const $m{len(joined)} = (() => {{\n{body.strip()}\n{given}}})()\n"
