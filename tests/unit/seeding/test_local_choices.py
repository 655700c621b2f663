"""Few values in the language of the schema's own names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.seeding.recipes.recipe import EMPTY_RECIPE
from sandbox.seeding.values.local_choices import in_english
from tests.unit.seeding.build import column, rows_of, seeding, serial, table

GERMANS = replace(EMPTY_RECIPE, locales={"de_DE": 1.0})
INVOICES = {
    "de": (("rechnungen", "kunde", "rechnungsnummer", "betrag", "bezahlt_am"), "bezahlt"),
    "nl": (("facturen", "klant", "factuurnummer", "bedrag", "betaald_op"), "betaald"),
    "fr": (("factures", "nom", "adresse", "montant", "paye_le"), "payé"),
    "es": (("facturas", "nombre", "direccion", "importe", "pagado_en"), "pagado"),
    "it": (("fatture", "nome", "cognome", "importo", "indirizzo"), "pagato"),
}


@pytest.mark.parametrize("language", INVOICES)
def test_a_status_is_in_the_language_of_its_table(language: str) -> None:
    """Whoever named the columns in it wrote the states in it, too."""
    (name, *columns), paid = INVOICES[language]
    *texts, last = (column(one) for one in columns)
    invoices = table(name, serial(), *texts, last, column("status", not_null=True))
    states = {row["status"] for row in rows_of(seeding(invoices), name)}
    assert len(states) > 2
    assert all(in_english(state) != state for state in states - {"open"})
    assert paid in states or language == "it"


def test_what_is_paid_has_a_day_of_payment_in_german_too() -> None:
    """States are known for what they are in other languages."""
    invoices = table(
        "rechnungen",
        serial(),
        column("kunde"),
        column("rechnungsnummer"),
        column("betrag", "numeric", precision=8, scale=2),
        column("bezahlt_am", "date", not_null=False),
        column("status"),
    )
    rows = list(rows_of(seeding(invoices), "rechnungen"))
    assert any(row["status"] == "bezahlt" for row in rows)
    assert all((row["status"] == "bezahlt") == (row["bezahlt_am"] != "\\N") for row in rows)


def test_english_names_keep_english_states_whoever_lives_there() -> None:
    """The code reads the states, and is written as its names are."""
    orders = table("orders", serial(), column("status"), column("street"))
    states = {row["status"] for row in rows_of(seeding(orders, recipe=GERMANS), "orders")}
    assert "delivered" in states


def test_an_english_default_keeps_its_company() -> None:
    """A German table whose status begins as `draft` goes on in English."""
    invoices = table(
        "rechnungen",
        serial(),
        column("kunde"),
        column("betrag"),
        column("beschreibung"),
        column("status", default="'draft'::text"),
    )
    states = {row["status"] for row in rows_of(seeding(invoices), "rechnungen")}
    assert "paid" in states
