"""What is stored is its owner's alone: no command makes a file that another user of the machine can read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from settings import ROOT

STORES = ("DATA_DIR", "DESK_DB", "MEMBERS_DB", "TRACKER_DB", "SECRET")
LOOSE = "import os, sys; os.umask(0o022); os.execv(sys.executable, [sys.executable, '-m', *sys.argv[1:]])"


@pytest.mark.parametrize(
    ("command", "made"),
    [
        (["messaging.erase", "9000001"], {"desk.db", "secret"}),
        (["messaging.retention", "90"], {"desk.db", "secret"}),
        (["messaging.unanswered"], {"desk.db", "secret"}),
        (["messaging.token", "9000001"], {"secret"}),
        (["members.demo"], {"members.db", "secret"}),
        (["members.fill", "1"], {"members.db", "secret"}),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_fresh_store_is_its_owners_alone(tmp_path: Path, command: list[str], made: set[str]) -> None:
    folder = tmp_path / "var"
    kept = {name: value for name, value in os.environ.items() if name not in STORES}
    subprocess.run(
        [sys.executable, "-c", LOOSE, *command],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(folder)},
        capture_output=True,
        check=True,
    )
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir())}
    assert modes == {"var": 0o700} | dict.fromkeys(made, 0o600)
