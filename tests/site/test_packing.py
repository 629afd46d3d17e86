"""What is packed does what was written, and is named after what it says."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from infra.local.site import LASTING
from natrak_site.modules import CannotJoin, bundle
from natrak_site.packing import pack

MODULES = {
    "main.mjs": """// The entry.
import { twice, FACTOR as factor } from './sums.mjs'
import * as words from './words/greet.mjs'

console.log(JSON.stringify([twice(4), factor, words.greet('Rak'), later()]))

function later() {
  return new words.Name('Nat').said
}
""",
    "sums.mjs": """/* Numbers. */
export const FACTOR = 2

export function twice(number) {
  // export nothing else
  return number * FACTOR
}
""",
    "words/greet.mjs": """import { FACTOR } from '../sums.mjs'

export async function slowly() {}

export class Name {
  constructor(said) {
    this.said = said.repeat(FACTOR)
  }
}

export function greet(name) {
  return `import ${name} from '/somewhere'`
}
""",
}
PAGE = """<html><head>
<link rel="icon" href="{root}assets/icon.svg">
  <link rel="stylesheet" href="{root}assets/one.css" data-every-page>
  <link rel="stylesheet" href="{root}assets/two.css" data-every-page>
<link rel="stylesheet" href="{root}assets/own.css">
<link rel="canonical" href="https://example.org/">
</head><a href="{root}assets/icon.svg">
<script type="module" src="{root}assets/main.mjs"></script>"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def run(module: Path) -> str:
    done = subprocess.run(["node", module], capture_output=True, text=True, check=True)
    return done.stdout


def test_joined_modules_do_what_the_modules_did(tmp_path: Path) -> None:
    folder = write(tmp_path, MODULES)
    (folder / "joined.mjs").write_text(bundle(folder / "main.mjs"), encoding="utf-8")

    said = run(folder / "joined.mjs")

    assert said == run(folder / "main.mjs")
    assert json.loads(said) == [8, 2, "import Rak from '/somewhere'", "NatNat"]
    assert (folder / "joined.mjs").read_text().count("FACTOR = 2") == 1


@pytest.mark.parametrize(
    "line",
    [
        "export let count = 0",
        "export default 1",
        "export { twice }",
        "import whole from './sums.mjs'",
        "import './sums.mjs'",
        "await fetch('/')",
    ],
)
def test_a_module_that_joining_could_change_is_refused(tmp_path: Path, line: str) -> None:
    folder = write(tmp_path, MODULES | {"main.mjs": f"{line}\n"})

    with pytest.raises(CannotJoin):
        bundle(folder / "main.mjs")


def test_modules_that_import_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {"a.mjs": "import { b } from './b.mjs'\n", "b.mjs": "import { a } from './a.mjs'\n"},
    )

    with pytest.raises(CannotJoin):
        bundle(folder / "a.mjs")


def test_a_module_from_another_folder_may_not_load_from_where_it_stands(tmp_path: Path) -> None:
    folder = write(
        tmp_path, {"a.mjs": "import { b } from './c/b.mjs'\n", "c/b.mjs": "import('./d.mjs')\n"}
    )

    with pytest.raises(CannotJoin):
        bundle(folder / "a.mjs")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A packed site of two pages."""
    files = {
        "index.html": PAGE.format(root=""),
        "en/book/index.html": PAGE.format(root="../../"),
        "404.html": PAGE.format(root="/"),
        "assets/icon.svg": "<svg/>",
        "assets/one.css": '/* one */ @font-face { src: url("fonts/f.woff2") }\n',
        "assets/two.css": "b { color: red }\n",
        "assets/own.css": "i { color: blue }\n",
        "assets/fonts/f.woff2": "letters",
        "assets/main.mjs": "console.log(1)\n",
        "assets/stylesheets/main.css": "theme",
    }
    pack(write(tmp_path, files))
    return tmp_path


def test_a_page_loads_one_sheet_for_all_pages_and_everything_by_a_lasting_name(
    site: Path,
) -> None:
    html = (site / "en/book/index.html").read_text(encoding="utf-8")

    sheets = [line for line in html.splitlines() if "every-page" in line]
    assert len(sheets) == 1
    assert "one.css" not in html
    assert html.count("../../assets/") == 5
    assert '<a href="../../assets/icon.svg">' in html
    assert 'href="https://example.org/"' in html


@pytest.mark.parametrize("page", ["index.html", "en/book/index.html", "404.html"])
def test_every_page_names_the_same_files(site: Path, page: str) -> None:
    lasting = {path for file in (site / "assets").glob("*.*") if is_lasting(path := address(file))}

    html = (site / page).read_text(encoding="utf-8")
    named = {f"/{it[it.index('assets/') :]}" for it in html.split('"') if "assets/" in it}

    assert len(lasting) == 4
    assert {path for path in named if is_lasting(path)} == lasting


def address(file: Path) -> str:
    return f"/assets/{file.name}"


def is_lasting(path: str) -> bool:
    return bool(LASTING.match(path))


def test_a_sheet_loads_its_fonts_by_their_lasting_names(site: Path) -> None:
    sheet = next((site / "assets").glob("every-page.*.css")).read_text(encoding="utf-8")
    font = next((site / "assets" / "fonts").glob("f.*.woff2"))

    assert f'url("fonts/{font.name}")' in sheet
    assert "/* one */" not in sheet
    assert sheet.index("@font-face") < sheet.index("b {")


def test_another_content_has_another_name(site: Path, tmp_path: Path) -> None:
    before = next((site / "assets").glob("own.*.css")).name
    write(site, {"assets/own.css": "i { color: green }\n", "index.html": PAGE.format(root="")})

    pack(site)

    after = {file.name for file in (site / "assets").glob("own.*.css")}
    assert before in after
    assert len(after) == 2


def test_packing_again_changes_nothing_and_the_theme_s_own_files_are_gone(site: Path) -> None:
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}

    pack(site)

    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before
    assert not (site / "assets" / "stylesheets").exists()


def test_only_what_never_changes_under_its_name_is_kept_for_good() -> None:
    assert is_lasting("/assets/booking/own.0123456789.mjs")
    assert not is_lasting("/assets/own.css")
    assert not is_lasting("/book/index.0123456789.html")
