"""Dutch words in the names of tables and columns, in English; and a few of other languages."""

from __future__ import annotations

DUTCH = """
first_name: voornaam roepnaam voornamen
last_name: achternaam familienaam
full_name: volledigenaam
name: naam omschrijvingkort
street: straat straatnaam
house_number: huisnummer huisnr
suffix: toevoeging huisnummertoevoeging
city: plaats woonplaats plaatsnaam
phone: telefoon telefoonnummer telefoonnr mobiel mobielnummer gsm telnummer
email: mailadres emailadressen
company_name: bedrijfsnaam bedrijf
birth_date: geboortedatum
birthplace: geboorteplaats
gender: geslacht
salutation: aanhef
created: aangemaakt gemaakt toegevoegd
updated: gewijzigd bijgewerkt aangepast
deleted: verwijderd
start: begin aanvang
end: einde eind
from: vanaf
until: tot
valid: geldig
paid: betaald
delivered: geleverd bezorgd
ordered: besteld
cancelled: geannuleerd opgezegd
active: actief
price: prijs verkoopprijs
unit_price: stukprijs eenheidsprijs
quantity: aantal hoeveelheid
amount: bedrag
total: totaal totaalbedrag
net: nettobedrag exclusief
gross: brutobedrag bruto inclusief
tax: btw btwbedrag belasting
tax_rate: btwtarief btwpercentage
discount: korting
shipping_cost: verzendkosten
salary: salaris loon
currency: valuta munt
weight: gewicht
height: lengte hoogte
width: breedte
color: kleur
size: maat grootte
number: nummer
kind: soort
category: categorie
department: afdeling
description: omschrijving beschrijving
comment: opmerking opmerkingen toelichting
note: notitie notities aantekening aantekeningen
message: bericht
text: tekst inhoud
username: gebruikersnaam
password: wachtwoord
profession: beroep
position: functie
language: taal
image: afbeelding plaatje
file: bestand
manufacturer: fabrikant
customer: klant klanten
order: bestelling bestellingen
invoice: factuur facturen
item: artikel artikelen regel regels
product: producten
supplier: leverancier leveranciers
employee: medewerker medewerkers werknemer werknemers
user: gebruiker gebruikers
contact: contactpersoon
patient: patienten
doctor: arts artsen huisarts behandelaar
student: leerling leerlingen
teacher: docent docenten leraar leraren
parent: ouder ouders verzorger
appointment: afspraak afspraken
payment: betaling betalingen
delivery: levering leveringen bezorging
account: rekening rekeningnummer
contract: contracten overeenkomst
task: taak taken
room: kamer lokaal zaal
vehicle: voertuig voertuigen
stock: voorraad
warehouse: magazijn
license_plate: kenteken
booking: boeking boekingen reservering reserveringen
member: lid leden
event: evenement evenementen gebeurtenis
grade: cijfer
subject: vak vakken onderwerp
class: klas klassen klasse
uploaded: geupload
role: rol
floor: verdieping
brand: merk
year: jaar bouwjaar
mileage: kilometerstand
fuel: brandstof
insurance: verzekeraar verzekering
blood_type: bloedgroep
allergies: allergie allergieen
unit: eenheid
diagnosis: diagnose diagnoses
due_date: vervaldatum
medication: medicatie medicatienaam geneesmiddel medicijn medicijnen
dosage: dosering
severity: ernst
specialty: specialisme
duration: duur
hours: uren
days: dagen
weeks: weken
reason: reden
result: resultaat uitslag
rating: beoordeling
rent: huur huurprijs
temperature: temperatuur
heart_rate: hartslag
blood_pressure_systolic: bloeddruksystolisch
blood_pressure_diastolic: bloeddrukdiastolisch
middle_prefix: tussenvoegsel tussenvoegsels
measured: gemeten
time: tijd
last: laatste
title: onderwerpregel
path: bestandspad
date: datums
policy_number: polis
"""

MORE = """
publisher: verlag editeur editorial uitgeverij
author: autor auteur schrijver
weekday: wochentag joursemaine diasemana weekdag
school_year: schuljahr anneescolaire schooljaar
guardian: erziehungsberechtigter erziehungsberechtigte tuteur
religion: konfession religion
class_teacher: klassenlehrer
class: klassen klasse clase
subject: faecher
lesson_number: stunde
grade_level: jahrgangsstufe klassenstufe
year: erscheinungsjahr annee ano construction
absence: fehlzeiten fehlzeit
book: buecher buch livre livres libro libros boek boeken
max_participants: maxteilnehmer
priority: priorite prioridad prioritaet prioriteit
contractor: prestataire
cost: cout coste kosten
reported: signale
resolved: resolu
building: immeuble immeubles gebaeude edificio gebouw
dwelling: logement logements wohnung wohnungen vivienda woning woningen
owner: proprietaire proprietaires eigentuemer propietario eigenaar
tenant: locataire locataires mieter inquilino huurder
lease: bail baux mietvertrag mietvertraege
receipt: quittance quittances quittung
month: mois monat mes maand
method: mode
elevator: ascenseur aufzug ascensor
furnished: meuble moebliert amueblado gemeubileerd
surface: wohnflaeche superficie oppervlakte
rooms: pieces zimmeranzahl habitaciones
monthly: mensuel mensuelle monatlich mensual
income: revenu einkommen ingreso ingresos inkomen
charges: nebenkosten gastos
deposit: depot kaution fianza borg
social_security: numerosecu nir
excused: entschuldigt
artist: kuenstler artista artiste
"""
