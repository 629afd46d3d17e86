"""What the pages are made of before the site builder sees them."""

import sys
from pathlib import Path

# The pages use the service's own rules; a plain `mkdocs build` finds them here too.
sys.path.append(str(Path(__file__).resolve().parents[2] / "functions"))
