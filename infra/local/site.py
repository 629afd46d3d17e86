"""Builds the static site when its sources have changed, and serves it."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from infra.command import CannotGoOn
from infra.setup import ROOT

Site = Callable[..., Iterable[bytes]]
BUILT = ROOT / "build" / "site"
# Named after their content when the site is packed: these never change under their name.
LASTING = re.compile(r"^/assets/.*\.[0-9a-f]{10}\.\w+$")
_POSTERS = ("/poster/", "/en/poster/")
_SOURCES = ("site", "mkdocs.yml", "functions/chalicelib/data", "requirements/serve.txt")


class BuildFailed(CannotGoOn):
    """The site could not be built; the text is what MkDocs said."""


def build(say: Callable[[str], None]) -> None:
    """Bring ``build/site`` up to date. Two servers of one clone build it once."""
    BUILT.parent.mkdir(exist_ok=True)
    with (BUILT.parent / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp, wanted = BUILT.parent / "site.stamp", _fingerprint()
        if BUILT.exists() and stamp.exists() and stamp.read_text() == wanted:
            return
        say("building the site in both languages …")
        _build()
        stamp.write_text(wanted)


def build_for(url: str, folder: Path) -> None:
    """Build the site of a deployed copy into a folder: its poster and sitemap name its address."""
    BUILT.parent.mkdir(exist_ok=True)
    with (BUILT.parent / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _mkdocs(folder, url)


def _build() -> None:
    # Built aside and then moved, so that a server never shows half a site.
    draft = BUILT.with_name("site.new")
    # Without an address, whatever the shell is set to: the stamp knows of none.
    _mkdocs(draft, "")
    _compress(draft)
    old = BUILT.with_name("site.old")
    shutil.rmtree(old, ignore_errors=True)
    if BUILT.exists():
        BUILT.rename(old)
    draft.rename(BUILT)
    shutil.rmtree(old, ignore_errors=True)


def _mkdocs(folder: Path, url: str) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "SITE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildFailed(done.stdout)


def _compress(folder: Path) -> None:
    """Lay a compressed copy beside each file, as CloudFront makes them on the way out."""
    compressor = Compressor(use_brotli=False, quiet=True)
    for path in folder.rglob("*"):
        if path.is_file() and compressor.should_compress(path.name):
            compressor.compress(str(path))


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(_source_files()):
        stat = path.stat()
        digest.update(f"{path.relative_to(ROOT)}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _source_files() -> Iterator[Path]:
    for source in _SOURCES:
        path = ROOT / source
        files = path.rglob("*") if path.is_dir() else [path]
        yield from (file for file in files if file.is_file() and "__pycache__" not in file.parts)


def application(figures: Path | None = None) -> Site:
    """The site as a WSGI application, with its own page for what is not there.

    ``figures`` is a folder whose files stand beside the page of the public figures.
    """
    pages = WhiteNoise(
        _not_found,
        root=BUILT,
        allow_all_origins=False,
        index_file=True,
        autorefresh=True,
        max_age=0,
        immutable_file_test=lambda _path, url: bool(LASTING.match(url)),
        mimetypes={".mjs": "text/javascript"},
    )
    if figures:
        figures.mkdir(parents=True, exist_ok=True)
        pages.add_files(figures, prefix="figures/")
    return _with_own_poster(pages)


def _with_own_poster(pages: Site) -> Site:
    """The same site, with a poster that leads to the port it is asked on.

    All servers of a clone share one built site, whose poster names the usual port.
    """

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] not in _POSTERS:
            return pages(environ, start)
        return _own_poster(environ, start)

    return application


def _own_poster(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    from natrak_site.poster import TRIAL, poster_of  # noqa: PLC0415  (for one page, seldom seen)

    page = (BUILT / environ["PATH_INFO"].strip("/") / "index.html").read_text(encoding="utf-8")
    usual, own = poster_of(TRIAL), poster_of(f"http://127.0.0.1:{environ['SERVER_PORT']}/")
    page = page.replace(usual.code, own.code).replace(usual.address, own.address)
    return _page(start, HTTPStatus.OK, page.encode())


def _not_found(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    english = BUILT / "en" / "404.html"
    in_english = environ["PATH_INFO"].startswith("/en/") and english.exists()
    page = (english if in_english else BUILT / "404.html").read_bytes()
    return _page(start, HTTPStatus.NOT_FOUND, page)


def _page(start: StartResponse, status: HTTPStatus, page: bytes) -> Iterable[bytes]:
    start(
        f"{status.value} {status.phrase}",
        [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))],
    )
    return [page]
