"""Long answers where they are only mentioned: their beginning, and how much there is."""

from __future__ import annotations

from locales import LANGUAGES, N_, Listing, Message, Param, translator_for

USUAL = 1_500
"""Characters of an answer that stand in a message beside a question."""

FEW = 8
"""So many things in a list need no measuring."""


def shortened(answer: Param, *, limit: int = USUAL) -> Param:
    """The beginning of a long text or list and its size; what is shorter than `limit` as it is."""
    match answer:
        case str() if len(answer) > limit:
            return Message(
                N_("{beginning} […] ({length} characters)"),
                {"beginning": answer[:limit], "length": len(answer)},
            )
        case Listing(items) if len(items) > FEW:
            return _shortened_list(answer, limit)
        case _:
            return answer


def _shortened_list(listing: Listing, limit: int) -> Param:
    shown: list[Param] = []
    for item in listing.items:
        limit -= max(len(translator_for(each).plain(item)) for each in LANGUAGES) + 2
        if limit < 0:
            break
        shown.append(item)
    if len(shown) == len(listing.items):
        return listing
    return Message(
        # Translators: the first of many things that were chosen, and how many they are
        N_("{beginning} […] ({count} in all)"),
        {"beginning": Listing(tuple(shown)), "count": len(listing.items)},
    )
