"""What a recipe can say: this model is its validation's and its reference's one source.

Plain data, values as in the TOML. `docs/recipes.md` is written from the texts and examples here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from typing_extensions import Doc

from sandbox.errors import UsageError


class RecipeError(UsageError):
    """The recipe says something that cannot be done."""


@dataclass(frozen=True, slots=True)
class Example:
    """How it is written, as TOML."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """`[login]`: the person to log in as; `sandbox up` shows it."""

    user: Annotated[
        str, Doc("What is typed as the user's name."), Example('user = "guest@example.org"')
    ]
    password: Annotated[
        str, Doc("The password that works for this person."), Example('password = "sandbox"')
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerParent:
    """`per = { … }`: so many rows for each row of another table."""

    table: Annotated[str, Doc("The parents' table."), Example('table = "customers"')]
    mean: Annotated[float, Doc("Rows for each parent, on average."), Example("mean = 2.5")]
    spread: Annotated[
        str,
        Doc("`uneven`: most parents have few, some many (the default). `even`: all as many."),
        Example('spread = "even"'),
    ] = "uneven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Password:
    """`password = { … }`: the hash of a password that is known, the same in every row."""

    hash: Annotated[
        str,
        Doc("`bcrypt`, `argon2`, `django-pbkdf2` or `werkzeug-scrypt`."),
        Example('hash = "bcrypt"'),
    ]
    of: Annotated[
        str | None,
        Doc("The password; without one, the one under `[login]`, else `sandbox`."),
        Example('of = "sandbox"'),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """`[tables.NAME.columns]`: how one column is filled. At most one of the first nine."""

    constant: Annotated[
        Any, Doc("The same value in every row."), Example('country = { constant = "NL" }')
    ] = None
    choice: Annotated[
        Mapping[Any, float] | None,
        Doc("One of these values: a list, or each with its weight."),
        Example("role = { choice = { viewer = 70, admin = 30 } }"),
    ] = None
    template: Annotated[
        str | None,
        Doc("A text with other columns in braces, and `{row}`, the row's number from 1."),
        Example('code = { template = "{role}-{row:04d}" }'),
    ] = None
    between: Annotated[
        tuple[Any, Any] | None,
        Doc("Any number, date or moment of the range, both ends included."),
        Example("height = { between = [150, 200] }"),
    ] = None
    faker: Annotated[
        str | None,
        Doc(
            "A provider of Faker. Those that may give what reaches somebody (phone numbers, free "
            "email, cards) and those that depend on the day are refused."
        ),
        Example('motto = { faker = "catch_phrase" }'),
    ] = None
    sql: Annotated[
        str | None,
        Doc(
            "An SQL expression over the row's other columns, which the server computes as the "
            "rows are loaded."
        ),
        Example('email_key = { sql = "lower(email)" }'),
    ] = None
    password: Annotated[
        Password | None,
        Doc("The hash of a known password, which works in the app."),
        Example('password_hash = { password = { hash = "bcrypt", of = "sandbox" } }'),
    ] = None
    rule: Annotated[
        str | None,
        Doc("A rule that an installed package brings (see below), by its name."),
        Example('chassis = { rule = "vin" }'),
    ] = None
    arguments: Annotated[
        Mapping[str, Any],
        Doc("What the Faker provider is called with."),
        Example('plate = { faker = "bothify", arguments = { text = "??-##-??" } }'),
    ] = field(default_factory=dict)
    locales: Annotated[
        Mapping[str, float],
        Doc("Faker's locale for this column: `locale = NAME`, or `locales`, a list or weights."),
        Example('city = { faker = "city", locale = "de_DE" }'),
    ] = field(default_factory=dict)
    null: Annotated[
        float | None,
        Doc("The share of rows, from 0 to 1, in which the column is NULL."),
        Example("left_at = { null = 0.5 }"),
    ] = None
    when: Annotated[
        Mapping[str, tuple[Any, ...]],
        Doc("NULL unless other columns have one of these values."),
        Example('delivered_at = { when = { status = ["delivered", "returned"] } }'),
    ] = field(default_factory=dict)
    recent: Annotated[
        tuple[Any, ...],
        Doc("These of the column's values go to the rows that began last."),
        Example('status = { choice = { open = 9, shut = 91 }, recent = ["open"] }'),
    ] = ()

    @property
    def gives_value(self) -> bool:
        """Whether it says what the values are, not only where there are none."""
        return any(getattr(self, source) is not None for source in SOURCES)


SOURCES = ("constant", "choice", "template", "between", "faker", "sql", "password", "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRecipe:
    """`[tables.NAME]`, or `[tables."other_schema.NAME"]`."""

    rows: Annotated[int | None, Doc("How many rows it has."), Example("rows = 1200")] = None
    per: Annotated[
        PerParent | None,
        Doc("In place of `rows`: so many for each row of another table."),
        Example('per = { table = "customers", mean = 2.5 }'),
    ] = None
    fixed: Annotated[
        tuple[Mapping[str, Any], ...],
        Doc("Rows that come first, such as the people to log in as; what they leave out is made."),
        Example('fixed = [{ email = "guest@example.org", role = "admin" }]'),
    ] = ()
    skip: Annotated[
        bool | None, Doc("The table stays empty on purpose."), Example("skip = true")
    ] = None
    triggers: Annotated[
        bool | None,
        Doc("`false`: the table's own triggers do not run while its rows are loaded."),
        Example("triggers = false"),
    ] = None
    locales: Annotated[
        Mapping[str, float],
        Doc("Where the table's people and places are from: `locale`, or `locales`."),
        Example('locales = ["nl_NL", "fr_FR"]'),
    ] = field(default_factory=dict)
    columns: Annotated[
        Mapping[str, ColumnRule],
        Doc("A rule for each column that is not to be filled as its name and type suggest."),
        Example('[tables.users.columns]\nrole = { constant = "viewer" }'),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioRecipe:
    """`[scenarios.NAME]`: other data for a purpose, for `up` and `reset --scenario NAME`."""

    about: Annotated[
        str, Doc("What it is for, in a few words."), Example('about = "the day after a strike"')
    ] = ""
    like: Annotated[
        str,
        Doc("A built-in scenario to start from: `empty`, `busy-week` or `awkward`."),
        Example('like = "busy-week"'),
    ] = ""
    rows: Annotated[
        int | None, Doc("Rows of an ordinary table that is not named."), Example("rows = 2000")
    ] = None
    tables: Annotated[
        Mapping[str, TableRecipe],
        Doc("As `[tables.NAME]`; what is said here goes before what is said there."),
        Example("[scenarios.strike.tables.shipments]\nrows = 5000"),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The whole document; every key is optional. `tables` is keyed as written.

    scenario: the built-in one in force; own_scenario: the one that was named. text, file: as it
    was read, and its name, to say where something stands.
    """

    seed: Annotated[int | None, Doc("Another number gives other data."), Example("seed = 1")] = None
    rows: Annotated[
        int | None, Doc("Rows of an ordinary table that is not named."), Example("rows = 200")
    ] = None
    locales: Annotated[
        Mapping[str, float],
        Doc(
            "Where people and places are from: `locale = NAME`, or `locales` as a list; weights "
            "count for Faker's providers only."
        ),
        Example('locales = ["nl_NL", "de_DE"]'),
    ] = field(default_factory=dict)
    login: Annotated[
        Login | None,
        Doc("Who to log in as."),
        Example('[login]\nuser = "guest@example.org"\npassword = "sandbox"'),
    ] = None
    tables: Annotated[
        Mapping[str, TableRecipe],
        Doc("What is known of a table."),
        Example("[tables.users]\nrows = 12"),
    ] = field(default_factory=dict)
    scenarios: Annotated[
        Mapping[str, ScenarioRecipe],
        Doc("Other data for a purpose."),
        Example('[scenarios.strike]\nlike = "busy-week"'),
    ] = field(default_factory=dict)
    scenario: str = ""
    own_scenario: str = ""
    text: str = field(default="", compare=False, repr=False)
    file: str = field(default="the seed recipe", compare=False)


EMPTY_RECIPE = Recipe()
