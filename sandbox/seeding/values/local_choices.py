"""Statuses, kinds and other few values in German, Dutch, French, Spanish and Italian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LANGUAGES = ("de", "nl", "fr", "es", "it")

_WORDS = """
delivered: geliefert|geleverd|livré|entregado|consegnato
shipped: versandt|verzonden|expédié|enviado|spedito
paid: bezahlt|betaald|payé|pagado|pagato
pending: ausstehend|in_behandeling|en_attente|pendiente|in_attesa
cancelled: storniert|geannuleerd|annulé|cancelado|annullato
refunded: erstattet|terugbetaald|remboursé|reembolsado|rimborsato
sent: gesendet|verstuurd|envoyé|remitido|inviato
overdue: überfällig|te_laat|en_retard|vencido|scaduto
draft: entwurf|concept|brouillon|borrador|bozza
completed: abgeschlossen|afgerond|terminé|completado|completato
failed: fehlgeschlagen|mislukt|échoué|fallido|fallito
approved: genehmigt|goedgekeurd|approuvé|aprobado|approvato
rejected: abgelehnt|afgewezen|refusé|rechazado|respinto
requested: beantragt|aangevraagd|demandé|solicitado|richiesto
closed: geschlossen|gesloten|fermé|cerrado|chiuso
resolved: gelöst|opgelost|résolu|resuelto|risolto
in_progress: in_bearbeitung|in_uitvoering|en_cours|en_curso|in_corso
open: offen|open|ouvert|abierto|aperto
waiting: wartend|wachtend|en_pause|en_espera|sospeso
done: erledigt|gedaan|fait|hecho|fatto
blocked: blockiert|geblokkeerd|bloqué|bloqueado|bloccato
active: aktiv|actief|actif|activo|attivo
inactive: inaktiv|inactief|inactif|inactivo|inattivo
suspended: gesperrt|opgeschort|suspendu|suspendido|sospeso_temporaneo
on_leave: abwesend|afwezig|en_congé|de_baja|in_congedo
trialing: probezeit|proefperiode|essai|prueba|prova
past_due: rückständig|achterstallig|impayé|impagado|insoluto
scheduled: geplant|gepland|planifié|programado|programmato
confirmed: bestätigt|bevestigd|confirmé|confirmado|confermato
no_show: nicht_erschienen|niet_verschenen|absent_sans_avis|no_presentado|non_presentato
published: veröffentlicht|gepubliceerd|publié|publicado|pubblicato
archived: archiviert|gearchiveerd|archivé|archivado|archiviato
in_transit: unterwegs|onderweg|en_transit|en_tránsito|in_transito
returned: retourniert|geretourneerd|retourné|devuelto|reso
new: neu|nieuw|nouveau|nuevo|nuovo
contacted: kontaktiert|gecontacteerd|contacté|contactado|contattato
qualified: qualifiziert|gekwalificeerd|qualifié|cualificado|qualificato
won: gewonnen|binnengehaald|gagné|ganado|vinto
lost: verloren|verloren|perdu|perdido|perso
online: online|online|en_ligne|en_línea|in_linea
offline: offline|offline|hors_ligne|fuera_de_línea|non_in_linea
maintenance: wartung|onderhoud|maintenance|mantenimiento|manutenzione
succeeded: erfolgreich|geslaagd|réussi|correcto|riuscito
running: läuft|loopt|en_exécution|en_ejecución|in_esecuzione
queued: eingereiht|in_wachtrij|en_file|en_cola|in_coda
read: gelesen|gelezen|lu|leído|letto
expired: abgelaufen|verlopen|expiré|caducado|decaduto
terminated: gekündigt|opgezegd|résilié|rescindido|risolto_anticipatamente
on_hold: pausiert|aangehouden|suspendu_provisoirement|en_pausa|in_pausa
planned: vorgesehen|voorzien|prévu|previsto|previsto
submitted: eingereicht|ingediend|soumis|presentado|presentato
in_review: in_prüfung|in_beoordeling|en_examen|en_revisión|in_revisione
accepted: angenommen|geaccepteerd|accepté|aceptado|accettato
declined: abgewiesen|geweigerd|décliné|declinado|rifiutato
repaid: getilgt|afgelost|amorti|amortizado|estinto
defaulted: ausgefallen|in_gebreke|en_défaut|en_mora|inadempiente
available: verfügbar|beschikbaar|disponible|disponible|disponibile
in_use: in_benutzung|in_gebruik|en_usage|en_uso|in_uso
present: anwesend|aanwezig|présent|presente|presente
absent: fehlend|absent|absent|ausente|assente
late: verspätet|laat|retard|tarde|in_ritardo
excused: entschuldigt|geoorloofd_afwezig|excusé|justificado|giustificato
billing: rechnung|facturatie|facturation|facturación|fatturazione
shipping: lieferung|verzending|livraison|envío|spedizione
home: privat|thuis|domicile|domicilio|casa
work: geschäftlich|werk|travail|trabajo|lavoro
mobile: mobil|mobiel|portable|móvil|cellulare
checking: girokonto|betaalrekening|compte_courant|cuenta_corriente|conto_corrente
savings: sparkonto|spaarrekening|épargne|ahorro|risparmio
business: geschäftskunde|zakelijk|professionnel|empresa|azienda
private: privat|particulier|privé|particular|privato
card: karte|kaart|carte|tarjeta|carta
bank_transfer: überweisung|overschrijving|virement|transferencia|bonifico
direct_debit: lastschrift|incasso|prélèvement|domiciliación|addebito_diretto
cash: bar|contant|espèces|efectivo|contanti
credit: haben|credit|crédit|haber|avere
debit: soll|debet|débit|debe|dare
invoice: rechnung|factuur|facture|factura|fattura
contract: vertrag|contract|contrat|contrato|contratto
report: bericht|rapport|rapport|informe|relazione
certificate: bescheinigung|certificaat|certificat|certificado|certificato
created: erstellt|aangemaakt|créé|creado|creato
updated: geändert|gewijzigd|modifié|modificado|modificato
viewed: angesehen|bekeken|consulté|consultado|visto
deleted: gelöscht|verwijderd|supprimé|eliminado|eliminato
exported: exportiert|geëxporteerd|exporté|exportado|esportato
member: mitglied|lid|membre|miembro|membro
staff: personal|personeel|personnel|personal|personale
guest: gast|gast|invité|invitado|ospite
physical: ware|fysiek|physique|físico|fisico
digital: digital|digitaal|numérique|digital|digitale
service: dienstleistung|dienst|service|servicio|servizio
consultation: beratung|consult|consultation|consulta|consulto
check-up: vorsorge|controle|contrôle|revisión|controllo
follow-up: nachsorge|vervolg|suivi|seguimiento|visita_successiva
emergency: notfall|spoed|urgence|urgencia|urgenza
single: einzel|enkel|simple|sencillo|singolo
double: doppel|dubbel|double|doble|doppio
suite: suite|suite|suite|suite|suite
meeting: besprechung|vergadering|réunion|reunión|riunione
car: pkw|auto|voiture|coche|auto
van: transporter|bestelwagen|fourgonnette|furgoneta|furgone
truck: lkw|vrachtwagen|camion|camión|camion
bicycle: fahrrad|fiets|vélo|bicicleta|bicicletta
temperature: temperatur|temperatuur|température|temperatura|temperatura
humidity: feuchte|vochtigheid|humidité|humedad|umidità
motion: bewegung|beweging|mouvement|movimiento|movimento
pressure: druck|druk|pression|presión|pressione
permanent: unbefristet|vast|cdi|indefinido|indeterminato
fixed_term: befristet|tijdelijk|cdd|temporal|determinato
part_time: teilzeit|deeltijd|temps_partiel|tiempo_parcial|part_time
full_time: vollzeit|voltijd|temps_plein|tiempo_completo|tempo_pieno
freelance: freiberuflich|freelance|indépendant|autónomo|libero_professionista
internship: praktikum|stage|stage|prácticas|tirocinio
percentage: prozent|percentage|pourcentage|porcentaje|percentuale
fixed: betrag|vast_bedrag|montant_fixe|importe_fijo|importo_fisso
written: schriftlich|schriftelijk|écrit|escrito|scritto
oral: mündlich|mondeling|oral|oral|orale
practical: praktisch|praktijk|pratique|práctico|pratico
vacation: urlaub|vakantie|congés|vacaciones|ferie
sick: krankheit|ziekte|maladie|enfermedad|malattia
parental: elternzeit|ouderschap|parental|parental|parentale
unpaid: unbezahlt|onbetaald|sans_solde|sin_sueldo|non_retribuito
apartment: wohnung|appartement|appartement|piso|appartamento
house: haus|huis|maison|casa|casa
office: büro|kantoor|bureau|oficina|ufficio
studio: studio|studio|studio|estudio|monolocale
standard: standard|standaard|standard|estándar|standard
premium: premium|premium|premium|premium|premium
basic: basis|basis|de_base|básico|base
custom: individuell|maatwerk|sur_mesure|a_medida|su_misura
admin: verwaltung|beheerder|administrateur|administrador|amministratore
editor: bearbeiter|redacteur|éditeur|editor|redattore
viewer: leser|lezer|lecteur|lector|lettore
owner: inhaber|eigenaar|propriétaire|propietario|proprietario
normal: normal|normaal|normale|normal|normale
high: hoch|hoog|haute|alta|alta
low: niedrig|laag|basse|baja|bassa
urgent: dringend|dringend|urgente|urgente|urgente
minor: gering|gering|mineure|leve|lieve
major: schwer|groot|majeure|grave|grave
critical: kritisch|kritiek|critique|crítica|critica
monthly: monatlich|maandelijks|mensuel|mensual|mensile
weekly: wöchentlich|wekelijks|hebdomadaire|semanal|settimanale
yearly: jährlich|jaarlijks|annuel|anual|annuale
daily: täglich|dagelijks|quotidien|diario|giornaliero
web: web|web|web|web|web
email: e-mail|e-mail|e-mail|correo|e-mail
phone: telefon|telefoon|téléphone|teléfono|telefono
referral: empfehlung|aanbeveling|recommandation|recomendación|passaparola
partner: partner|partner|partenaire|socio|partner
married: verheiratet|gehuwd|marié|casado|coniugato
divorced: geschieden|gescheiden|divorcé|divorciado|divorziato
widowed: verwitwet|weduwe|veuf|viudo|vedovo
good: gut|goed|bon|bueno|buono
used: gebraucht|gebruikt|occasion|usado|usato
damaged: beschädigt|beschadigd|abîmé|dañado|danneggiato
petrol: benzin|benzine|essence|gasolina|benzina
diesel: diesel|diesel|diesel|diésel|diesel
electric: elektro|elektrisch|électrique|eléctrico|elettrico
hybrid: hybrid|hybride|hybride|híbrido|ibrido
manual: manuell|handgeschakeld|manuelle|manual|manuale
automatic: automatik|automaat|automatique|automático|automatico
spouse: ehepartner|partner|conjoint|cónyuge|coniuge
parent: elternteil|ouder|parent|progenitor|genitore
child: kind|kind|enfant|hijo|figlio
sibling: geschwister|broer_of_zus|frère_ou_sœur|hermano|fratello
friend: freund|vriend|ami|amigo|amico
partial: teilweise|gedeeltelijk|partiel|parcial|parziale
spring: Frühling|lente|printemps|primavera|primavera
summer: Sommer|zomer|été|verano|estate
autumn: Herbst|herfst|automne|otoño|autunno
winter: Winter|winter|hiver|invierno|inverno
pickup: abholung|afhalen|retrait|recogida|ritiro
express: express|spoedzending|express|exprés|espresso
none: keine|geen|aucun|ninguno|nessuno
other: sonstige|overig|autre|otro|altro
"""


def _read() -> Mapping[str, tuple[str, ...]]:
    lines = (line.partition(": ") for line in _WORDS.strip().splitlines())
    return {english: tuple(local.split("|")) for english, _, local in lines}


_LOCAL = _read()
_SINGLE = {"de": "ledig", "nl": "ongehuwd", "fr": "célibataire", "es": "soltero", "it": "celibe"}
"""Of persons; of rooms it is another word."""
_ENGLISH: dict[str, str] = {}
for _english, _locals in _LOCAL.items():
    for _local in _locals:
        _ENGLISH.setdefault(_local.lower(), _english)


def translated(language: str, values: Sequence[str]) -> tuple[str, ...]:
    """The values in the language, in their order; as they are where one of them is not known."""
    if language not in LANGUAGES or any(value not in _LOCAL for value in values):
        return tuple(values)
    at = LANGUAGES.index(language)
    single = _SINGLE[language] if "married" in values else _LOCAL["single"][at]
    return tuple(single if value == "single" else _LOCAL[value][at] for value in values)


def in_english(label: str) -> str:
    """The English value that a local one stands for; the label itself where it is none."""
    return _ENGLISH.get(label.lower(), label)
