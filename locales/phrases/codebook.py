"""The codebook of a workbook: what each column holds, and what its codes mean."""

from __future__ import annotations

from locales.message import N_

TITLE = N_("Codebook")
SHEET = N_("Sheet")
HEADING = N_("Column")
KEY = N_("Name for programs")
KIND = N_("What it holds")
CODE = N_("Code")
MEANING = N_("Meaning")
REMARK = N_("Question asked")

OF_THE_FRAME = N_("added when it was received")
TEXT = N_("text as received, in the language of the submission")
NUMBER = N_("whole number")
CHOICE = N_("one of the choices below")
CHOICES = N_("several of the choices below, separated by commas")
OTHER_CHOICE = N_("a name from the list as it stood when it was answered")
MONTH = N_("month")
DAY = N_("day")
AMOUNT = N_("amount and currency")
LINKS = N_("web addresses")
FILES = N_("names of the files that came with it")
YES_NO = N_("yes or no")
OTHER = N_("as it is shown on the review screen")
TRANSLATION = N_("translation, not official")
