"""What a person typed as SQL, before a program sees it that does more than SQL."""

from __future__ import annotations

import re

# As psql reads it: what is quoted or a comment it hands on as it is.
_QUOTED = re.compile(
    r"""
      --[^\n\r]*
    | (?<![\w$])[eE]'(?:[^'\\]|\\.|'')*'
    | '(?:[^']|'')*'
    | "(?:[^"]|"")*"
    | (?<![\w$])\$(?P<tag>(?:[^\W\d]\w*)?)\$.*?\$(?P=tag)\$
    """,
    re.VERBOSE | re.DOTALL,
)
_UNSURE = re.compile(r"[\w$][eE]'|/\*|standard_conforming_strings")


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A string constant, whatever it contains and whatever the server's quoting setting."""
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"E'{escaped}'"


def is_more_than_sql(text: str) -> bool:
    """Whether psql would find a command of its own in it, which begins with a backslash.

    Such commands run programs and change to another role, whatever rights the SQL has. Where the
    two ways to read a text might differ, a backslash anywhere counts.
    """
    if "\\" not in text:
        return False
    return bool(_UNSURE.search(text)) or "\\" in _QUOTED.sub(" ", text)


def is_one_expression(text: str) -> bool:
    """Whether the text, put in parentheses, stays within them: no statement ends in it."""
    depth = 0
    bare = _QUOTED.sub(" ", text)
    for sign in bare:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0 and bool(text.strip()) and not re.search(r"[;'\"]|/\*|\$\w*\$", bare)
