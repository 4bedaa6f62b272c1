"""The access table, tried: every action by every role in every relation, through the chat."""
