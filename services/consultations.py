"""Draft texts that are open for input."""
