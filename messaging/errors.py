"""What the desk refuses or cannot do, each with its HTTP status.

DeskError
├── Unauthorized 401      a token that is not valid: never treated as a visitor
├── Forbidden 403         demonstration accounts asked for where they are not served
├── NotFound 404          unknown, or not the caller's: the two are told apart to nobody
├── Closed 409            the conversation is closed
├── StaleChoice 409       the step that offered the choice is over
├── TooLong 413           text or body over the limit
├── Invalid 422           a request that the door does not know
│   ├── NotText 422
│   └── UnknownChoice 422
├── TooMany 429           over the rate, with `Retry-After`
└── StoreUnavailable 503  not stored: send the same `client_id` again

RasaError                 the assistant did not answer a turn (never leaves the desk)
"""

from __future__ import annotations


class DeskError(Exception):
    """A refusal that the client is told: `code` for machines, the message for people who integrate."""

    status = 500
    code = "internal"


class Unauthorized(DeskError):  # noqa: N818
    """The token is missing where needed, malformed, expired or not signed by whom we trust."""

    status = 401
    code = "unauthorized"


class Forbidden(DeskError):  # noqa: N818
    """The demonstration accounts are off, or the desk can be reached from other machines."""

    status = 403
    code = "forbidden"


class NotFound(DeskError):  # noqa: N818
    """There is no such thing for this caller."""

    status = 404
    code = "not_found"


class Closed(DeskError):  # noqa: N818
    """The conversation is closed."""

    status = 409
    code = "closed"


class StaleChoice(DeskError):  # noqa: N818
    """The choice belongs to a step that is over."""

    status = 409
    code = "stale_choice"


class TooLong(DeskError):  # noqa: N818
    """A text or a body over its limit."""

    status = 413
    code = "too_long"


class Invalid(DeskError):  # noqa: N818
    """A request that is not of the documented form."""

    status = 422
    code = "invalid"


class NotText(Invalid):
    """A message without readable text."""

    code = "not_text"


class UnknownChoice(Invalid):
    """A choice that this conversation never offered."""

    code = "unknown_choice"


class TooMany(DeskError):  # noqa: N818
    """Over the rate; `retry_after` is in whole seconds."""

    status = 429
    code = "too_many"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"over the rate: try again in {retry_after} s")
        self.retry_after = retry_after


class StoreUnavailable(DeskError):  # noqa: N818
    """The desk's store could not be read or written in time."""

    status = 503
    code = "store_unavailable"


class RasaError(Exception):
    """The assistant could not be asked, or gave no usable answer."""
