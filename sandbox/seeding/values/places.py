"""Real cities with what belongs to them: postcode, country, coordinates, time zone, currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """postcode: # stands for a digit, ? for a letter. latitude, longitude in degrees."""

    city: str
    region: str
    country: str
    postcode: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """code: ISO 3166 alpha-2, alpha3 its longer form. currency: ISO 4217."""

    code: str
    alpha3: str
    name: str
    timezone: str
    currency: str
    locale: str


_COUNTRIES = """
AT AUT Austria Europe/Vienna EUR de_AT
BE BEL Belgium Europe/Brussels EUR nl_BE
CH CHE Switzerland Europe/Zurich CHF de_CH
CZ CZE Czechia Europe/Prague CZK cs_CZ
DE DEU Germany Europe/Berlin EUR de_DE
DK DNK Denmark Europe/Copenhagen DKK da_DK
ES ESP Spain Europe/Madrid EUR es_ES
FI FIN Finland Europe/Helsinki EUR fi_FI
FR FRA France Europe/Paris EUR fr_FR
GB GBR United_Kingdom Europe/London GBP en_GB
GR GRC Greece Europe/Athens EUR el_GR
IE IRL Ireland Europe/Dublin EUR en_IE
IT ITA Italy Europe/Rome EUR it_IT
LU LUX Luxembourg Europe/Luxembourg EUR fr_LU
NL NLD Netherlands Europe/Amsterdam EUR nl_NL
NO NOR Norway Europe/Oslo NOK nb_NO
PL POL Poland Europe/Warsaw PLN pl_PL
PT PRT Portugal Europe/Lisbon EUR pt_PT
SE SWE Sweden Europe/Stockholm SEK sv_SE
US USA United_States America/New_York USD en_US
CA CAN Canada America/Toronto CAD en_CA
AU AUS Australia Australia/Sydney AUD en_AU
NZ NZL New_Zealand Pacific/Auckland NZD en_NZ
JP JPN Japan Asia/Tokyo JPY ja_JP
IN IND India Asia/Kolkata INR en_IN
BR BRA Brazil America/Sao_Paulo BRL pt_BR
MX MEX Mexico America/Mexico_City MXN es_MX
ZA ZAF South_Africa Africa/Johannesburg ZAR en_ZA
"""

_PLACES = """
AT|Vienna|Vienna|10#0|48.21|16.37
AT|Graz|Styria|80##|47.07|15.44
AT|Linz|Upper Austria|40##|48.31|14.29
BE|Brussels|Brussels|10##|50.85|4.35
BE|Antwerp|Antwerp|20##|51.22|4.40
BE|Ghent|East Flanders|90##|51.05|3.72
CH|Zurich|Zurich|80##|47.38|8.54
CH|Basel|Basel|40##|47.56|7.59
CH|Bern|Bern|30##|46.95|7.45
CZ|Prague|Prague|1#0 00|50.08|14.44
CZ|Brno|South Moravia|6#2 00|49.20|16.61
DE|Berlin|Berlin|10###|52.52|13.40
DE|Hamburg|Hamburg|20###|53.55|9.99
DE|Munich|Bavaria|80###|48.14|11.58
DE|Cologne|North Rhine-Westphalia|50###|50.94|6.96
DE|Leipzig|Saxony|041##|51.34|12.37
DK|Copenhagen|Capital Region|21##|55.68|12.57
DK|Aarhus|Central Jutland|80##|56.16|10.20
ES|Madrid|Madrid|280##|40.42|-3.70
ES|Barcelona|Catalonia|080##|41.39|2.17
ES|Valencia|Valencia|460##|39.47|-0.38
FI|Helsinki|Uusimaa|00##0|60.17|24.94
FI|Tampere|Pirkanmaa|33##0|61.50|23.76
FR|Paris|Île-de-France|750##|48.86|2.35
FR|Lyon|Auvergne-Rhône-Alpes|6900#|45.76|4.84
FR|Lille|Hauts-de-France|59#00|50.63|3.06
FR|Bordeaux|Nouvelle-Aquitaine|33#00|44.84|-0.58
GB|London|Greater London|SE# #??|51.51|-0.13
GB|Manchester|Greater Manchester|M## #??|53.48|-2.24
GB|Bristol|Bristol|BS# #??|51.45|-2.59
GB|Edinburgh|Lothian|EH# #??|55.95|-3.19
GB|Leeds|West Yorkshire|LS# #??|53.80|-1.55
GR|Athens|Attica|104 ##|37.98|23.73
IE|Dublin|Leinster|D0# ?#?#|53.35|-6.26
IE|Cork|Munster|T12 ?#?#|51.90|-8.47
IT|Rome|Lazio|001##|41.90|12.50
IT|Milan|Lombardy|201##|45.46|9.19
IT|Turin|Piedmont|101##|45.07|7.69
LU|Luxembourg|Luxembourg|L-1###|49.61|6.13
NL|Amsterdam|North Holland|10## ??|52.37|4.90
NL|Rotterdam|South Holland|30## ??|51.92|4.48
NL|Utrecht|Utrecht|35## ??|52.09|5.12
NL|Eindhoven|North Brabant|56## ??|51.44|5.48
NO|Oslo|Oslo|01##|59.91|10.75
NO|Bergen|Vestland|50##|60.39|5.32
PL|Warsaw|Masovia|00-###|52.23|21.01
PL|Kraków|Lesser Poland|30-###|50.06|19.94
PL|Gdańsk|Pomerania|80-###|54.35|18.65
PT|Lisbon|Lisbon|1#00-###|38.72|-9.14
PT|Porto|Porto|4#00-###|41.15|-8.61
SE|Stockholm|Stockholm|11# ##|59.33|18.07
SE|Gothenburg|Västra Götaland|41# ##|57.71|11.97
SE|Malmö|Skåne|21# ##|55.60|13.00
US|New York|NY|100##|40.71|-74.01
US|Chicago|IL|606##|41.88|-87.63
US|Austin|TX|787##|30.27|-97.74
US|Seattle|WA|981##|47.61|-122.33
US|Denver|CO|802##|39.74|-104.99
US|Atlanta|GA|303##|33.75|-84.39
CA|Toronto|ON|M#? #?#|43.65|-79.38
CA|Vancouver|BC|V#? #?#|49.28|-123.12
CA|Montréal|QC|H#? #?#|45.50|-73.57
AU|Sydney|NSW|20##|-33.87|151.21
AU|Melbourne|VIC|30##|-37.81|144.96
NZ|Auckland|Auckland|10##|-36.85|174.76
JP|Tokyo|Tokyo|1##-00##|35.68|139.69
JP|Osaka|Osaka|5##-00##|34.69|135.50
IN|Mumbai|Maharashtra|4000##|19.08|72.88
IN|Bengaluru|Karnataka|5600##|12.97|77.59
BR|São Paulo|SP|01###-0##|-23.55|-46.63
MX|Mexico City|CDMX|06###|19.43|-99.13
ZA|Cape Town|Western Cape|80##|-33.92|18.42
"""


