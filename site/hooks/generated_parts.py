"""What a plain ``mkdocs build`` needs besides: the generated parts, the words of header and footer,
and an English page for unknown addresses."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit


def load_generator() -> ModuleType:
    """The generator, loaded by path: as a package, ``site`` would hide Python's own module."""
    path = Path(__file__).resolve().parent.parent / "generate.py"
    spec = importlib.util.spec_from_file_location("natrak_generate", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


def on_config(config: Any) -> Any:
    """Runs before each language is built."""
    generator = load_generator()
    generator.generate()
    config.extra["frame"] = generator.frame()
    return config


def on_template_context(context: Any, *, template_name: str, config: Any) -> Any:
    """A page for unknown addresses is shown at any depth: its links start at the root.

    MkDocs sees to that for ``404.html`` alone.
    """
    if template_name.endswith("/404.html"):
        context["base_url"] = urlsplit(config.site_url or "/").path
    return context
