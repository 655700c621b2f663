"""Going through the tokens of an expression, and the calls that SQL writes in words."""

from __future__ import annotations

from abc import abstractmethod

from sandbox.seeding.checks.expression import Call, Const, Expression, NotUnderstood
from sandbox.seeding.checks.tokens import Token


class Reading:
    """Where in the tokens the reader is."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def peek(self, ahead: int = 0) -> Token:
        place = self._at + ahead
        return self._tokens[place] if place < len(self._tokens) else Token("end", "")

    def _next(self) -> Token:
        token = self.peek()
        self._at += 1
        return token

    def _word(self, *words: str) -> bool:
        """Whether these keywords come next; if so, they are passed over."""
        for ahead, word in enumerate(words):
            token = self.peek(ahead)
            if token.kind != "word" or token.text.upper() != word:
                return False
        self._at += len(words)
        return True

    def _mark(self, mark: str) -> bool:
        if self.peek() == Token("mark", mark):
            self._at += 1
            return True
        return False

    def _expect(self, mark: str) -> None:
        if not self._mark(mark):
            raise NotUnderstood(f"{self.peek().text} where {mark} was expected")

    def _name(self) -> str:
        """A possibly qualified name; its last part."""
        token = self._next()
        while self._mark("."):
            token = self._next()
        if token.kind == "quoted":
            return token.text[1:-1].replace('""', '"')
        if token.kind != "word":
            raise NotUnderstood(f"{token.text} where a name was expected")
        return token.text


class SpecialCalls(Reading):
    """`extract(year FROM x)` and its like; each method begins after the opening bracket."""

    @abstractmethod
    def disjunction(self) -> Expression:
        """Any expression."""

    def _extract(self) -> Expression:
        unit = Const(self._name().lower())
        if not self._word("FROM"):
            raise NotUnderstood("extract")
        argument = self.disjunction()
        self._expect(")")
        return Call("date_part", (unit, argument))

    def _position(self) -> Expression:
        part = self.disjunction()
        if not self._word("IN"):
            raise NotUnderstood("position")
        whole = self.disjunction()
        self._expect(")")
        return Call("position", (part, whole))

    def _substring(self) -> Expression:
        arguments = [self.disjunction()]
        while not self._mark(")"):
            if not (self._word("FROM") or self._word("FOR") or self._mark(",")):
                raise NotUnderstood("substring")
            arguments.append(self.disjunction())
        return Call("substring", tuple(arguments))

    def _trim(self) -> Expression:
        """`TRIM(BOTH 'x' FROM y)`, or with one argument."""
        sides = {"BOTH": "btrim", "LEADING": "ltrim", "TRAILING": "rtrim"}
        name = next((sides[word] for word in sides if self._word(word)), "btrim")
        arguments = [] if self._word("FROM") else [self.disjunction()]
        if not arguments or self._word("FROM"):
            arguments.insert(0, self.disjunction())
        self._expect(")")
        return Call(name, tuple(arguments))
