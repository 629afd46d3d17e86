"""New keys for staff links, while the service runs."""

from __future__ import annotations

import json

from chalicelib.stored_settings import READ_AGAIN_AFTER
from infra.command import CannotGoOn
from infra.deploy.cloud import Cloud, say
from infra.deploy.steps import Stage
from infra.local import keyring


def rotate_keys(cloud: Cloud, stage: Stage, *, end_earlier: bool) -> str:
    """Make staff links under a new key from now on; the ids of all that open links, newest last.

    With ``end_earlier`` every link made so far ends. No secret is said.
    """
    answer = cloud.ask("ssm", "get_parameter", Name=stage.keys, WithDecryption=True)
    if answer is None and not cloud.dry:
        raise CannotGoOn(f"there are no keys {stage.keys} in {cloud.region}: deploy first")
    before = answer["Parameter"]["Value"] if answer else keyring.new_text()
    after = keyring.rotated(before, end_earlier=end_earlier)
    cloud.change(
        f"add a key for staff links to {stage.keys}"
        + (" and take the earlier ones out" if end_earlier else ""),
        "ssm",
        "put_parameter",
        Name=stage.keys,
        Type="SecureString",
        Value=after,
        Overwrite=True,
    )
    minutes = int(READ_AGAIN_AFTER.total_seconds() / 60)
    if end_earlier:
        say(f"within {minutes} minutes every staff link made so far ends, this morning's too:")
        say(f"give each office a new one, make staff-link STAGE={stage.name} SCOPE=office …")
    else:
        say("links made before stay good; END=1 ends them")
    return " ".join(key["id"] for key in json.loads(after)["staff_links"])
