"""Arrays that a column's checks ask for: of these elements only, with those among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sandbox.seeding.checks.conditions import Condition, check_conditions
from sandbox.seeding.checks.evaluate import evaluated
from sandbox.seeding.checks.expression import (
    Call,
    Col,
    Expression,
    NotUnderstood,
    Or,
    Quantified,
    children,
    columns_of,
    uncast,
)
from sandbox.seeding.checks.limits import narrowed
from sandbox.seeding.checks.natural import held
from sandbox.seeding.copytext.raw import Raw
from sandbox.seeding.schemas.schema import Check, Column
from sandbox.seeding.values.value import Limits, Rows, Spec, Value

MOST = 4
"""Elements, where nothing says how many."""


@dataclass(slots=True, kw_only=True)
class _Wanted:
    """elements: limits of each. among: of each of these lists one element has to be there.
    ordered: the elements ascend."""

    elements: Limits = field(default_factory=Limits)
    among: list[Sequence[Raw]] = field(default_factory=list)
    ordered: bool = False
    any: bool = False


def lists(
    spec: Spec,
    conditions: Iterable[Condition],
    choices: Callable[[Spec], Sequence[Value]],
) -> list[Value]:
    """Lists as the conditions want them; none where they want nothing but lengths.

    choices: the rules for a column that is no array.
    """
    wanted, element = _Wanted(), replace(spec.column, array=False)
    for condition in conditions:
        _read(wanted, condition.expression, element)
    try:
        limits = _element_limits(wanted.elements, spec.column.element_checks, element)
    except NotUnderstood:
        return []
    if not wanted.any and limits == Limits():
        return []
    made = choices(replace(spec, column=replace(element, element_checks=()), limits=limits))
    return [_of(spec, value, wanted) for value in made]


def _element_limits(limits: Limits, checks: Sequence[Check], element: Column) -> Limits:
    for check in checks:
        for condition in check_conditions(check, element.name, {element.name: element}):
            limits = narrowed(limits, condition.expression, element)
    return limits


def _of(spec: Spec, element: Value, wanted: _Wanted) -> Value:
    random = spec.random("lists")
    least = max(spec.limits.shortest, 1)
    most = spec.limits.longest if spec.limits.longest is not None else max(MOST, least)

    def one(drawn: Iterator[Raw], length: int) -> tuple[Raw, ...]:
        chosen = [random.choice(options) for options in wanted.among]
        chosen += [next(drawn) for _ in range(max(length - len(chosen), 0))]
        different = tuple(dict.fromkeys(chosen))
        enough = different if len(different) >= least else tuple(chosen)
        return tuple(sorted(enough)) if wanted.ordered else enough

    def draw(rows: Rows) -> list[Raw]:
        lengths = [random.randint(min(least, most), most) for _ in range(rows.count)]
        hidden: Mapping[str, list[Raw]] = {
            name: [v for v, n in zip(rows.columns[name], lengths, strict=True) for _ in range(n)]
            for name in element.needs
        }
        values = element.draw(Rows(first=rows.first, count=sum(lengths), columns=dict(hidden)))
        drawn = iter(values)
        return [one(drawn, length) for length in lengths]

    return Value(why=f"lists: {element.why}", draw=draw, needs=element.needs)


def _read(wanted: _Wanted, expression: Expression, element: Column) -> None:
    match expression:
        case Call(name="<@", arguments=(Col(), right)):
            values = _raws(right, element)
            _allow(wanted, values)
        case Call(name="@>", arguments=(Col(), right)):
            wanted.among += [[value] for value in _raws(right, element)]
            wanted.any = True
        case Call(name="&&", arguments=(left, right)):
            values = _raws(right if not columns_of(right) else left, element)
            if values:
                wanted.among.append(values)
                wanted.any = True
        case Quantified(operator=operator, left=left, array=array, any=any_) if columns_of(array):
            _quantified(wanted, operator, left, any_, element)
        case Call(name="<" | "<=", arguments=(left, right)) if _is_element(left):
            wanted.ordered = wanted.any = _is_element(right) or wanted.ordered
        case Call() | Or():
            for child in children(expression):
                _read(wanted, child, element)


def _allow(wanted: _Wanted, values: Sequence[Raw]) -> None:
    if values:
        wanted.elements = replace(wanted.elements, allowed=tuple(values))
        wanted.any = True


def _quantified(
    wanted: _Wanted, operator: str, left: Expression, any_: bool, element: Column
) -> None:
    """`constant operator ANY/ALL (the list)`."""
    wanted.any = True
    if any_ and operator == "=":
        wanted.among += [[value] for value in _raws(left, element)]
    elif not any_:
        condition = Call(operator, (left, Col(element.name)))
        wanted.elements = narrowed(wanted.elements, condition, element)


def _is_element(expression: Expression) -> bool:
    bare = uncast(expression)
    return isinstance(bare, Call) and bare.name == "element"


def _raws(expression: Expression, element: Column) -> Sequence[Raw]:
    if columns_of(expression):
        return ()
    try:
        value = evaluated(expression, {})({})
        values = value if isinstance(value, tuple) else (value,)
        return [held(element, one) for one in values if one is not None]
    except (NotUnderstood, ValueError, TypeError, ArithmeticError):
        return ()
