"""Loading made rows into a database, table by table; what the server refuses ends nothing.

run.py       the whole, several tables at once
crew.py      who loads which table when
table.py     one table: copied, and tried where the server refuses
large.py     keys and indexes looked after behind the rows
trying.py    candidates, rounds of them, varied by what the refused ones broke
block.py     the block on the server that keeps the rows which it takes
policed.py   tables whose policies hold for us
unforced.py  policies lifted that bind even the owner, while data are made for a start
there.py     the rows that are there beforehand
finish.py    sequences, views and statistics afterwards
verify.py    whether every constraint holds
unmet.py     what the recipe asked for and no row has
progress.py  how far it is
words.py     what is said of a refusal
"""
