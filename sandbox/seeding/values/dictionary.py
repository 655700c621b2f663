"""German, French, Spanish, Dutch and shortened words in names of columns, in English."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.seeding.values.dutch import DUTCH, MORE
from sandbox.seeding.wordlists import listed

_WORDS = """
first_name: vorname rufname prenom primernombre fname voornaam
last_name: nachname familienname zuname apellido apellidos lname achternaam cognome
full_name: fullname displayname vollname nombrecompleto nomcomplet
middle_name: middlename mname zweitname
name: nom nombre nome naam benennung bezeichnung libelle
title: titel titre titulo betreff sujet asunto
street: strasse str rue calle straat strassenname
house_number: hausnummer hausnr hnr
address: adresse anschrift direccion adres addr indirizzo
postcode: postcode plz postleitzahl cp codepostal codigopostal zipcode postalcode postnummer
city: stadt ort wohnort ville ciudad stad citta comune commune gemeinde localidad poblacion
country: land pays pais nazione
region: bundesland departement provincia kanton
phone: telefon telefonnummer telefono tel telnr handy handynummer mobil movil rufnummer phoneno
mobile: mobilnummer portable celular mobiltelefon
email: mail emailadresse courriel correo correoelectronico mailadresse emailaddress
company: firma firmenname unternehmen entreprise societe empresa gesellschaft azienda
birth_date: geburtsdatum naissance nacimiento geburtstag gebdatum dob birthdate
birthplace: geburtsort
gender: geschlecht sexe genero sexo
salutation: anrede civilite tratamiento
date: datum fecha dt
created: erstellt angelegt cree creado creation
updated: geaendert aktualisiert bearbeitet modifie modificado actualizado
deleted: geloescht supprime eliminado borrado
start: beginn anfang debut inicio startdatum startdate
end: ende fin enddatum enddate
from: von ab desde
until: bis hasta
valid: gueltig valide valido
expires: ablauf ablaufdatum vencimiento expiration
due: faellig faelligkeit echeance
paid: bezahlt paye pagado
ordered: bestellt commande pedido
delivered: geliefert livre entregado zugestellt
shipped: versandt versendet expedie enviado
cancelled: storniert abgesagt annule cancelado gekuendigt
open: offen ouvert abierto
closed: geschlossen erledigt abgeschlossen ferme cerrado
active: aktiv actif activo
locked: gesperrt
price: preis prix precio
unit_price: einzelpreis stueckpreis prixunitaire preciounitario
quantity: menge anzahl quantite cantidad qty qte qnty stueckzahl
amount: betrag montant importe amt summe
total: gesamt gesamtbetrag gesamtsumme gesamtpreis
net: netto nettobetrag nettopreis
gross: brutto bruttobetrag bruttopreis
tax: steuer mwst ust steuerbetrag mehrwertsteuer impuesto taxe
tax_rate: steuersatz mwstsatz
discount: rabatt nachlass remise descuento
shipping_cost: versandkosten fraisport
salary: gehalt lohn salaire salario sueldo
currency: waehrung devise moneda curr ccy
percent: prozent pct perc pourcentage porcentaje
weight: gewicht poids peso
height: hoehe hauteur altura
width: breite largeur anchura
length: laenge longueur longitud
color: farbe couleur
size: groesse taille talla
number: nummer nr num numero numer
code: kuerzel kennung
status: statut estado zustand
kind: typ tipo
category: kategorie categorie categoria warengruppe
department: abteilung servicio dept
description: beschreibung descripcion descr desc beschrijving
comment: kommentar commentaire comentario bemerkung anmerkung observaciones hinweis
note: notiz notizen remarque
message: nachricht msg mensaje
text: txt texte texto inhalt
username: benutzername utilisateur usuario loginname anmeldename
password: passwort kennwort motdepasse contrasena pwd passwd
profession: beruf metier profesion
position: stelle
language: sprache langue idioma
image: bild img foto pic
file: datei fichier archivo
manufacturer: hersteller fabricant fabricante
customer: kunde kunden cliente clientes cust
order: bestell bestellung bestellungen auftrag auftraege commandes pedidos
invoice: rechnung rechnungen facture factures factura facturas
item: posten artikel articulo
product: produkt produkte produit produits producto productos
supplier: lieferant lieferanten fournisseur fournisseurs proveedor proveedores
employee: mitarbeiter angestellte employe employes empleado empleados
user: benutzer nutzer utilisateurs usuarios usr
contact: ansprechpartner kontakt kontakte contacto
patient: patienten paciente pacientes
doctor: arzt aerzte medecin medico medicos
student: schueler eleve eleves alumno alumnos estudiante studierende
teacher: lehrer lehrkraft professeur profesor dozent
appointment: termin termine rendezvous cita citas
payment: zahlungs zahlung zahlungen paiement paiements pago pagos
delivery: lieferung lieferungen livraison livraisons entrega entregas liefer
account: konto konten compte cuenta acct
bank: kreditinstitut banque banco
balance: kontostand saldo solde
contract: vertrag vertraege contrat contrato
project: projekt projekte projet proyecto
task: aufgabe aufgaben tache tarea
room: zimmer raum raeume chambre habitacion
vehicle: fahrzeug fahrzeuge vehicule vehiculo
stock: lagerbestand bestand
warehouse: lager
license_plate: kennzeichen immatriculation matricula
entry: eintritt
exit: austritt
tax_number: steuernummer ustid ustidnr umsatzsteuerid steuernr siret
reference: aktenzeichen referenz referencia ref
hire_date: einstellungsdatum eintrittsdatum
exit_date: austrittsdatum
booking: buchung buchungen
member: mitglied mitglieder membre membres miembro
company_name: nomentreprise
event: veranstaltung veranstaltungen evenement evento
grade: zensur
subject: fach schulfach materia
transaction: umsatz umsaetze tx txn transaccion
admission: aufnahme
discharge: entlassung
uploaded: hochgeladen televerse subido
stay: aufenthalt aufenthalte sejour estancia
role: rolle rol
floor: stockwerk etage etagen piso
brand: marke marque marca
model: modell modele modelo
year: baujahr jahr annee
mileage: kilometerstand
fuel: kraftstoff treibstoff carburant
insurance: krankenkasse versicherung assurance seguro
blood_type: blutgruppe
allergies: allergien
unit: einheit unite unidad
diagnosis: diagnose diagnostic diagnostico
min_stock: mindestbestand
last: letzter letzte letztes dernier derniere ultimo ultima
due: faelligkeits
duration: dauer duree duracion
hours: stunden heures horas
days: tage jours dias
weeks: wochen
reason: grund motif motivo
result: ergebnis resultat resultado
rating: bewertung
keyword: schlagwort stichwort
rent: miete loyer alquiler
interest_rate: zinssatz
level: stufe
path: pfad
notes: notas remarques bemerkungen anmerkungen
website: webseite internetseite
bank_name: bankname
"""

_SHORT = """
timestamp: ts
department: dept
count: cnt
message: msg
manager: mgr
organization: org
location: loc
transaction: tx
"""


def _read(text: str) -> Mapping[str, str]:
    return {
        word: english
        for line in text.strip().splitlines()
        for english, _, words in (line.partition(":"),)
        for word in words.split()
    }


ENGLISH: Mapping[str, str] = {
    **_read(_SHORT),
    **_read(DUTCH),
    **_read(MORE),
    **_read(_WORDS),
}
"""A word (lower case, ASCII) to the English word or words, joined by _, that it stands for."""

TAILS = listed(
    """
    nummer nr datum betrag preis name strasse ort adresse menge zeit status typ art code kosten
    satz gruppe text wert mail email number date price amount total phone address city country
    type url id plz count at on positionen groesse pfad nummer naam tijd prijs bedrag soort
    """
)
"""What compound words end with: `rechnungsdatum`, `orderdate`."""
