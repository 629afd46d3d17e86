"""What a stranger's file may be, and what is left of it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from chalicelib.adapters import data_files
from chalicelib.domain.sent_papers import Finding
from infra.papers import guarded
from infra.papers.inspection import DRAWN_SIDE, MOST_PIXELS, inspect
from tests.papers import files

BAD = {
    "nothing at all": (b"", "empty"),
    "11 MiB": (b"\xff\xd8" + bytes(11 * 1024 * 1024), "too_large"),
    "text named .jpg": (files.TEXT, "not_a_picture"),
    "an SVG with a script": (files.SVG, "not_a_picture"),
    "a page with a script": (files.HTML, "not_a_picture"),
    "a decompression bomb": (files.bomb(), "too_many_pixels"),
    "a smaller bomb": (files.bomb(8_000), "too_many_pixels"),
    "a picture of a stamp's size": (files.photograph(200, 150), "too_small"),
    "half a photograph": (files.photograph()[:20_000], "unreadable"),
    "a GIF": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "not_a_picture"),
    "a PDF with JavaScript": (files.written_pdf(script=True), "active_pdf"),
    "a PDF with a file in it": (files.written_pdf(attachment=True), "active_pdf"),
    "a PDF with a password": (files.written_pdf(password="secret"), "locked_pdf"),
    "half a PDF": (b"%PDF-1.7\n" + bytes(100), "unreadable"),
    "a PDF of 11 pages": (files.pdf(11), "too_many_pages"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_set_aside_with_its_own_reason(name: str) -> None:
    content, reason = BAD[name]

    finding = inspect(content)

    assert (finding.reason, finding.pages) == (reason, ())


def test_every_reason_has_its_sentence_and_no_sentence_is_left_over() -> None:
    assert {reason for _, reason in BAD.values()} == set(data_files.paper_check().reasons)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_becomes_a_picture_that_says_nothing_about_itself(kind: str) -> None:
    (page,) = inspect(files.photograph(kind=kind)).pages

    picture = Image.open(io.BytesIO(page))
    assert picture.format == "JPEG"
    assert not picture.getexif()
    assert b"maker of phones" not in page
    assert "exif" not in picture.info


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "LA", "RGB", "RGBA", "CMYK"])
def test_whatever_the_colours_are_kept_as_a_letter_stays_dark_on_light(mode: str) -> None:
    paper = Image.new("L", (900, 600), 230)
    paper.paste(20, (300, 200, 600, 400))
    paper = paper.convert("I").point(lambda grey: grey * 257) if mode == "I;16" else paper
    out = io.BytesIO()
    paper.convert(mode).save(out, "JPEG" if mode == "CMYK" else "PNG")

    (page,) = inspect(out.getvalue()).pages

    drawn = Image.open(io.BytesIO(page)).convert("L")
    ink, light = (drawn.getpixel(at) for at in ((450, 300), (100, 100)))
    assert isinstance(ink, int)
    assert isinstance(light, int)
    assert ink < 60
    assert light > 180


def test_a_large_photograph_is_drawn_smaller_the_right_way_up() -> None:
    turned = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the phone was held upright
    Image.new("RGB", (4000, 3000), "white").save(turned, "JPEG", exif=exif)

    (page,) = inspect(turned.getvalue()).pages

    assert Image.open(io.BytesIO(page)).size == (DRAWN_SIDE * 3 // 4, DRAWN_SIDE)


def test_each_page_of_a_pdf_is_a_picture() -> None:
    pages = inspect(files.pdf(3)).pages

    assert len(pages) == 3
    assert max(Image.open(io.BytesIO(pages[0])).size) == DRAWN_SIDE


def test_a_scan_in_which_the_signs_of_a_script_come_by_chance_is_no_script() -> None:
    scan = files.written_pdf(content="q /JS /Launch Q")

    assert b"/JS " in scan
    assert inspect(scan).reason is None


def test_a_link_in_a_pdf_is_only_drawn() -> None:
    (page,) = inspect(files.written_pdf(link=True)).pages

    assert b"example.org" not in page


def test_what_is_see_through_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (600, 600), (0, 0, 0, 0)).save(out, "PNG")

    (page,) = inspect(out.getvalue()).pages

    assert Image.open(io.BytesIO(page)).getpixel((300, 300)) == (255, 255, 255)


def test_an_ordinary_phones_photograph_is_not_too_large() -> None:
    assert MOST_PIXELS >= 8064 * 6048


# The process of its own


def test_what_is_found_comes_back_whole_from_the_process_of_its_own() -> None:
    assert guarded.inspect(files.pdf(3)) == inspect(files.pdf(3))
    assert guarded.inspect(files.TEXT) == Finding(reason="not_a_picture")


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_the_largest_picture_allowed_fits_in_the_memory_there_is(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (8064, 6048)).save(out, "PNG", compress_level=1)

    assert len(guarded.inspect(out.getvalue()).pages) == 1


@pytest.mark.parametrize(
    "fault",
    ["os.abort()", "os._exit(3)", "bytearray(2**31)", "print('{}', flush=True)", "time.sleep(60)"],
)
def test_a_file_that_kills_the_program_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    in_the_process(tmp_path, monkeypatch, fault)
    monkeypatch.setattr(guarded, "MOST_SECONDS", 5)

    assert guarded.inspect(files.pdf(1)) == Finding(reason="unreadable")


def test_whoever_breaks_the_program_finds_no_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "a token")
    seen = tmp_path / "seen"
    in_the_process(tmp_path, monkeypatch, f"open({str(seen)!r}, 'w').write(str(os.environ))")

    assert guarded.inspect(files.pdf(1)).pages
    assert "PATH" in seen.read_text()
    assert "secret" not in seen.read_text().lower()
    assert "token" not in seen.read_text().lower()


def in_the_process(folder: Path, monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """Something is done when the process opens PDFium."""
    (folder / "pypdfium2").mkdir()
    real = Path(str(pypdfium2.__file__)).parent.parent
    (folder / "pypdfium2" / "__init__.py").write_text(
        f"import os, sys, time; {deed}; here = sys.path.pop(0); del sys.modules['pypdfium2']\n"
        f"sys.path.insert(0, {str(real)!r}); import pypdfium2"
    )
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
