"""Why a goal is missed where it is, and what meeting it would need; shown beside the figure."""

from __future__ import annotations

REASONS = {
    "write": "one look at the day and the way through HTTP stand beside a transaction that a quick "
    "disk ends in a few milliseconds; it would need the day's rules kept in memory, and a couple "
    "could then book at a building that was changed a moment ago",
    "read": "Chalice and the local gateway cost as much as botocore's own half of a small Query; "
    "it would need another local server, which no deployment has",
    "route": "an empty route takes 0.03 ms, and checking the fields alone (marshmallow, "
    "phonenumbers) 0.15; it would need a compiled checker such as pydantic, 2 MiB of the package, "
    "and answers without the list of papers",
    "release": "each couple's HTTP, rules and answer run in one Python process, beside an engine "
    "that answers on the other core; it would need more than one process, as Lambda has",
    "cold start": "beside boto3's part a booking needs Chalice, marshmallow (35 ms compile its "
    "patterns), phonenumbers and our own modules; it would need Lambda's SnapStart (Python 3.12), "
    "or a library for fields that compiles no pattern when it is loaded",
    "build": "plain Material renders no generated parts, writes no search without words cut and "
    "packs nothing under lasting names; it would need to build only what has changed",
}
