"""Where the trained model lives, and when it must be trained again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from settings import ROOT

INPUTS = ("config.yml", "domain.yml", "bot", "nlu", "knowledge", "requirements/run.lock")
SUFFIXES = {".yml", ".py", ".lock"}


def model_path() -> Path:
    """Return the path of the model for today's inputs, whether it exists or not."""
    digest = hashlib.sha256()
    for path in _input_files():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return ROOT / "models" / f"{digest.hexdigest()[:16]}.tar.gz"


def _input_files() -> Iterator[Path]:
    for name in INPUTS:
        start = ROOT / name
        found = sorted(start.rglob("*")) if start.is_dir() else [start]
        yield from (path for path in found if path.suffix in SUFFIXES)
