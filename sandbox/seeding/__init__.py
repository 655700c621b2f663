"""Seeding: a schema and a recipe in, rows out. Pure: no I/O, no clock, no environment.

schema.py     what the catalogue says, as plain data
recipe.py     what a maintainer wants, from TOML
existing.py   the rows that migrations inserted
order.py      which table comes before which
counts.py     how many rows each table gets
plan*.py      one table: which steps make its columns, and how its keys are kept
table.py      carries a table's plan out, batch by batch
steps/        the steps: references, unique values, timelines
values/       values by a column's name and type
checks/       CHECK constraints: read, evaluated, met
raw.py        how values are held and written
fill.py       the whole: a psql script of COPY blocks
"""
