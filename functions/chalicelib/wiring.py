"""What this process serves from: made once per container, when the first request needs it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chalicelib import clients
from chalicelib.services import Services
from chalicelib.settings import Settings, from_environment, from_parameters, parameters_path
from chalicelib.stored_settings import StoredSettings

if TYPE_CHECKING:
    from types_boto3_ssm import SSMClient


@dataclass
class _Serving:
    """What this process serves from; ``stored`` is None where its settings never change."""

    services: Services
    stored: StoredSettings | None = None

    def follow(self, settings: Settings) -> None:
        """Serve by these settings from now on; what was made from the old ones is made anew."""
        if settings != self.services.settings:
            self.services = replace(self.services, settings=settings)


_serving: list[_Serving] = []


def services() -> Services:
    """The services of this container, made on first use from its environment.

    Settings in Parameter Store are read again every few minutes.
    """
    serving = _now_serving()
    if serving.stored:
        serving.follow(serving.stored.current())
    return serving.services


def newest_services() -> Services:
    """The same, after a look at the store: for a link that may be of a key we do not know yet."""
    serving = _now_serving()
    if serving.stored:
        serving.follow(serving.stored.newest())
    return serving.services


def use(services: Services, stored: StoredSettings | None = None) -> None:
    """Serve from these services instead: a local server's, or a test's."""
    _serving[:] = [_Serving(services, stored)]


def _now_serving() -> _Serving:
    if not _serving:
        _serving.append(_from_environment())
    return _serving[0]


def _from_environment() -> _Serving:
    """As the environment says; the keys come from Parameter Store and nowhere else."""
    where = parameters_path()
    if where is None:
        return _Serving(Services(from_environment()))
    path, region = where
    client = clients.ssm_client(region)
    stored = StoredSettings(lambda: from_parameters(stored_parameters(client, path)))
    return _Serving(Services(stored.settings), stored)


def stored_parameters(client: SSMClient, path: str) -> dict[str, str]:
    """What Parameter Store holds right under a path, by the last part of its name."""
    answer = client.get_parameters_by_path(Path=path, WithDecryption=True)
    return {each["Name"].rpartition("/")[2]: each["Value"] for each in answer["Parameters"]}
