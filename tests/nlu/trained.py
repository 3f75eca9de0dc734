"""The classifier of the trained model, read once for all tests that measure it."""

from __future__ import annotations

import tarfile
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.model import model_path
from nlu.classifier import Classifier


@lru_cache(maxsize=1)
def trained_classifier() -> Classifier:
    """Read the classifier out of the model of today's inputs (`python -m bot.train` makes it)."""
    with TemporaryDirectory() as folder, tarfile.open(model_path()) as archive:
        [words] = [name for name in archive.getnames() if name.endswith("words.json")]
        here = Path(words).parent
        archive.extractall(folder, [m for m in archive.getmembers() if Path(m.name).parent == here])
        return Classifier.load(Path(folder) / here)
