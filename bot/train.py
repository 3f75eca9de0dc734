"""Trains the model when its inputs changed: `python -m bot.train`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from bot.model import model_path
from settings import ROOT


def main() -> None:
    """Train unless the model for today's inputs exists; a failed training leaves the models as they were."""
    target = model_path()
    if target.exists():
        return
    print("Training the model: about two minutes, once for these inputs.", flush=True)
    started = time.monotonic()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = _train(Path(folder))
        if made is None:
            sys.exit("The training failed: the lines above say why. Nothing was kept.")
        made.replace(target)
    for old in target.parent.glob("*.tar.gz"):
        if old != target:
            old.unlink()
    print(f"Trained in {time.monotonic() - started:.0f} s.", flush=True)


def _train(folder: Path) -> Path | None:
    from rasa.model_training import train
    from rasa.shared.exceptions import RasaException

    import bot.importer  # noqa: F401  Rasa goes on without an importer that it cannot load
    from bot import logs
    from knowledge import KnowledgeError

    logs.configure()
    try:
        result = train(
            domain=str(ROOT / "domain.yml"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "bot" / "data")],
            output=str(folder),
            fixed_model_name="model",
        )
    except (RasaException, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return None
    return Path(result.model) if result.code == 0 and result.model else None


if __name__ == "__main__":
    main()
