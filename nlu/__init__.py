"""Understanding of members' French, without Rasa."""
