"""Sentences and titles in German, Dutch, French, Spanish and Italian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


SENTENCES: Mapping[str, Sequence[str]] = {
    "de": _lines("""
        Bitte vorher anrufen.
        Telefonisch vereinbart, Bestätigung folgt schriftlich.
        Alles in Ordnung.
        Wartet noch auf Antwort.
        Zweimal geprüft, keine Abweichung.
        Die Unterlagen sind vollständig.
        Ein Kollege übernimmt.
        Die Menge wurde berichtigt.
        Nächste Woche noch einmal ansehen.
        Persönlich übergeben.
        Die Verpackung war leicht beschädigt, der Inhalt unversehrt.
        Bittet um eine Kopie der Rechnung.
        Die Adresse wurde bestätigt.
        Nur vormittags erreichbar.
        Heute nicht erreicht.
        Liste liegt bei.
        Früher fertig als geplant.
        Freitags geschlossen.
        Keine weiteren Schritte nötig.
        Wie beim letzten Mal.
    """),
    "nl": _lines("""
        Graag eerst even bellen.
        Telefonisch afgesproken, bevestiging volgt.
        Alles was in orde.
        Wacht nog op antwoord.
        Twee keer gecontroleerd, geen verschil.
        De papieren zijn compleet.
        Een collega neemt het over.
        Het aantal is aangepast.
        Volgende week opnieuw bekijken.
        Persoonlijk overhandigd.
        De verpakking was licht beschadigd, de inhoud niet.
        Vraagt om een kopie van de factuur.
        Het adres is bevestigd.
        Alleen 's ochtends bereikbaar.
        Vandaag niet bereikt.
        De lijst zit erbij.
        Eerder klaar dan gepland.
        Op vrijdag gesloten.
        Geen verdere actie nodig.
        Hetzelfde als de vorige keer.
    """),
    "fr": _lines("""
        Merci d'appeler avant de venir.
        Convenu par téléphone, confirmation à suivre.
        Tout était en ordre.
        En attente d'une réponse.
        Vérifié deux fois, aucun écart.
        Le dossier est complet.
        Une collègue prend la suite.
        La quantité a été corrigée.
        À revoir la semaine prochaine.
        Remis en main propre.
        L'emballage était un peu abîmé, le contenu intact.
        Demande une copie de la facture.
        L'adresse a été confirmée.
        Joignable le matin seulement.
        Injoignable aujourd'hui.
        La liste est jointe.
        Terminé plus tôt que prévu.
        Fermé le vendredi.
        Aucune autre démarche nécessaire.
        Comme la dernière fois.
    """),
    "es": _lines("""
        Llamar antes de venir, por favor.
        Acordado por teléfono, falta la confirmación.
        Todo estaba en orden.
        A la espera de respuesta.
        Revisado dos veces, sin diferencias.
        La documentación está completa.
        Lo sigue una compañera.
        Se corrigió la cantidad.
        Volver a verlo la semana que viene.
        Entregado en mano.
        El embalaje llegó algo dañado, el contenido bien.
        Pide una copia de la factura.
        La dirección está confirmada.
        Solo disponible por la mañana.
        Hoy no contesta.
        Se adjunta la lista.
        Terminado antes de lo previsto.
        Cerrado los viernes.
        No hace falta nada más.
        Igual que la última vez.
    """),
    "it": _lines("""
        Chiamare prima di venire.
        Concordato al telefono, segue conferma.
        Tutto in ordine.
        In attesa di risposta.
        Controllato due volte, nessuna differenza.
        I documenti sono completi.
        Se ne occupa una collega.
        La quantità è stata corretta.
        Da rivedere la prossima settimana.
        Consegnato a mano.
        Chiede una copia della fattura.
        L'indirizzo è confermato.
        Disponibile solo al mattino.
        Oggi non risponde.
        L'elenco è allegato.
        Finito prima del previsto.
        Chiuso il venerdì.
        Non serve altro.
        Come l'ultima volta.
    """),
}
TITLES: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "de": (
        ("Haus", "Hof", "Projekt", "Modell", "Reihe", "Plan", "Werk", "Gruppe", "Paket", "Studio"),
        ("Linde", "Ahorn", "Morgenrot", "Seeblick", "Talblick", "Nordwind", "Kornblume", "Eiche",
         "Bergkamm", "Sonnenhang", "Mühlbach", "Heidekraut", "Birke", "Klarsicht", "Abendstern",
         "Wiesengrund", "Steinbruch", "Lerche", "Hafen", "Auenland"),
    ),
    "nl": (
        ("Huis", "Hof", "Project", "Model", "Reeks", "Plan", "Groep", "Pakket", "Atelier", "Punt"),
        ("Linde", "Esdoorn", "Ochtendrood", "Duinzicht", "Noordwind", "Korenbloem", "De Eik",
         "Meerzicht", "Zonnehoek", "Molenbeek", "De Berk", "Avondster", "Weidezicht", "Leeuwerik",
         "De Haven", "Polderland", "Zilvermeeuw", "Waterlelie", "De Brug", "Klaproos"),
    ),
    "fr": (
        ("Maison", "Projet", "Modèle", "Série", "Plan", "Atelier", "Groupe", "Résidence", "Clos",
         "Villa"),
        ("du Tilleul", "des Érables", "de l'Aurore", "du Lac", "de la Vallée", "du Vent du Nord",
         "des Bleuets", "du Chêne", "de la Colline", "du Moulin", "des Bouleaux", "de l'Étoile",
         "des Prés", "de l'Alouette", "du Port", "des Vignes", "du Parc", "de la Source",
         "des Lilas", "du Pont"),
    ),
    "es": (
        ("Casa", "Proyecto", "Modelo", "Serie", "Plan", "Taller", "Grupo", "Residencia", "Villa",
         "Estudio"),
        ("del Tilo", "Alborada", "del Lago", "del Valle", "Viento Norte", "del Roble", "Colina",
         "del Molino", "Abedul", "Estrella", "de los Prados", "Alondra", "del Puerto", "Olivar",
         "del Parque", "de la Fuente", "Lavanda", "del Puente", "Naranjo", "Mirador"),
    ),
    "it": (
        ("Casa", "Progetto", "Modello", "Serie", "Piano", "Officina", "Gruppo", "Residenza",
         "Villa", "Studio"),
        ("del Tiglio", "Aurora", "del Lago", "della Valle", "Vento del Nord", "della Quercia",
         "Collina", "del Mulino", "Betulla", "Stella", "dei Prati", "Allodola", "del Porto",
         "Vigneto", "del Parco", "della Fonte", "Lavanda", "del Ponte", "Arancio", "Belvedere"),
    ),
}  # fmt: skip
"""What follows what, where nothing more is known of a thing."""
PRODUCTS: Mapping[str, Sequence[str]] = {
    "de": ("Lampe", "Stuhl", "Tisch", "Rucksack", "Tasse", "Notizbuch", "Jacke", "Uhr", "Korb",
           "Regal", "Decke", "Kissen", "Spiegel", "Teppich", "Vase", "Hocker", "Pfanne", "Zelt"),
    "nl": ("Lamp", "Stoel", "Tafel", "Rugzak", "Mok", "Notitieboek", "Jas", "Klok", "Mand",
           "Plank", "Deken", "Kussen", "Spiegel", "Kleed", "Vaas", "Kruk", "Pan", "Tent"),
    "fr": ("Lampe", "Chaise", "Table", "Sac à dos", "Tasse", "Carnet", "Veste", "Horloge", "Panier",
           "Étagère", "Couverture", "Coussin", "Miroir", "Tapis", "Vase", "Tabouret", "Poêle"),
    "es": ("Lámpara", "Silla", "Mesa", "Mochila", "Taza", "Cuaderno", "Chaqueta", "Reloj", "Cesta",
           "Estante", "Manta", "Cojín", "Espejo", "Alfombra", "Jarrón", "Taburete", "Sartén"),
    "it": ("Lampada", "Sedia", "Tavolo", "Zaino", "Tazza", "Quaderno", "Giacca", "Orologio",
           "Cesto", "Mensola", "Coperta", "Cuscino", "Specchio", "Tappeto", "Vaso", "Sgabello"),
}  # fmt: skip
WEEKDAYS = {
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
}
LOCAL_NAMES = dict(
    pair.split("=")
    for pair in """
    Munich=München|Cologne=Köln|Bavaria=Bayern|North Rhine-Westphalia=Nordrhein-Westfalen
    |Saxony=Sachsen|Germany=Deutschland|Austria=Österreich|Vienna=Wien|Zurich=Zürich
    |Switzerland=Schweiz|North Holland=Noord-Holland|South Holland=Zuid-Holland
    |North Brabant=Noord-Brabant|Netherlands=Nederland|Spain=España|Catalonia=Cataluña
    |Italy=Italia|Rome=Roma|Milan=Milano|Turin=Torino|Lombardy=Lombardia|Piedmont=Piemonte
    """.replace("\n    ", "").split("|")
)
"""Cities, regions and countries as they are called there."""
