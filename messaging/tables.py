"""The desk's tables; times are seconds since the epoch, JSON columns hold what the API shows."""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData()


def _conversation() -> sa.Column:
    return sa.Column("conversation", sa.String(64), sa.ForeignKey("conversations.id"), nullable=False)


# `epoch` goes up each time a person takes the conversation: an answer computed before that is dropped.
CONVERSATIONS = sa.Table(
    "conversations",
    METADATA,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("adherent", sa.String(64)),
    sa.Column("person", sa.Integer),
    sa.Column("secret_hash", sa.String(64), unique=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("formule", sa.String(16), nullable=False),
    sa.Column("last_seq", sa.Integer, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False, index=True),
    sa.Index("ix_conversations_adherent", "adherent", "updated_at"),
)

# `answers` is the seq of the member's message that an assistant's message answers; `outcome` says that
# it was not understood: `nlu_fallback`, or `nlu_ambigu`.
MESSAGES = sa.Table(
    "messages",
    METADATA,
    _conversation(),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("sender", sa.String(16), nullable=False),
    sa.Column("name", sa.String(128)),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("topic", sa.String(64)),
    sa.Column("choices", sa.JSON, nullable=False),
    sa.Column("links", sa.JSON, nullable=False),
    sa.Column("sources", sa.JSON, nullable=False),
    sa.Column("client_id", sa.String(36)),
    sa.Column("choice", sa.String(32)),
    sa.Column("answers", sa.Integer),
    sa.Column("outcome", sa.String(32)),
    sa.Column("at", sa.Float, nullable=False),
    sa.PrimaryKeyConstraint("conversation", "seq"),
    sa.UniqueConstraint("conversation", "client_id"),
)

CHOICES = sa.Table(
    "choices",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    _conversation(),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("intent", sa.String(64), nullable=False),
    sa.Column("entities", sa.JSON, nullable=False),
    sa.Column("topic", sa.String(64)),
    sa.Index("ix_choices_conversation", "conversation"),
)

# A turn is a member's message that Rasa has to hear: `ask` for an answer, `tell` for an emergency already
# answered (it only ends the form). States: pending, asked, answered, excused, dropped, and untold for a
# `tell` that failed.
TURNS = sa.Table(
    "turns",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    _conversation(),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("intent", sa.String(64)),
    sa.Column("entities", sa.JSON, nullable=False),
    sa.Column("form", sa.Boolean, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("due_at", sa.Float, nullable=False),
    sa.UniqueConstraint("conversation", "seq"),
)

# `number` is what the member was told, and the key that keeps a later delivery from being done twice.
HANDOFFS = sa.Table(
    "handoffs",
    METADATA,
    sa.Column("number", sa.String(16), primary_key=True),
    _conversation(),
    sa.Column("seq", sa.Integer),
    sa.Column("offered_by", sa.Integer),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("topic", sa.String(64)),
    sa.Column("priority", sa.String(16), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("text", sa.Text),
    sa.Column("details", sa.JSON, nullable=False),
    sa.Column("summary", sa.JSON, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Index("ix_handoffs_conversation", "conversation"),
)

FEEDBACK = sa.Table(
    "feedback",
    METADATA,
    _conversation(),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("useful", sa.Boolean, nullable=False),
    sa.Column("comment", sa.Text),
    sa.Column("at", sa.Float, nullable=False),
    sa.PrimaryKeyConstraint("conversation", "seq"),
)

# What a rate counts; `key` is a keyed hash of an owner or an address, never the value itself.
HITS = sa.Table(
    "hits",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
    sa.Index("ix_hits_key", "key", "at"),
)
