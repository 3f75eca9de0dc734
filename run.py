"""`make run`: prepare what is missing, start desk, Rasa and actions, say where to go, stop all on Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time

import requests

from settings import ROOT, Settings, settings

PATIENCE = 180.0
QUIET = {"LOG_LEVEL": "warning", "PYTHONWARNINGS": "ignore", "PYTHONUNBUFFERED": "1"}


def main() -> int:
    """Run until stopped; return the exit code."""
    config = settings()
    for port in (config.port, config.port + 1, config.actions_port):
        if taken(port):
            print(
                f"Port {port} is in use: stop what listens there, or choose other ports with PORT=…",
                file=sys.stderr,
            )
            return 1
    os.umask(0o077)  # what is stored here concerns people's health
    try:
        for step in ("members.demo", "bot.train"):
            if subprocess.call([sys.executable, "-m", step], cwd=ROOT, env={**QUIET, **os.environ}):
                return 1
    except KeyboardInterrupt:
        return 130
    return serve(config)


def taken(port: int) -> bool:
    """Tell whether something listens on the port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def serve(config: Settings) -> int:
    """Start the processes, announce them once healthy, and wait for their end."""
    env = {**QUIET, **os.environ, "PYTHON": sys.executable, "DATA_DIR": str(config.data_dir)}
    command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(ROOT / "supervisord.conf")]
    print("Starting desk, Rasa and actions.", flush=True)
    processes = subprocess.Popen(command, cwd=ROOT, env=env)
    stopped = threading.Event()
    # Ctrl-C reaches the whole group: the processes stop by themselves, and this one waits for them.
    signal.signal(signal.SIGINT, lambda *_: stopped.set())
    signal.signal(signal.SIGTERM, lambda *_: (stopped.set(), processes.terminate()))
    host = f"[{config.host}]" if ":" in config.host else config.host
    if healthy(f"http://{host}:{config.port}", processes):
        print(f"\nThe assistant answers on http://{host}:{config.port} (Ctrl-C stops it).\n", flush=True)
    elif not stopped.is_set():
        print("The assistant did not become healthy: the lines above say why.", file=sys.stderr)
        processes.terminate()
    processes.wait()
    if stopped.is_set():
        print("Stopped.", flush=True)
    return 0 if stopped.is_set() else 1


def healthy(url: str, processes: subprocess.Popen[bytes]) -> bool:
    """Wait until a message would be answered; False when the processes end or the patience does."""
    end = time.monotonic() + PATIENCE
    client = requests.Session()
    client.trust_env = False  # a proxy of the company must not be asked for this machine
    while time.monotonic() < end and processes.poll() is None:
        try:
            if client.get(f"{url}/healthz", timeout=5).ok:
                return True
        except requests.RequestException:
            pass
        time.sleep(0.3)
    return False


if __name__ == "__main__":
    sys.exit(main())
