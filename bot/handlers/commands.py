"""Commands: /start with or without an invitation, and the ways into the forms."""

from __future__ import annotations

from telegram import Update

from bot.handlers.context import Context, envelope_of


async def on_start(update: Update, context: Context) -> None:
    """Open an invitation, or show the menu."""
    token = _rest(update)
    envelope = envelope_of(update, context)
    if token:
        await context.services.invitations.open(envelope, token)
    else:
        await context.services.menu.help(envelope)


async def on_help(update: Update, context: Context) -> None:
    """Show what the person can do."""
    await context.services.menu.help(envelope_of(update, context))


async def on_form(update: Update, context: Context) -> None:
    """Begin the form that the command names."""
    await context.services.conversation.begin(envelope_of(update, context), _command(update))


async def on_step(update: Update, context: Context) -> None:
    """Go back, skip, or save and leave."""
    await context.services.conversation.navigate(envelope_of(update, context), _command(update))


async def on_drafts(update: Update, context: Context) -> None:
    """List the unfinished drafts."""
    await context.services.menu.drafts(envelope_of(update, context))


async def on_language(update: Update, context: Context) -> None:
    """Offer the four languages."""
    await context.services.menu.languages(envelope_of(update, context))


async def on_calendar(update: Update, context: Context) -> None:
    """Show the coming meetings."""
    await context.services.overview.calendar(envelope_of(update, context))


async def on_status(update: Update, context: Context) -> None:
    """Show who has answered."""
    await context.services.overview.status(envelope_of(update, context))


async def on_export(update: Update, context: Context) -> None:
    """Begin to ask for the compilation."""
    await context.services.exports.ask(envelope_of(update, context))


async def on_invite(update: Update, context: Context) -> None:
    """Begin to invite somebody."""
    await context.services.invitations.ask_whom(envelope_of(update, context))


async def on_register(update: Update, context: Context) -> None:
    """Begin the self-registration of an organization."""
    await context.services.registrations.begin(envelope_of(update, context))


def _command(update: Update) -> str:
    text = (update.message.text or "") if update.message else ""
    return text.split()[0].lstrip("/").split("@")[0].lower()


def _rest(update: Update) -> str:
    text = (update.message.text or "") if update.message else ""
    _, _, rest = text.partition(" ")
    return rest.strip()
