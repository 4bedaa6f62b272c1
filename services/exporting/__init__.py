"""Asking for a compilation in a chat."""
