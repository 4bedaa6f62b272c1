"""Texts given to translators, and their translations taken back."""

from __future__ import annotations

from locales.message import N_, Message

TRANSLATIONS = N_("Translations")
OFFER = N_(
    "Texts as received can be given to translators as XLIFF files, one for each language they "
    "were written in. Into which language are they to be translated?"
)
GIVE_BACK = N_(
    "When the translations are there, please send the files (.xlf) here. Compilations in that "
    "language then show them beside the originals, marked as unofficial."
)
BEGUN = N_("The texts are being put together; the files follow here in a moment.")
NONE = N_("There is nothing to translate into that language.")
FAILED = N_("The files could not be made this time; please ask for them again.")


def given(n: int) -> Message:
    """How many submissions have texts in the files."""
    return Message(
        N_("Texts of {n} submission, for translators."),
        {"n": n},
        plural=N_("Texts of {n} submissions, for translators."),
    )


def taken(n: int) -> Message:
    """How many texts were taken."""
    return Message(
        N_("{n} translation has been taken. It will stand beside the original, as unofficial."),
        {"n": n},
        plural=N_(
            "{n} translations have been taken. They will stand beside the originals, as unofficial."
        ),
    )


NOTHING_TAKEN = N_(
    "There is no translation in that file yet: its texts have no target. Nothing was changed."
)

# --- what is wrong with a file: each ends with what to do, nothing of it is kept ------------
REFUSED = N_(
    "Line {line} of that file: {fault} Nothing was taken; please have it corrected and send it "
    "again."
)
FAULTS = {
    "large": N_("the file is larger than 50 MB."),
    "xml": N_("it is no well-formed XML."),
    "doctype": N_("a document type is declared, which is not allowed here."),
    "not_xliff": N_("it is no XLIFF file."),
    "version": N_("this version of XLIFF is not known here; 2.1 is needed."),
    "languages": N_(
        "the languages (srcLang, trgLang) must be two different ones of es, en, fr and pt."
    ),
    "unnamed": N_("the number of the submission (original) is missing."),
    "twice": N_("this text of {number} stands in the file twice."),
    "code": N_("there is mark-up that was not in the text given out."),
    "no_source": N_("the original text (source) is missing."),
    "unknown": N_("there is no submission {number} that can be translated."),
    "other_language": N_("{number} was not written in this language."),
    "no_question": N_("{number} has no text of this name."),
    "changed": N_("the original text of {number} is not the one that was received."),
}
