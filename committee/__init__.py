"""The committee's world as values: actors, Program, calendar, submissions, rights, who owes what.

Pure: nothing here reads a clock, a database or the environment. What people may want to change
(texts, dates, rights, templates) lies in `data/*.toml`, read once and checked when read.
"""
