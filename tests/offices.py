"""Made-up offices that take bookings too, for tests of a copy that serves several.

None of this is in the product's own data: the offices are real ones, their rules are invented.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from chalicelib.adapters import data_files

FILE = Path(data_files.__file__).resolve().parents[1] / "data" / "offices.json"
# One with a code before Bang Rak's, and so before it in the file, and one with a code after.
BEFORE, AFTER = "dusit", "sathon"
PHONES = {"bang-rak": "0 2236 1395", BEFORE: "0 2111 1111", AFTER: "0 2222 2222"}


def offices_with(*added: str) -> dict[str, Any]:
    """``offices.json``, in which these take bookings by rules of their own.

    They open on Tuesdays and Saturdays, for two couples at nine and two at ten, forty days ahead,
    and ask for fifteen minutes. Bang Rak is closed on Saturdays and has neither of these times.
    """
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    by_id = {office["id"]: office for office in data["offices"]}
    bang_rak = by_id["bang-rak"]
    for id_ in added:
        office = by_id[id_]
        office |= copy.deepcopy({name: bang_rak[name] for name in set(bang_rak) - set(office)})
        office |= {
            "booking": True,
            "phone": "+66" + PHONES[id_].replace(" ", "").removeprefix("0"),
            "address": {"th": f"ถนนตัวอย่าง {id_}", "en": f"Example Road {id_}"},
            "weekdays": ["tuesday", "saturday"],
            "slots": [{"start": "09:00", "end": "10:00"}, {"start": "10:00", "end": "11:00"}],
            "capacity": 2,
            "window_days": 40,
            "arrive_minutes_early": 15,
        }
    return data
