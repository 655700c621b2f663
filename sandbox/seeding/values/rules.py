"""Which rule fills a column: by its few allowed values, its name, or its type, in this order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sandbox.seeding.schema import Family
from sandbox.seeding.values import (
    codes,
    location,
    machines,
    moments,
    numbers,
    people,
    technical,
    text,
)
from sandbox.seeding.values.subject import noun
from sandbox.seeding.values.value import Spec, Value, from_pool, weighted

Rule = Callable[[Spec], Value]


def _named(entries: Mapping[Rule, str]) -> Mapping[str, Rule]:
    return {name: rule for rule, names in entries.items() for name in names.split()}


# The longest ending of a column's name wins: `sender_first_name` is a first name of the sender.
TEXTS = _named(
    {
        people.first_name: "first_name firstname given_name forename fname",
        people.last_name: "last_name lastname surname family_name lname",
        people.middle_name: "middle_name middlename",
        people.full_name: "full_name fullname display_name person_name contact_name real_name "
        "author_name customer_name user_name_full recipient sender owner_name legal_guardian "
        "contact_person author signed_by",
        people.username: "username user_name login nickname handle screen_name account_name",
        people.email: "email email_address e_mail mail emailaddress",
        people.phone: "phone phone_number telephone mobile mobile_phone cell fax tel phonenumber",
        people.company: "company company_name organization organisation employer business_name "
        "supplier vendor manufacturer legal_name brand carrier organization_name",
        people.website: "website homepage web_site site_url",
        people.job: "job job_title occupation profession position_title",
        location.city: "city town locality location birthplace place",
        location.region: "region state province county",
        location.country_any: "country",
        location.country: "country_name nationality",
        location.country_code: "country_code country_iso iso_code iso2 iso3",
        location.postcode: "postcode postal_code zip zip_code zipcode postalcode",
        location.street: "street street_address address address_line address_line1 address1 "
        "line1 address_line_1 street_name",
        location.timezone: "timezone time_zone tz",
        location.locale: "locale",
        location.language: "language lang language_code",
        text.name: "name",
        text.title: "title subject headline heading caption topic project campaign",
        text.product: "product product_name item item_name",
        text.slug: "slug permalink",
        text.label: "label",
        text.note: "note notes description comment comments remark remarks message body content "
        "text summary bio about details reason instructions excerpt abstract detail memo feedback "
        "answer question explanation motivation review",
        codes.reference: "reference number ref sku invoice_number order_number customer_number "
        "reference_number employee_number account_number serial_number tracking_number serial "
        "external_id case_number policy_number ticket_number po_number batch_number "
        "document_number",
        codes.code: "code coupon promo_code voucher short_code",
        codes.vat_number: "vat_number vat_id tax_id tax_number vat",
        text.status: "status state_name stage phase",
        text.kind: "type kind level tier plan mode variant",
        text.category: "category section genre",
        text.tag: "tag keyword tags keywords",
        text.department: "department team division unit_name",
        text.colour: "color colour hex_color color_hex",
        text.currency: "currency currency_code",
        text.gender: "gender sex",
        text.salutation: "salutation honorific name_prefix",
        text.unit: "unit uom unit_of_measure",
        technical.password_hash: "password password_hash hashed_password passwd pwd pwd_hash "
        "password_digest encrypted_password pass_hash",
        technical.token: "token secret api_key key_hash session_key session_id hash checksum "
        "digest sha256 sha1 md5 access_token refresh_token signature fingerprint salt nonce "
        "etag apikey secret_key uid token_hash",
        machines.ip: "ip ip_address ipaddress remote_addr client_ip ip_addr last_ip",
        machines.mac: "mac mac_address",
        machines.user_agent: "user_agent useragent browser agent_string",
        machines.url: "url uri link href image_url avatar avatar_url image photo logo thumbnail "
        "picture callback_url endpoint webhook",
        machines.path: "path file file_path filename file_name filepath object_key storage_key "
        "attachment",
        machines.mime_type: "mime_type content_type media_type mimetype",
        technical.iban: "iban",
        technical.card_number: "card_number credit_card pan",
        technical.uuid: "uuid guid",
    }
)

NUMBERS = _named(
    {
        numbers.quantity: "quantity qty pieces seats capacity units stock items guests nights",
        numbers.count: "count views likes downloads visits hits votes clicks attempts retries "
        "num_views use_count",
        numbers.price: "price cost unit_price unit_cost list_price sale_price price_net",
        numbers.amount: "amount total subtotal balance net gross sum revenue value budget paid "
        "total_amount salary grand_total credit debit deposit",
        numbers.limit: "limit credit_limit quota max_amount maximum",
        numbers.fee: "fee surcharge discount_amount shipping_cost tip tax tax_amount vat_amount",
        numbers.percentage: "percent percentage progress discount_percent completion pct",
        numbers.rate: "rate discount ratio share probability interest_rate margin",
        numbers.tax_rate: "tax_rate vat_rate vat tax_percent",
        numbers.score: "rating score stars grade priority severity level importance rank",
        numbers.age: "age",
        numbers.year: "year model_year",
        numbers.weight: "weight weight_kg mass weight_g",
        numbers.measure: "height width length depth distance size distance_km temperature area "
        "volume height_cm width_cm length_cm",
        numbers.days: "days payment_days payment_terms lead_time_days lead_time term_days max_days",
        numbers.duration: "duration minutes seconds hours duration_minutes timeout ttl",
        numbers.running: "position sort_order order_index ordinal sequence seq line_number "
        "line_no rank_order display_order step idx index sort order_no page_number row_number "
        "item_number ordering order",
        numbers.size_in_bytes: "bytes file_size size_bytes content_length filesize",
        numbers.version: "version revision",
        location.latitude: "latitude lat",
        location.longitude: "longitude lng lon long",
    }
)

_MOMENT: Mapping[Family, Rule] = {
    Family.DATE: moments.moment,
    Family.TIMESTAMP: moments.moment,
    Family.TIME: moments.time_of_day,
    Family.INTERVAL: moments.interval,
}

_BY_FAMILY: Mapping[Family, Rule] = {
    **_MOMENT,
    Family.INTEGER: numbers.any_number,
    Family.NUMERIC: numbers.amount,
    Family.FLOAT: numbers.any_number,
    Family.BOOLEAN: technical.boolean,
    Family.TEXT: text.title,
    Family.UUID: technical.uuid,
    Family.JSON: technical.document,
    Family.BYTES: technical.binary,
    Family.NETWORK: machines.network,
    Family.MAC: machines.mac,
    Family.BITS: technical.bits,
    Family.XML: technical.xml,
    Family.SEARCH: technical.search_vector,
}

# Strong meanings that hold as the last word of any longer name.
_SUPPORTED = frozenset(_BY_FAMILY) | {Family.ENUM}


def words_of(name: str) -> list[str]:
    """The lower-case words of a column's name, snake_case or camelCase."""
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return [word for word in re.split(r"[_\W]+", split.lower()) if word]


