"""What people do; each public method is one transaction. Speaks in message ids, never in words."""
