"""The sandbox behaves like Telegram where it matters."""
