"""The three processes as `make run` starts them, on free ports, with stores of their own."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import requests

from settings import ROOT, settings
from tests.stack.member import Member

# A Wednesday morning: the phone line is open, and today's date is the same for every run.
CLOCK = "2026-11-25T10:12:00"
COMMANDS = {"desk": "messaging", "rasa": "bot.launcher", "actions": "actions.server"}
SECRET = "a secret for tests"
PATIENCE = 120.0


class Stack:
    """Desk, Rasa and actions; `start` returns once a message would be answered."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        port = free_ports(3)
        self.url = f"http://127.0.0.1:{port}"
        self.env = {
            **os.environ,
            "PORT": str(port),
            "DATA_DIR": str(folder),
            "CLOCK": CLOCK,
            "SECRET": SECRET,
            "MESSAGES_PER_MINUTE": "100000",
            "CONVERSATIONS_PER_MINUTE": "100000",
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            **more,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Lay the demonstration members, start everything, wait for health."""
        subprocess.run([sys.executable, "-m", "members.demo"], env=self.env, cwd=ROOT, check=True)
        for name in COMMANDS:
            self.launch(name)
        self.wait_healthy()

    def launch(self, name: str) -> None:
        """Start one process; its output goes to a file of its name."""
        log = (self.folder / f"{name}.log").open("ab")
        command = [sys.executable, "-m", COMMANDS[name]]
        self.processes[name] = subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=log, stderr=log)

    def wait_healthy(self) -> None:
        """Wait until /healthz is green."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if requests.get(f"{self.url}/healthz", timeout=10).ok:
                    return
            except requests.ConnectionError:
                pass
            for name, process in self.processes.items():
                assert process.poll() is None, (self.folder / f"{name}.log").read_text()[-3000:]
                try:
                    process.wait(0.1)
                except subprocess.TimeoutExpired:
                    continue
        raise AssertionError("the stack was not healthy in time")

    def kill(self, name: str) -> None:
        """End one process at once, as a crash would."""
        self.processes[name].kill()
        self.processes[name].wait()

    def stop(self) -> None:
        """End every process."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()

    def key(self, purpose: str) -> str:
        """Return the key that the processes derive for a purpose."""
        return replace(settings(), secret=SECRET).key(purpose)

    def member(self, adherent: str | None = None, person: int | None = None) -> Member:
        """Return somebody with an open conversation: a demonstration member, or a visitor."""
        return Member(self.url, adherent, person)


def free_ports(count: int) -> int:
    """Return the first of `count` consecutive free ports of loopback.

    They lie below the range from which the system draws ports for outgoing connections.
    """
    for _ in range(50):
        first = random.randrange(20_000, 32_000)
        if all(_free(first + offset) for offset in range(count)):
            return first
    raise AssertionError("no free ports")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