def supported(spec: Spec) -> bool:
    """Whether any rule makes values of the column's type."""
    return spec.column.family in _SUPPORTED


def candidates(spec: Spec) -> Iterator[Value]:
    """Rules that may fill the column, the best first; at least one for a supported type."""
    if spec.limits.allowed is not None or spec.column.labels:
        yield few_values(spec)
        return
    named = _of_look_up(spec) or by_name(spec)
    if named is None and spec.column.family is Family.INTEGER and _in_primary_key(spec):
        named = (numbers.running, "")
    if named is not None:
        rule, prefix = named
        yield rule(replace(spec, prefix=prefix))
    if spec.column.family is Family.TEXT:
        if (spec.column.length or spec.limits.longest or 99) >= 16 and named is None:
            yield text.title(spec)
        yield codes.code(spec)
        yield from_pool(("x",), spec.random(), "any text")
        return
    yield _BY_FAMILY[spec.column.family](spec)


def _in_primary_key(spec: Spec) -> bool:
    return any(key.primary and spec.column.name in key.columns for key in spec.table.keys)


def _of_look_up(spec: Spec) -> tuple[Rule, str] | None:
    """In a table of countries or currencies, `code` and `name` mean theirs."""
    what = noun(spec.table.name)
    if spec.column.family is not Family.TEXT or spec.rows > location.look_up_size(what):
        return None
    rule = location.LOOK_UPS.get((what, "_".join(words_of(spec.column.name))))
    return (rule, "") if rule is not None else None


def by_name(spec: Spec) -> tuple[Rule, str] | None:
    """The rule for the longest ending of the column's name that has one, and what precedes it."""
    family = spec.column.family
    if family is Family.TEXT:
        rules = TEXTS
    elif family in (Family.INTEGER, Family.NUMERIC, Family.FLOAT):
        rules = NUMBERS
    else:
        return None
    words = words_of(spec.column.name)
    for start in range(len(words)):
        rule = rules.get("_".join(words[start:]))
        if rule is not None:
            return rule, "_".join(words[:start])
    return None


def few_values(spec: Spec) -> Value:
    """One of the values that the type or a check allows; the earlier, the more frequent."""
    allowed = spec.limits.allowed if spec.limits.allowed is not None else spec.column.labels
    values = [value for value in allowed if value not in spec.limits.excluded]
    if not values:
        raise ValueError("no value is allowed")
    weights = [1 / (position + 2) for position in range(len(values))]
    return weighted(values, weights, spec.random(), "one of the values that are allowed")