_CURRENCIES = """
EUR|Euro|€
USD|US dollar|$
GBP|Pound sterling|£
CHF|Swiss franc|Fr
SEK|Swedish krona|kr
NOK|Norwegian krone|nkr
DKK|Danish krone|dkr
PLN|Polish złoty|zł
CZK|Czech koruna|Kč
CAD|Canadian dollar|C$
AUD|Australian dollar|A$
NZD|New Zealand dollar|NZ$
JPY|Japanese yen|¥
INR|Indian rupee|₹
BRL|Brazilian real|R$
MXN|Mexican peso|Mex$
ZAR|South African rand|R
"""


def _countries() -> Mapping[str, Country]:
    rows = [line.split() for line in _COUNTRIES.strip().splitlines()]
    return {
        code: Country(
            code=code,
            alpha3=alpha3,
            name=name.replace("_", " "),
            timezone=timezone,
            currency=currency,
            locale=locale,
        )
        for code, alpha3, name, timezone, currency, locale in rows
    }


def _places() -> tuple[Place, ...]:
    rows = [line.split("|") for line in _PLACES.strip().splitlines()]
    return tuple(
        Place(
            city=city,
            region=region,
            country=country,
            postcode=postcode,
            latitude=float(latitude),
            longitude=float(longitude),
        )
        for country, city, region, postcode, latitude, longitude in rows
    )


COUNTRIES: Mapping[str, Country] = _countries()
PLACES: tuple[Place, ...] = _places()
CURRENCIES: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split("|")) for line in _CURRENCIES.strip().splitlines()
)
"""(code, name, symbol)"""


@cache
def places_of(locales: tuple[str, ...]) -> tuple[int, ...]:
    """Indexes of PLACES in the countries of the locales; all of them where none is known.

    A locale is a language (`de`: everywhere it is the first one) or ends with a country (`de_AT`).
    """
    found = {index for tag in locales for index in _matching(tag)}
    return tuple(sorted(found)) or tuple(range(len(PLACES)))


def _matching(tag: str) -> tuple[int, ...]:
    language, _, country = tag.replace("-", "_").partition("_")
    return tuple(
        index
        for index, place in enumerate(PLACES)
        if (
            place.country == country.upper()
            if country
            else COUNTRIES[place.country].locale[:2] == language.lower()
        )
    )
