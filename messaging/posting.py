"""What happens to a member's message before it is acknowledged, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from knowledge.reply import Handoff
from messaging import choices, conversations, handoffs, limits, messages, turns
from messaging.choices import Offered
from messaging.conversations import Conversation
from messaging.desk import Desk
from messaging.errors import Closed, UnknownChoice
from messaging.identity import Caller
from messaging.texts import Said

URGENT = "urgence_medicale"


@dataclass(frozen=True)
class Opened:
    """A conversation just opened, and the secret that holds it when it is a visitor's."""

    id: str
    secret: str | None
    messages: list[dict[str, object]]


def open_conversation(connection: Connection, desk: Desk, caller: Caller, address: str, now: float) -> Opened:
    """Open a conversation whose first message says that this is an automatic assistant."""
    who = f"{caller.adherent} {caller.person}" if caller.adherent else address
    key = limits.counted("open", who, key=desk.settings.key("limits"))
    limits.hit(connection, key, desk.settings.conversations_per_minute, now)
    conversation, secret = conversations.create(connection, caller, now)
    welcome = desk.say("bienvenue", conversation)
    messages.add_reply(connection, conversation.id, welcome, answers=None, now=now)
    return Opened(conversation.id, secret, messages.after(connection, conversation.id, 0))


def post(
    connection: Connection,
    desk: Desk,
    caller: Caller,
    conversation_id: str,
    said: Said,
    urgent: bool,
    now: float,
) -> int:
    """Store what the member said and what follows from it at once, and return its seq.

    An emergency, seen in the text (`urgent`) or chosen, is answered here, whatever the state and without
    Rasa, which is then only told. While a person answers, Rasa sees nothing.
    """
    conversation = conversations.find(connection, conversation_id, caller, lock=True)
    known = messages.seq_of(connection, conversation.id, said.client_id)
    if known is not None:
        return known
    if conversation.state == "closed":
        raise Closed("the conversation is closed: open a new one")
    offered = choices.find(connection, conversation.id, said.choice) if said.choice else None
    if offered and conversation.state != "human":
        choices.refuse_stale(connection, conversation.id, offered)
    key = limits.counted("message", conversation.owner, key=desk.settings.key("limits"))
    limits.hit(connection, key, desk.settings.messages_per_minute, now)
    text = offered.title if offered else said.text or ""
    seq = messages.add_from_member(
        connection, conversation.id, text, client_id=said.client_id, choice=said.choice, now=now
    )
    urgent = urgent or (offered is not None and offered.intent == URGENT)
    _follow(connection, desk, conversation, seq, offered, urgent, now)
    return seq


def _follow(
    connection: Connection,
    desk: Desk,
    conversation: Conversation,
    seq: int,
    offered: Offered | None,
    urgent: bool,
    now: float,
) -> None:
    due_at = now + desk.settings.answer_timeout
    with_person = conversation.state == "human"
    if urgent:
        help_now = desk.say(URGENT, conversation)
        messages.add_reply(connection, conversation.id, help_now, answers=seq, now=now)
        if not with_person:
            turns.add(connection, conversation, seq, kind="tell", now=now, due_at=due_at, intent=URGENT)
    elif with_person:
        return
    elif offered is None:
        turns.add(connection, conversation, seq, kind="ask", now=now, due_at=due_at)
    elif offered.intent == choices.HANDOFF:
        _hand_off(connection, desk, conversation, seq, offered, now)
    elif offered.intent.startswith("desk_"):
        raise UnknownChoice("the desk does not know this choice")
    else:
        turns.add(
            connection,
            conversation,
            seq,
            kind="ask",
            now=now,
            due_at=due_at,
            intent=offered.intent,
            entities=offered.entities,
            form=offered.form,
        )


def _hand_off(
    connection: Connection, desk: Desk, conversation: Conversation, seq: int, offered: Offered, now: float
) -> None:
    """Hand the conversation over without Rasa, once for each message that offered it."""
    number = handoffs.by_offer(connection, conversation.id, offered.seq)
    reply = desk.say("transmis", conversation)
    if number is None:
        text = messages.last_typed(connection, conversation.id)
        handoff = Handoff("message", offered.topic or "contact_conseiller", "normale", offered.title, text)
        number = handoffs.add(connection, conversation.id, handoff, now, offered_by=offered.seq)
    told = messages.add_reply(
        connection, conversation.id, handoffs.numbered(reply, number), answers=seq, now=now
    )
    handoffs.told(connection, number, told)


def rate(
    connection: Connection,
    caller: Caller,
    conversation_id: str,
    seq: int,
    useful: bool,
    comment: str | None,
    now: float,
) -> None:
    """Keep what the member thinks of an answer; raises NotFound."""
    conversation = conversations.find(connection, conversation_id, caller, lock=True)
    messages.rate(connection, conversation.id, seq, useful, comment, now)
