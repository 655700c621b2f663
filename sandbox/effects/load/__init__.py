"""Loading made rows into a database, table by table; what the server refuses ends nothing.

run.py       the whole, several tables at once
table.py     one table: copied, and tried where the server refuses
trying.py    candidates, and the block that keeps those the server takes
words.py     what is said of a refusal
"""
