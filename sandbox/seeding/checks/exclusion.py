"""Reads the text of an exclusion constraint as the server writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.seeding.checks.expression import Expression, NotUnderstood
from sandbox.seeding.checks.parse import Reader
from sandbox.seeding.checks.tokens import tokens_of


@dataclass(frozen=True, slots=True)
class Exclusion:
    """No two rows may agree in all elements: (expression, its text, operator)."""

    elements: tuple[tuple[Expression, str, str], ...]
    predicate: Expression | None


def parse_exclusion(text: str) -> Exclusion:
    """`EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (…)`."""
    body = re.sub(r"^\s*EXCLUDE USING \w+\s*", "", text)
    reader = _Elements(tokens_of(body))
    return reader.exclusion()


class _Elements(Reader):
    """What stands behind EXCLUDE USING and the method."""

    def exclusion(self) -> Exclusion:
        self._expect("(")
        elements = [self._element()]
        while self._mark(","):
            elements.append(self._element())
        self._expect(")")
        if self._word("INCLUDE"):
            self._arguments()
        predicate = self._primary() if self._word("WHERE") else None
        return Exclusion(tuple(elements), predicate)

    def _element(self) -> tuple[Expression, str, str]:
        first = self._at
        expression = self.disjunction()
        text = " ".join(token.text for token in self._tokens[first : self._at])
        while not self._word("WITH"):  # an operator class, an order
            if self.peek().kind not in ("word", "quoted"):
                raise NotUnderstood(f"{self.peek().text} where WITH was expected")
            self._next()
        if self._word("OPERATOR"):
            self._expect("(")
            while self.peek().kind != "operator":
                self._next()
            operator = self._next().text
            self._expect(")")
        else:
            operator = self._next().text
        return expression, text, operator
