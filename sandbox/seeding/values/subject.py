"""What the rows of a table are: persons, companies, products or something else."""

from __future__ import annotations

from functools import lru_cache

from sandbox.seeding.schemas.schema import Table
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.wordlists import listed

_PERSONS = frozenset(
    listed(
        """
    user person people contact driver employee author member patient student teacher staff guest
    subscriber passenger player agent owner admin worker doctor nurse customer client candidate
    applicant attendee reader visitor recipient sender lead profile participant instructor
    reviewer speaker manager buyer seller courier reporter assignee approver holder receiver
    guardian insured pupil parent child spouse sponsor donor volunteer trainer coach host artist
    director caller signatory accountant editor creator attendant landlord
    """
    )
)
_COMPANIES = frozenset(
    listed(
        """
    company organization organisation supplier vendor carrier manufacturer partner employer
    merchant business firm tenant shop store brand publisher insurer bank agency
    """
    )
)
_PRODUCTS = frozenset(
    listed(
        """
    product item article good sku variant part material stock
    """
    )
)
_COMPANY_SIGNS = frozenset(
    listed(
        """
    vat_number vat_id website segment industry company_number tax_id tax_number credit_limit
    payment_days payment_terms legal_name registration_number
    """
    )
)
_PERSON_SIGNS = frozenset(
    listed(
        """
    first_name firstname last_name lastname surname birth_date date_of_birth dob gender
    """
    )
)

_LOOKUPS = frozenset(
    listed(
        """
    type status role category country currency tag language locale permission region level class
    group department setting plan priority unit state stage reason method genre label tier team
    """
    )
)
_STAFF = frozenset(
    listed(
        """
        user person people employee author staff owner admin worker profile agent manager
        teacher instructor doctor nurse driver courier reviewer speaker editor creator
        """
    )
)


_SINGULAR = {
    "people": "person", "persons": "person", "movies": "movie", "cookies": "cookie",
    "calories": "calorie", "series": "series", "species": "species", "diagnoses": "diagnosis",
    "analyses": "analysis", "statuses": "status", "aliases": "alias", "buses": "bus",
    "children": "child", "men": "man", "women": "woman", "mice": "mouse", "leaves": "leave",
    "criteria": "criterion", "news": "news",
}  # fmt: skip


def singular(word: str) -> str:
    """A noun's likely singular; good enough to compare table names."""
    if word in _SINGULAR:
        return _SINGULAR[word]
    for ending, replacement in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + replacement
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_WRITTEN_SIGNS = frozenset(
    ("author", "author_id", "headline", "body", "published_at", "reading_time", "word_count")
)
"""Columns of articles that are read, not sold."""


@lru_cache(maxsize=1024)
def _subject(table_name: str, columns: frozenset[str]) -> str:
    what = noun(table_name)
    if columns & _PERSON_SIGNS:
        return "person"
    if what in _COMPANIES or (what in ("customer", "client") and columns & _COMPANY_SIGNS):
        return "company"
    if what in _PERSONS:
        return "person"
    if what in _PRODUCTS and columns.isdisjoint(_WRITTEN_SIGNS):
        return "product"
    return "thing"


def subject(table: Table) -> str:
    """`person`, `company`, `product` or `thing`."""
    return _subject(table.name, column_names(table))


def column_names(table: Table) -> frozenset[str]:
    """The names of a table's columns as words_of has them, joined by _."""
    return frozenset("_".join(words_of(column.name)) for column in table.columns)


def noun(table_name: str) -> str:
    """What a row of the table is, in the singular: the last word of its name."""
    words = words_of(table_name) or [table_name]
    if words[-1] in ("request", "requests") and len(words) > 1 and not is_person(words[-2]):
        return singular(words[-2])
    return singular(words[-1])


def is_look_up(table_name: str) -> bool:
    """Whether the table is a list of choices, by its name."""
    return noun(table_name) in _LOOKUPS


def is_staff(table_name: str) -> bool:
    """Whether the table's rows are people who work with the others, by its name."""
    return noun(table_name) in _STAFF


def is_person(what: str) -> bool:
    """Whether a noun stands for a person."""
    return what in _PERSONS


def is_company(what: str) -> bool:
    """Whether a noun stands for a company."""
    return what in _COMPANIES
