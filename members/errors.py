"""Failures of the member records.

MemberError
├── RecordUnavailable   the store cannot be read now
└── ClaimInvalid        the claim is forged, altered or too old
"""

from __future__ import annotations


class MemberError(Exception):
    """Any failure of this room."""


class RecordUnavailable(MemberError):  # noqa: N818
    """The member records cannot be read now: locked, down, slow or not migrated."""


class ClaimInvalid(MemberError):  # noqa: N818
    """The claim was not signed by us, was altered, or has expired."""
