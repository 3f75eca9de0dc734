"""The channel through which the desk asks for a turn."""
