"""The table, created from the same definition that a deployment uses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_DEFINITION = Path(__file__).resolve().parents[1] / "table.json"
# The rest of the definition (backups, retention) is CloudFormation's business.
_OF_THE_SCHEMA = ("AttributeDefinitions", "KeySchema", "BillingMode", "GlobalSecondaryIndexes")


def definition() -> dict[str, Any]:
    """The arguments of CreateTable, without the name."""
    template = json.loads(_DEFINITION.read_text(encoding="utf-8"))
    properties = template["Resources"]["BookingTable"]["Properties"]
    return {name: properties[name] for name in _OF_THE_SCHEMA if name in properties}


def create_if_absent(client: DynamoDBClient, name: str) -> None:
    """Create the table, or leave the one that is there as it is."""
    try:
        client.create_table(TableName=name, **definition())
    except client.exceptions.ResourceInUseException:
        return
    client.get_waiter("table_exists").wait(TableName=name)
