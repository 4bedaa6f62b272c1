"""Every way an answer can be refused, each with the one sentence that says what to do."""

from __future__ import annotations

from locales import N_, Refusal


class NothingWrittenError(Refusal):
    """The message has no visible character."""

    message = N_("Please write an answer; this message is empty.")


class TooLongError(Refusal):
    """The answer exceeds `limit` characters; needs `limit` and `length`."""

    message = N_("That is {length} characters; please keep it under {limit}.")


class WholeTooLongError(Refusal):
    """With what was added an answer exceeds `limit`; needs `limit`, `length` and `kept`."""

    message = N_(
        "All of it together is {length} characters, over the limit of {limit}. The first {kept} "
        "are kept as your answer, what came after them is not: please send the whole text again, "
        "shorter."
    )


class TooShortError(Refusal):
    """The answer has less than `least` characters; needs `least` and `length`."""

    message = N_("That is {length} characters; please tell a little more, at least {least}.")


class NotSymbolError(Refusal):
    """The answer cannot be the symbol of a document; needs `limit` and an `example`."""

    message = N_(
        "A symbol has letters, digits, spaces and / . - only, {limit} characters at most: "
        "for example {example}."
    )


class NotWholeNumberError(Refusal):
    """The answer is no whole number; needs an `example`."""

    message = N_("Please send a whole number, for example {example}.")


class NumberOutOfRangeError(Refusal):
    """The number is too small or too big; needs `least` and `most`."""

    message = N_("Please send a number between {least} and {most}.")


class NotAmountError(Refusal):
    """The answer is no amount of money above zero; needs an `example`."""

    message = N_("Please send an amount above zero, for example {example}.")


class NotYearError(Refusal):
    """The answer is no year in the range; needs `first` and `last`."""

    message = N_("Please send a year from {first} to {last}, in four digits.")


class NotMonthError(Refusal):
    """The answer is no month of a year; needs an `example`."""

    message = N_("Please write a month and its year, for example {example}.")


class NotDayError(Refusal):
    """The answer is no date; needs an `example`."""

    message = N_("Please write a day, month and year, for example {example}.")


class NotTimeError(Refusal):
    """The answer is no time of the day."""

    message = N_("Please write a time from 00:00 to 23:59, for example 14:30.")


class AmbiguousDayError(Refusal):
    """The answer can be read as two dates; needs `one` and `other`."""

    message = N_("That can be {one} or {other}. Please write the month as a word.")


class DateOutOfRangeError(Refusal):
    """The month or date is not a likely one; needs `first` and `last`."""

    message = N_("Please give a date between {first} and {last}.")


class TooEarlyError(Refusal):
    """The month or date lies before an earlier answer; needs `earlier`."""

    message = N_("That is before {earlier}. Please give the same date or a later one.")


class OpensMoreError(Refusal):
    """A new answer would leave other questions of what was sent without one."""

    message = N_(
        "With this, other answers would have to change as well. Please go back and choose another "
        "field, or amend the whole submission."
    )


class UnknownChoiceError(Refusal):
    """What was typed is none of the choices; needs `text`."""

    message = N_("“{text}” is not among the choices. Please tap one, or type a word of it.")


class NobodyFoundError(Refusal):
    """What was typed names none of very many things; needs `text`."""

    message = N_(
        "I do not find “{text}”. Please type another part of the name; commas separate several."
    )


class NotFoundError(Refusal):
    """What was typed finds nothing among very many choices; needs `text`."""

    message = N_(
        "I do not find “{text}”. Please type a large city nearby or the country, or tap a button."
    )


class TooManyChosenError(Refusal):
    """More was ticked than may be; needs `most`."""

    message = N_("Please choose {most} at most; tap a ticked one to take it away.")


class TooFewChosenError(Refusal):
    """Less was ticked than must be; needs `least`."""

    message = N_("Please choose {least} at least before you go on.")


class NotALinkError(Refusal):
    """A line is no web address; needs `text`."""

    message = N_("“{text}” is not a link. Please begin each with https:// and send one per line.")


class LinkTooLongError(Refusal):
    """A link exceeds `limit` characters; needs `limit`."""

    message = N_("That link is too long; please keep each under {limit} characters.")


class TooManyLinksError(Refusal):
    """There are more links than may be; needs `most`."""

    message = N_("Please send {most} links at most.")


class OneLinkError(Refusal):
    """There are several links where one is asked."""

    message = N_("Please send just one link.")


class FileWantedError(Refusal):
    """A text came where a file is asked."""

    message = N_("Please send a document, a photo or a voice note here, or tap a button.")


class FileNotWantedError(Refusal):
    """A file came where none is asked."""

    message = N_("This question cannot take a file. Please type your answer or tap a button.")


class FileTooBigError(Refusal):
    """The file exceeds what can be received; needs `limit` in MB."""

    message = N_("That file is larger than {limit} MB. Please send a smaller one.")


class FileEmptyError(Refusal):
    """The file has no content."""

    message = N_("That file is empty. Please send it again or choose another one.")


class TooManyFilesError(Refusal):
    """There are more files than may be; needs `most`."""

    message = N_("You can attach {most} files at most; this one was not added.")


class NotConfirmedError(Refusal):
    """The declaration was not confirmed."""

    message = N_("Without this confirmation nothing can be sent; you may also save and leave.")


class AnswerNeededError(Refusal):
    """A question that needs an answer was to be skipped."""

    message = N_("This question needs an answer. You may also save and come back later.")


class FirstQuestionError(Refusal):
    """There is no question to go back to."""

    message = N_("This is the first question; there is nothing before it.")


class NothingToKeepError(Refusal):
    """There is no answer yet that could be kept."""

    message = N_("There is no answer to keep yet. Please answer the question.")


class StaleButtonError(Refusal):
    """The button belongs to something that is no longer open, or was made up."""

    message = N_("That button is no longer in use. This is what is open now:")


class SendOrChangeError(Refusal):
    """On the review something else than a button's words was sent."""

    message = N_("Everything is answered already; one of the buttons below goes on from here.")
