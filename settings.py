"""Every setting of the house, read from the environment once, with safe defaults."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parent
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class Settings:
    """The values in force for this process. Times are in seconds, sizes in bytes or characters."""

    host: str
    port: int
    rasa_url: str
    actions_port: int
    data_dir: Path
    members_db: str
    desk_db: str
    tracker_db: str
    secret: str
    token_issuer: str
    token_audience: str
    token_jwks_url: str
    allowed_origins: tuple[str, ...]
    trusted_proxies: str
    demo: bool
    log_level: str
    messages_per_minute: int
    conversations_per_minute: int
    max_text: int
    max_body: int
    record_timeout: float
    action_timeout: float
    rasa_timeout: float
    answer_timeout: float
    late_answer: float
    closed_on_holidays: bool
    cancellation_url: str
    complaints_address: str
    mediator: str

    def key(self, purpose: str) -> str:
        """Derive the key for one purpose, so that no key opens two doors."""
        return hmac.new(self.secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    @property
    def loopback(self) -> bool:
        """Whether the desk can be reached from this machine alone."""
        return self.host in LOOPBACK

    @property
    def demo_allowed(self) -> bool:
        """Whether demonstration members may exist: never beyond this machine, nor beside real members."""
        return self.demo and not self.token_jwks_url and self.loopback


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Read the environment; the table of variables is in docs/settings.md."""
    env = os.environ.get
    data_dir = Path(env("DATA_DIR", str(ROOT / "var")))
    port = int(env("PORT", "8080"))
    host = env("HOST", "127.0.0.1")
    return Settings(
        host=host,
        port=port,
        rasa_url=env("RASA_URL", f"http://127.0.0.1:{port + 1}"),
        actions_port=int(env("ACTIONS_PORT", str(port + 2))),
        data_dir=data_dir,
        members_db=env("MEMBERS_DB", f"sqlite:///{data_dir}/members.db"),
        desk_db=env("DESK_DB", f"sqlite:///{data_dir}/desk.db"),
        tracker_db=env("TRACKER_DB", f"sqlite:///{data_dir}/tracker.db"),
        secret=env("SECRET") or _own_secret(data_dir / "secret"),
        token_issuer=env("TOKEN_ISSUER", "espace-assure"),
        token_audience=env("TOKEN_AUDIENCE", "assistant-adherent"),
        token_jwks_url=env("TOKEN_JWKS_URL", ""),
        allowed_origins=tuple(filter(None, env("ALLOWED_ORIGINS", "").split(","))),
        trusted_proxies=env("TRUSTED_PROXIES", ""),
        demo=env("DEMO_ACCOUNTS", "1") == "1",
        log_level=env("LOG_LEVEL", "info").upper(),
        messages_per_minute=int(env("MESSAGES_PER_MINUTE", "20")),
        conversations_per_minute=int(env("CONVERSATIONS_PER_MINUTE", "20")),
        max_text=int(env("MAX_TEXT", "2000")),
        max_body=int(env("MAX_BODY", "16384")),
        record_timeout=float(env("RECORD_TIMEOUT", "1.5")),
        action_timeout=float(env("ACTION_TIMEOUT", "2.0")),
        rasa_timeout=float(env("RASA_TIMEOUT", "5.0")),
        answer_timeout=float(env("ANSWER_TIMEOUT", "6.0")),
        late_answer=float(env("LATE_ANSWER", "30.0")),
        closed_on_holidays=env("CLOSED_ON_HOLIDAYS", "1") == "1",
        cancellation_url=env("CANCELLATION_URL", ""),
        complaints_address=env("COMPLAINTS_ADDRESS", ""),
        mediator=env("MEDIATOR", ""),
    )


def keep_private() -> None:
    """Have each file that this process makes readable by its owner alone: it concerns people's health."""
    os.umask(0o077)


def _own_secret(path: Path) -> str:
    """Read the secret of this installation, made at the first start and readable by its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        with contextlib.suppress(FileExistsError):  # the first process wins, and nobody reads half a secret
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")
