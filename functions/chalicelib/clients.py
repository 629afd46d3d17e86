"""Clients of Amazon's services, each as patient as whoever waits for it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import Session

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client
    from types_boto3_sesv2 import SESV2Client
    from types_boto3_sns import SNSClient
    from types_boto3_ssm import SSMClient

    from chalicelib.settings import Settings

# In seconds: three tries of the table fit into what a couple waits for one answer.
TABLE_PATIENCE = Config(connect_timeout=2, read_timeout=5)

# Sending is no write with a condition: what botocore sends again after a time-out may arrive
# twice. The outbox tries again, later and knowingly.
_ONE_TRY = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 1})
# A person waits while settings are read again.
_SOON = Config(connect_timeout=2, read_timeout=2, retries={"total_max_attempts": 2})


@cache
def session() -> Session:
    """What all clients of a container share; boto3's own would bring its resource layer along."""
    return Session()


def _client(service: str, **about: Any) -> Any:
    return session().create_client(service, **about)


def dynamodb_client(settings: Settings) -> DynamoDBClient:
    """A client that gives up soon enough for a person who waits."""
    client: DynamoDBClient = _client(
        "dynamodb",
        region_name=settings.region,
        endpoint_url=settings.endpoint_url,
        config=TABLE_PATIENCE.merge(
            Config(
                retries={"mode": "standard", "total_max_attempts": 3},
                max_pool_connections=64,
                tcp_keepalive=True,
            )
        ),
    )
    return client


def s3_client(settings: Settings) -> S3Client:
    """The papers' bucket; what it signs is signed the same way everywhere."""
    client: S3Client = _client(
        "s3",
        region_name=settings.region,
        endpoint_url=settings.papers_endpoint,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if settings.papers_endpoint else "auto"},
            connect_timeout=2,
            read_timeout=10,
            retries={"mode": "standard", "total_max_attempts": 3},
        ),
    )
    return client


def site_client(settings: Settings) -> S3Client:
    """The bucket of the pages."""
    client: S3Client = _client("s3", region_name=settings.region)
    return client


def ses_client(settings: Settings) -> SESV2Client:
    """Mail, which not every region has."""
    region = settings.mail_region or settings.region
    client: SESV2Client = _client("sesv2", region_name=region, config=_ONE_TRY)
    return client


def sns_client(settings: Settings) -> SNSClient:
    """Notices to staff."""
    client: SNSClient = _client("sns", region_name=settings.region, config=_ONE_TRY)
    return client


def ssm_client(region: str | None) -> SSMClient:
    """The store of settings and keys."""
    client: SSMClient = _client("ssm", region_name=region, config=_SOON)
    return client
