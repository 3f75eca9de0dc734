"""The worker: takes the unanswered messages of each conversation in order and has Rasa answer them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.engine import Connection

from knowledge.reply import Reply
from members.claims import sign_claim
from messaging import conversations, profile, turns
from messaging.desk import Desk
from messaging.errors import RasaError, StoreUnavailable
from messaging.posting import URGENT
from messaging.texts import for_rasa
from messaging.threads import apart
from messaging.turns import Turn

PROFILE_WAIT = 0.5
CALLS = 64
TRIES, PAUSE = 6, 0.1
Result = TypeVar("Result")
logger = logging.getLogger(__name__)


class Worker:
    """One task for each conversation that has unanswered messages; the database says which."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._running: dict[str, asyncio.Task[None]] = {}
        self._woken: set[str] = set()
        self._behind: set[asyncio.Task[Any]] = set()
        self._calls = asyncio.Semaphore(CALLS)

    def wake(self, conversation: str) -> None:
        """Have a conversation's unanswered messages taken."""
        self._woken.add(conversation)
        if conversation not in self._running:
            self._running[conversation] = asyncio.create_task(self._run(conversation), name="turns")

    async def recover(self) -> None:
        """Ask again what a stopped desk left unanswered lately, and excuse the rest."""
        patience = self._desk.settings.answer_timeout
        try:
            again, old = await self._persist(lambda c: turns.recover(c, time.time(), patience))
            for conversation in again:
                self.wake(conversation)
            for turn in old:
                await self._excuse(turn)
        except Exception:
            logger.exception("recovery failed")

    async def close(self) -> None:
        """Stop; what is in flight stays in the database for the next start."""
        tasks = [*self._running.values(), *self._behind]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, conversation: str) -> None:
        failures = 0
        try:
            while conversation in self._woken:
                self._woken.discard(conversation)
                try:
                    await self._empty(conversation)
                except Exception:
                    failures += 1
                    about = {"conversation": conversation, "failures": failures}
                    logger.exception("conversation stopped", extra=about)
                    if failures < TRIES:
                        self._woken.add(conversation)
                        await asyncio.sleep(PAUSE * 2**failures)
        finally:  # nothing is awaited since the last look at `_woken`: no wake is lost
            del self._running[conversation]

    async def _empty(self, conversation: str) -> None:
        """Take the turns of a conversation one after the other until there is none."""
        while True:
            turn = await self._persist(partial(turns.take, conversation=conversation))
            self._desk.notifier.tell(conversation)
            if turn is None:
                return
            await self._guarded(turn)

    async def _guarded(self, turn: Turn) -> None:
        try:
            await (self._tell(turn) if turn.kind == "tell" else self._ask(turn))
        except Exception:
            logger.exception("turn failed", extra={"turn": turn.id})
            if turn.kind == "ask":
                await self._excuse(turn)
            else:
                await self._persist(lambda c: turns.mark_told(c, turn.id, False))

    async def _tell(self, turn: Turn) -> None:
        """Tell Rasa of an emergency so that its form ends; what it says is dropped."""
        told = await self._told(turn, turn.id, self._deadline(turn))
        await self._persist(lambda c: turns.mark_told(c, turn.id, told))

    async def _told(self, turn: Turn, id: str, deadline: float) -> bool:
        payload = self._payload(turn, id, turn.formule, deadline) | {"choice": _choice(URGENT)}
        payload.pop("text", None)
        try:
            await self._called(self._start(payload), deadline)
        except (RasaError, asyncio.TimeoutError):
            logger.warning("rasa was not told of an emergency", extra={"turn": id})
            return False
        return True

    async def _ask(self, turn: Turn) -> None:
        started = time.monotonic()
        deadline = self._deadline(turn)
        formule = await self._formule(turn)
        if turn.untold and await self._told(turn, turn.untold, deadline):
            untold = turn.untold
            await self._persist(lambda c: turns.mark_told(c, untold, True))
        call = self._start(self._payload(turn, turn.id, formule, deadline))
        try:
            replies = await self._called(call, deadline)
        except asyncio.TimeoutError:
            await self._excuse(turn)
            self._keep(self._append_late(turn, call), "late")
            outcome = "late"
        except RasaError as error:
            await self._excuse(turn)
            outcome = str(error)
        else:
            await (self._answer(turn, replies) if replies else self._excuse(turn))
            outcome = "answered" if replies else "empty"
        seconds = round(time.monotonic() - started, 3)
        logger.info("turn", extra={"turn": turn.id, "outcome": outcome, "seconds": seconds})

    async def _append_late(self, turn: Turn, call: asyncio.Future[list[Reply]]) -> None:
        try:
            replies = await self._called(call, time.time() + self._desk.settings.late_answer)
        except (RasaError, asyncio.TimeoutError):
            return
        if replies:
            await self._answer(turn, replies, late=True)

    def _start(self, payload: dict[str, Any]) -> asyncio.Future[list[Reply]]:
        settings = self._desk.settings
        patience = max(0.1, payload["deadline"] - time.time()) + settings.late_answer
        return self._keep(self._in_turn(partial(self._desk.rasa.turn, payload, patience)), "call")

    async def _in_turn(self, work: Callable[[], list[Reply]]) -> list[Reply]:
        async with self._calls:
            return await apart(work)

    async def _called(self, call: asyncio.Future[list[Reply]], deadline: float) -> list[Reply]:
        """Wait for a call until a deadline without ending it; raises RasaError or TimeoutError."""
        return await asyncio.wait_for(asyncio.shield(call), max(0.0, deadline - time.time()))

    def _deadline(self, turn: Turn) -> float:
        """Return when Rasa's time is over: early enough to store an excuse before the member's is."""
        settings, now = self._desk.settings, time.time()
        margin = 0.05 * settings.answer_timeout
        return min(now + settings.rasa_timeout, max(turn.due_at - margin, now + margin))

    def _payload(self, turn: Turn, id: str, formule: str, deadline: float) -> dict[str, Any]:
        claim = None
        if turn.adherent is not None:
            key = self._desk.settings.key("claim")
            claim = sign_claim(turn.adherent, turn.person, turn.conversation, key=key)
        said: dict[str, Any] = {"text": for_rasa(turn.text)}
        if turn.intent:
            said = {"choice": _choice(turn.intent, turn.entities)}
        return {
            "conversation": turn.conversation,
            "turn_id": id,
            **said,
            "claim": claim,
            "formule": formule,
            "visitor": turn.adherent is None,
            "deadline": deadline,
        }

    async def _formule(self, turn: Turn) -> str:
        """Read the member's formula, or fall back on the one last read in this conversation."""
        if turn.adherent is None:
            return "inconnue"
        try:
            read = await asyncio.wait_for(apart(partial(profile.formule, turn.adherent)), PROFILE_WAIT)
        except asyncio.TimeoutError:
            return turn.formule
        if read is None or read == turn.formule:
            return turn.formule
        await self._persist(lambda c: conversations.remember_formule(c, turn.conversation, read))
        return read

    async def _answer(self, turn: Turn, replies: Sequence[Reply], *, late: bool = False) -> None:
        await self._persist(lambda c: turns.answer(c, turn.id, replies, time.time(), late=late))
        self._desk.notifier.tell(turn.conversation)

    async def _excuse(self, turn: Turn) -> None:
        reply = self._desk.say("indisponible")
        await self._persist(lambda c: turns.excuse(c, turn.id, reply, time.time()))
        self._desk.notifier.tell(turn.conversation)

    async def _persist(self, work: Callable[[Connection], Result]) -> Result:
        """Write until the store takes it: an answer in hand is not lost to a lock."""
        wait = 0.1
        while True:
            try:
                return await self._desk.store.write(work)
            except StoreUnavailable:
                logger.warning("the store does not take a turn: trying again")
                await asyncio.sleep(wait)
                wait = min(wait * 2, 1.0)

    def _keep(self, work: Coroutine[Any, Any, Result], name: str) -> asyncio.Task[Result]:
        """Run work that may outlast its turn, until the desk stops."""
        task = asyncio.create_task(work, name=name)
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)
        return task


def _choice(intent: str, entities: Any = None) -> dict[str, Any]:
    return {"intent": intent, "entities": dict(entities or {})}
