"""Answers that need the member's record."""
