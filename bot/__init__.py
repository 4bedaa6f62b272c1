"""Enlace: the Telegram bot of the Committee on Migration Issues' actors."""
