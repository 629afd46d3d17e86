"""How every command ends: with its result, or with one line that says what to do.

What AWS, the network, the disk or a typing error can bring is foreseen. A fault of ours is not, and
keeps its traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import CalledProcessError

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import TryAgain
from infra.advice import advice_on

_LATER = "the database had too much to do: the same command again in a minute"


class CannotGoOn(Exception):
    """Nothing more is done; the text says why, and what somebody can do about it."""


@contextmanager
def ends_in_one_line(name: str) -> Iterator[None]:
    """Tell in a line, after the command's name, what kept it from its end; the exit code is 1.

    Where nobody reads on (``make cost | head``) there is nothing to tell.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _say_no_more()
    except (EOFError, KeyboardInterrupt):
        sys.exit(f"{name}: broken off; the same command can be given again")
    except TryAgain as refused:
        cause = refused.__cause__
        sys.exit(f"{name}: {advice_on(cause) if isinstance(cause, BotoCoreError) else _LATER}")
    except (BotoCoreError, ClientError) as error:
        sys.exit(f"{name}: {advice_on(error)}")
    except CalledProcessError as failed:
        sys.exit(f"{name}: {failed.cmd[0]} failed: {_last_line(failed.stderr or failed.output)}")
    except (CannotGoOn, ValueError, OSError) as problem:
        sys.exit(f"{name}: {problem}")


def _say_no_more() -> None:
    """What is left in the buffer would be tried once more, and aloud, when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _last_line(said: bytes | str | None) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said or ""
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it said nothing"
