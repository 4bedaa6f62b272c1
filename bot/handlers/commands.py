"""Commands: /start with or without an invitation, and the ways into the forms."""

from __future__ import annotations

from telegram import Update

from bot.handlers.context import Context, envelope_of


async def on_start(update: Update, context: Context) -> None:
    """Open an invitation or what an inline search has found, or show the menu."""
    token = _rest(update)
    envelope = envelope_of(update, context)
    if context.services.lookup.is_link(token):
        await context.services.lookup.follow(envelope, token)
    elif token:
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
    await context.services.drafts.listed(envelope_of(update, context))


async def on_submissions(update: Update, context: Context) -> None:
    """List or search submissions."""
    await context.services.lookup.submissions(envelope_of(update, context), _rest(update))


async def on_review(update: Update, context: Context) -> None:
    """List what waits to be read."""
    await context.services.review.waiting(envelope_of(update, context))


async def on_news(update: Update, context: Context) -> None:
    """Ask how somebody hears of submissions."""
    await context.services.review.news(envelope_of(update, context))


async def on_program(update: Update, context: Context) -> None:
    """Browse the Program, or search it."""
    await context.services.lookup.program(envelope_of(update, context), words=_rest(update))


async def on_practices(update: Update, context: Context) -> None:
    """Search published practices."""
    await context.services.lookup.practices(envelope_of(update, context), _rest(update))


async def on_people(update: Update, context: Context) -> None:
    """List who is in, or search among them."""
    await context.services.members.listed(envelope_of(update, context), words=_rest(update))


async def on_hand_over(update: Update, context: Context) -> None:
    """Begin to hand over to a colleague."""
    await context.services.members.hand_over(envelope_of(update, context))


async def on_my_data(update: Update, context: Context) -> None:
    """Send all that is held on the person."""
    await context.services.own_data.mine(envelope_of(update, context))


async def on_forget(update: Update, context: Context) -> None:
    """Explain what leaving means."""
    await context.services.own_data.leaving(envelope_of(update, context))


async def on_language(update: Update, context: Context) -> None:
    """Offer the four languages."""
    await context.services.menu.languages(envelope_of(update, context))


async def on_settings(update: Update, context: Context) -> None:
    """Show the person's settings."""
    await context.services.settings.shown(envelope_of(update, context))


async def on_calendar(update: Update, context: Context) -> None:
    """Show the coming meetings."""
    await context.services.calendars.listed(envelope_of(update, context))


async def on_status(update: Update, context: Context) -> None:
    """Show who has answered."""
    await context.services.overview.status(envelope_of(update, context))


async def on_export(update: Update, context: Context) -> None:
    """Begin to ask for the compilation."""
    await context.services.exports.ask(envelope_of(update, context))


async def on_translations(update: Update, context: Context) -> None:
    """Offer texts for translators."""
    await context.services.translating.offered(envelope_of(update, context))


async def on_remind(update: Update, context: Context) -> None:
    """Begin an extra round of reminders."""
    await context.services.rounds.ask(envelope_of(update, context))


async def on_announce(update: Update, context: Context) -> None:
    """Begin an announcement."""
    await context.services.announcements.ask(envelope_of(update, context))


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
