"""The desk: the only door between a member's browser and the assistant."""
