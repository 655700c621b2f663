"""The language that a schema's own names are in, so that people and sentences can be in it too."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from sandbox.seeding.schemas.schema import Schema, Table
from sandbox.seeding.wordlists import listed

_WORDS = {
    "de": """
        vorname nachname strasse plz ort telefon geburtsdatum kunde kunden kundennummer rechnung
        rechnungen rechnungsdatum rechnungsnummer bestellung bestellungen artikel preis menge
        beschreibung erstellt geaendert bezeichnung schueler lehrer mitarbeiter termin termine
        fahrzeug fahrzeuge betrag bemerkung anrede hausnummer einzelpreis lieferant lieferanten
        faecher klassen titel raum betreff gesamtbetrag nettobetrag bruttobetrag beginn verlag
        veranstaltungen wohnung wohnungen mieter vertrag vertraege zahlung zahlungen geloescht
        erstellt_am benutzer patienten aerzte behandlung diagnose faellig groesse gewicht
        """,
    "nl": """
        voornaam achternaam straat huisnummer woonplaats telefoonnummer telefoon klant klanten
        bestelling bestellingen factuur facturen factuurnummer factuurdatum bedrag omschrijving
        aantal prijs opmerking opmerkingen geboortedatum geslacht tussenvoegsel afspraak afspraken
        arts artsen patienten medewerker medewerkers leverancier leveranciers begindatum einddatum
        startdatum naam reden vervaldatum betaald totaal korting kenteken soort boeken woning
        huurder gemaakt gewijzigd producten voorraad behandeling
        """,
    "fr": """
        nom prenom adresse ville courriel telephone facture factures commande commandes montant
        quantite prix date_naissance naissance civilite code_postal loyer statut titre remarques
        fournisseur fournisseurs utilisateur utilisateurs produits cree_le modifie_le date_debut
        date_fin locataires logements proprietaires voiture voitures eleves professeurs livres
        auteur auteurs taille couleur poids paiement paiements employes
        """,
    "es": """
        nombre apellido apellidos direccion ciudad correo telefono factura facturas pedido pedidos
        cantidad precio descripcion fecha fecha_nacimiento cliente clientes producto productos
        proveedor proveedores empleado empleados usuario usuarios codigo_postal estado_civil
        creado_en actualizado_en cita citas libros libro alumnos profesores pago pagos vehiculos
        importe pais nacimiento monto
        """,
    "it": """
        nome cognome indirizzo citta telefono fattura fatture ordine ordini quantita prezzo
        descrizione data_nascita cliente clienti prodotto prodotti fornitore fornitori utente
        utenti importo nazione cap creato_il aggiornato_il dipendenti libri
        """,
}
_LISTED = {language: frozenset(listed(words)) for language, words in _WORDS.items()}
_OF = {
    word: tuple(language for language, words in _LISTED.items() if word in words)
    for word in frozenset().union(*_LISTED.values())
}
_ENOUGH = 4
"""So many of a schema's names, at least, make it one in that language."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_COUNTRIES = {"de": "de_DE", "nl": "nl_NL", "fr": "fr_FR", "es": "es_ES", "it": "it_IT"}


def locales_of(schema: Schema) -> tuple[str, ...]:
    """The one locale whose language the tables' and columns' names are in; none for English."""
    names = {_plain(table.name) for table in schema.tables}
    names |= {_plain(column.name) for table in schema.tables for column in table.columns}
    counts = Counter(
        language for name in names for language in _OF.get(name, _OF.get(name.split("_")[0], ()))
    )
    if not counts:
        return ()
    ((language, count), *others) = counts.most_common()
    if count < _ENOUGH or count * 8 < len(names) or (others and others[0][1] == count):
        return ()
    return (_COUNTRIES[language],)


def language_of(locales: tuple[str, ...]) -> str:
    """The language of all the locales; `en` where they are several, or none."""
    found = {locale[:2] for locale in locales}
    return found.pop() if len(found) == 1 else "en"


@lru_cache(maxsize=1024)
def speaks(language: str, table: Table) -> bool:
    """Whether a name of the table is in the language: what its rows' locale is does not say."""
    names = (_plain(name) for name in (table.name, *(column.name for column in table.columns)))
    words = {word for name in names for word in (name, *name.split("_"))}
    return not words.isdisjoint(_LISTED.get(language, ()))


def _plain(name: str) -> str:
    name = re.sub(r"([a-zäöüß])([A-ZÄÖÜ])", r"\1_\2", name).lower()
    name = name.translate(_UMLAUTS)
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
