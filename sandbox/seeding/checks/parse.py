"""Reads the text of a CHECK constraint as the server's `pg_get_constraintdef` writes it."""

from __future__ import annotations

import re

from sandbox.seeding.checks.expression import (
    And,
    Array,
    Call,
    Case,
    Cast,
    Col,
    Const,
    Expression,
    NotUnderstood,
    Or,
    Quantified,
)
from sandbox.seeding.checks.reading import SpecialCalls
from sandbox.seeding.checks.tokens import Token, string_value, tokens_of

_LONG_TYPES = {
    "character": ("varying",),
    "bit": ("varying",),
    "double": ("precision",),
    "timestamp": ("with", "without", "time", "zone"),
    "time": ("with", "without", "time", "zone"),
}
_SAME = {"pow": "power", "clock_timestamp": "now", "statement_timestamp": "now"}
_RANKS = (
    frozenset(("=", "<", ">", "<=", ">=", "<>", "!=")),
    frozenset(("+", "-")),
    frozenset(("*", "/", "%")),
)


def parse_check(text: str) -> Expression:
    """The expression of `CHECK (…)`; NotUnderstood where it is beyond this reader."""
    body = re.sub(r"^\s*CHECK\s*", "", text)
    body = re.sub(r"\s*(NO INHERIT|NOT VALID|NOT ENFORCED)\s*$", "", body)
    return parse_expression(body)


def parse_expression(text: str) -> Expression:
    reader = Reader(tokens_of(text))
    expression = reader.disjunction()
    if reader.peek().kind != "end":
        raise NotUnderstood(f"unexpected {reader.peek().text}")
    return expression


class Reader(SpecialCalls):
    """Recursive descent over the tokens; each method reads what its name says."""

    def disjunction(self) -> Expression:
        parts = [self._conjunction()]
        while self._word("OR"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self) -> Expression:
        parts = [self._negation()]
        while self._word("AND"):
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _negation(self) -> Expression:
        if self._word("NOT"):
            return Call("not", (self._negation(),))
        return self._tested()

    def _tested(self) -> Expression:
        left = self._operated(0)
        while self._word("IS"):
            negated = self._word("NOT")
            left = self._is(left)
            if negated:
                left = Call("not", (left,))
        return left

    def _is(self, left: Expression) -> Expression:
        if self._word("NULL"):
            return Call("is null", (left,))
        for word, value in (("TRUE", True), ("FALSE", False)):
            if self._word(word):
                return Call("is same", (left, Const(value)))
        if self._word("UNKNOWN"):
            return Call("is null", (left,))
        if self._word("DISTINCT", "FROM"):
            return Call("not", (Call("is same", (left, self._operated(0))),))
        raise NotUnderstood(f"IS {self.peek().text}")

    def _operated(self, rank: int) -> Expression:
        """Binary operators, by precedence; those of no rank bind between + and comparison."""
        if rank == len(_RANKS):
            return self._unary()
        left = self._operated(rank + 1)
        while self.peek().kind == "operator" and self._rank(self.peek().text) == rank:
            operator = self._next().text
            quantifier = self._quantifier()
            if quantifier is not None:
                self._expect("(")
                array = self.disjunction()
                self._expect(")")
                left = Quantified(operator, left, array, quantifier)
            else:
                left = Call(operator, (left, self._operated(rank + 1)))
        return left

    @staticmethod
    def _rank(operator: str) -> int:
        for rank, operators in enumerate(_RANKS):
            if operator in operators:
                return rank
        return 0

    def _quantifier(self) -> bool | None:
        if self._word("ANY") or self._word("SOME"):
            return True
        return False if self._word("ALL") else None

    def _unary(self) -> Expression:
        if self.peek() == Token("operator", "-"):
            self._next()
            return Call("negative", (self._unary(),))
        if self.peek() == Token("operator", "+"):
            self._next()
            return self._unary()
        return self._cast(self._primary())

    def _cast(self, inner: Expression) -> Expression:
        while True:
            if self.peek().kind == "cast":
                self._next()
                inner = Cast(inner, self._type())
            elif self._mark("["):
                inner = Call("element", (inner, self.disjunction()))
                self._expect("]")
            elif self._word("COLLATE"):
                self._name()
            elif self._word("AT", "TIME", "ZONE"):
                inner = Call("timezone", (self._primary(), inner))
            else:
                return inner

    def _type(self) -> str:
        words = [self._name()]
        following = _LONG_TYPES.get(words[0].lower(), ())
        while True:
            if self.peek().kind == "word" and self.peek().text.lower() in following:
                words.append(self._next().text)
            elif self.peek() == Token("mark", "("):
                self._arguments()
            else:
                break
        name = " ".join(words).lower()
        while self._mark("["):
            self._expect("]")
            name += "[]"
        return name

    def _primary(self) -> Expression:
        token = self.peek()
        if token.kind == "string":
            return Const(string_value(self._next().text))
        if token.kind == "number":
            return Const(self._next().text, number=True)
        if self._mark("("):
            inner = self.disjunction()
            self._expect(")")
            return inner
        for word, value in (("TRUE", True), ("FALSE", False), ("NULL", None)):
            if self._word(word):
                return Const(value)
        if self._word("ARRAY"):
            self._expect("[")
            return Array(self._list("]"))
        if self._word("CASE"):
            return self._case()
        return self._named()

    def _named(self) -> Expression:
        bare = self.peek().kind == "word"
        name = self._name()
        if self.peek() == Token("mark", "("):
            return self._call(name.lower())
        if bare and name.upper() in ("CURRENT_TIMESTAMP", "LOCALTIMESTAMP"):
            return Call("now", ())
        if bare and name.upper() == "CURRENT_DATE":
            return Cast(Call("now", ()), "date")
        return Col(name)

    def _call(self, name: str) -> Expression:
        special = {
            "extract": self._extract,
            "position": self._position,
            "substring": self._substring,
            "trim": self._trim,
        }
        if name in special:
            self._expect("(")
            return special[name]()
        arguments = self._arguments()
        return Call(_SAME.get(name, name), arguments)

    def _arguments(self) -> tuple[Expression, ...]:
        self._expect("(")
        return self._list(")")

    def _list(self, end: str) -> tuple[Expression, ...]:
        items: list[Expression] = []
        if self._mark(end):
            return ()
        while True:
            items.append(self.disjunction())
            if self._mark(end):
                return tuple(items)
            self._expect(",")

    def _case(self) -> Expression:
        subject = None if self.peek().text.upper() == "WHEN" else self.disjunction()
        branches: list[tuple[Expression, Expression]] = []
        while self._word("WHEN"):
            condition = self.disjunction()
            if subject is not None:
                condition = Call("=", (subject, condition))
            if not self._word("THEN"):
                raise NotUnderstood("CASE")
            branches.append((condition, self.disjunction()))
        otherwise = self.disjunction() if self._word("ELSE") else Const(None)
        if not self._word("END"):
            raise NotUnderstood("CASE")
        return Case(tuple(branches), otherwise)
