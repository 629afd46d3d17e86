"""The two CloudFormation templates: what Chalice made, joined with what it does not make."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from infra.package import edge, gateway, jobs
from infra.setup import ROOT

INFRA = ROOT / "infra"
PARTS = INFRA / "template"

Template = dict[str, Any]


class SameName(Exception):
    """Two parts of the template give one thing two values."""


def service(from_chalice: Mapping[str, Any], site: Path) -> Template:
    """The service stack: Chalice's template, the parts beside it, and what is worked out."""
    whole: Template = json.loads(json.dumps(from_chalice))
    # Chalice tells more than anybody needs, and its address goes around CloudFront.
    whole["Outputs"] = {}
    # The name the gateway's figures run under; two stages of one account must not share it.
    del whole["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["info"]["title"]
    whole["Description"] = "NatRak, the queue of a marriage registry"
    for name in ("parameters", "buckets", "papers", "pulse", "api", "edge", "watch"):
        whole = joined(whole, part(name))
    whole = joined(whole, json.loads((INFRA / "table.json").read_text(encoding="utf-8")))
    function = whole["Resources"]["APIHandler"]
    whole = joined(whole, {"Resources": jobs.resources(part("jobs"), like=function)})
    whole = joined(whole, {"Resources": edge.resources(site)})
    paths = whole["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    whole = joined(whole, {"Resources": gateway.resources(paths)})
    return joined(whole, {"Resources": {"Dashboard": {"Properties": _dashboard()}}})


def global_() -> Template:
    """The stack in us-east-1."""
    return part("global")


def part(name: str) -> Template:
    """A part of the template as it was written."""
    read: Template = yaml.safe_load((PARTS / f"{name}.yml").read_text(encoding="utf-8"))
    return read


def joined(one: Mapping[str, Any], other: Mapping[str, Any], path: str = "") -> Template:
    """Both; a value that is in both and not the same is an error, never a silent choice."""
    both = dict(one)
    for name, value in other.items():
        here = f"{path}.{name}" if path else name
        if isinstance(both.get(name), dict) and isinstance(value, dict):
            both[name] = joined(both[name], value, here)
        elif name in both and both[name] != value:
            raise SameName(here)
        else:
            both[name] = value
    return both


def _dashboard() -> Template:
    # Read and written again, so that a slip of the hand is found here and not by CloudFormation.
    body = json.loads((PARTS / "dashboard.json").read_text(encoding="utf-8"))
    return {"DashboardBody": {"Fn::Sub": json.dumps(body, ensure_ascii=False)}}
