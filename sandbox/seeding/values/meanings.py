"""Which rule a name stands for: the longest ending of a column's name that is listed wins.

Names are written as `naming.words_of` has them, joined by _: `sender_first_name` is a first name
of the sender, `senderVorname` as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sandbox.seeding.values import (
    choices,
    codes,
    credentials,
    dialling,
    files,
    identifiers,
    location,
    machines,
    numbers,
    people,
    phones,
    prose,
    ranges,
    social,
    streets,
    technical,
    text,
    web,
    written,
)
from sandbox.seeding.values.calling_codes import DIAL_NAMES
from sandbox.seeding.values.value import Spec, Value

Rule = Callable[[Spec], Value]


def _named(entries: Mapping[Rule, str]) -> Mapping[str, Rule]:
    return {name: rule for rule, names in entries.items() for name in names.split()}


TEXTS: Mapping[str, Rule] = {
    **dict.fromkeys(choices.NAMES, choices.named),
    **dict.fromkeys(social.NAMES, social.handle),
    **_named(
        {
            people.first_name: "first_name firstname given_name given_names forename nick_name "
            "preferred_name",
            people.last_name: "last_name lastname surname family_name maiden_name",
            people.middle_name: "middle_name middlename middle_initial",
            people.full_name: "full_name person_name real_name display_name "
            "account_holder card_holder cardholder cardholder_name holder holder_name",
            people.role_name: "recipient sender owner legal_guardian guardian contact_person "
            "author signed_by signatory assignee reporter reviewer approver emergency_contact "
            "instructor teacher doctor physician driver manager responsible contact receiver "
            "editor translator illustrator photographer narrator composer byline from_name credit "
            "image_credit photo_credit captain chef nurse landlord tenant "
            "director artist organizer host guest attendee holder legal_representative",
            people.initials: "initials",
            people.username: "username user_name login nickname handle screen_name account_name "
            "created_by updated_by by assigned_to user",
            people.email: "email email_address emailaddress reply_to mail_from "
            "from_address mail_to",
            people.gender: "gender sex salutation honorific name_prefix",
            phones.phone: "phone phone_number telephone telephone_number mobile mobile_phone "
            "mobile_number cell cell_phone fax fax_number tel phonenumber contact_number whatsapp",
            people.company: "company company_name organization organisation employer "
            "business_name supplier vendor manufacturer legal_name carrier organization_name "
            "contractor brand make airline merchant payee "
            "counterparty beneficiary",
            web.website: "website homepage web_site site_url",
            web.domain: "domain domain_name hostname host_name fqdn server",
            web.subdomain: "subdomain tenant_key workspace",
            people.job: "job job_title occupation profession position_title position designation",
            location.city: "capital city town locality birthplace place origin destination "
            "place_of_birth",
            location.region: "region state province county district",
            location.country_any: "country nationality citizenship",
            location.country: "country_name",
            location.country_code: "country_code country_iso iso_code iso2 iso3",
            location.postcode: "postcode postal_code zip zip_code postalcode",
            location.latitude: "latitude lat",
            location.longitude: "longitude lng lon long",
            location.coordinates: "coordinates latlng lat_lng geo location_coordinates gps",
            location.timezone: "timezone time_zone tz",
            location.locale: "locale",
            location.language: "language lang language_code",
            location.currency: "currency currency_code",
            streets.street: "street street_address address address_line address_line1 address1 "
            "line1 address_line_1 line_1 street_name full_address location venue",
            streets.second_line: "address2 line2 address_line2 address_line_2 line_2 apartment "
            "unit_number flat suite",
            streets.house_number: "house_number street_number building_number",
            dialling.prefix: DIAL_NAMES,
            text.name: "name",
            text.headline: "title subject headline heading caption topic project campaign "
            "meta_title page_title",
            text.product: "product product_name item item_name",
            text.slug: "slug permalink",
            text.label: "label",
            text.entries: "amenity skill warehouse",
            text.category: "category section genre",
            text.tag: "tag keyword tags keywords",
            text.department: "department team division unit_name",
            text.colour: "color colour hex_color color_hex",
            text.unit: "unit uom unit_of_measure",
            text.version: "version app_version firmware firmware_version api_version",
            prose.note: "note notes description comment comments remark remarks message body "
            "content text summary bio biography about details reason instructions excerpt "
            "abstract detail memo feedback answer question explanation motivation review purpose "
            "symptoms complaint findings recommendation requirements terms meta_description "
            "preheader diff lede intro teaser "
            "short_description long_description html markdown transcript "
            "response prompt request wish hint warning",
            prose.failure: "failure_reason error_message error failure decline_reason exception "
            "last_error failure_message",
            text.room: "room room_number room_no classroom ward",
            text.model: "model model_name",
            choices.status: "status state_name stage phase",
            choices.kind: "type kind variant method",
            codes.reference: "reference number ref sku invoice_number order_number "
            "customer_number reference_number employee_number serial_number "
            "tracking_number serial external_id case_number policy_number ticket_number po_number "
            "batch_number document_number flight_number id lot_number personal_number "
            "policy insurance_policy insurance_no insurance_number policy_no member_no "
            "member_number customer_no order_no invoice_no pid process_id task_key job_key "
            "no nr num "
            "order_id transaction_id customer_id employee_id student_id patient_id payment_id",
            codes.code: "code coupon promo_code voucher short_code",
            credentials.password_hash: "password password_hash hashed_password passwd pwd_hash "
            "password_digest encrypted_password pass_hash hash_password password_md5 "
            "password_sha1 password_sha256 pass",
            credentials.api_key: "api_key apikey secret_key access_key client_secret private_key "
            "license_key licence_key webhook_secret secret app_secret",
            credentials.one_time_code: "otp verification_code pin pin_code otp_code mfa_code "
            "confirmation_code",
            technical.token: "token key_hash session_key session_id hash checksum digest sha256 "
            "sha1 md5 access_token refresh_token signature fingerprint salt nonce etag uid "
            "token_hash commit commit_sha sha cache_key idempotency_key dedup_key "
            "deduplication_key request_key trace_id span_id correlation_id",
            written.day: "date day start_date end_date due_date date_of_birth dob birthday "
            "created_date booking_date",
            technical.uuid: "uuid guid",
            machines.ip: "ip ip_address ipaddress remote_addr client_ip ip_addr last_ip",
            machines.mac: "mac mac_address",
            machines.user_agent: "user_agent useragent browser agent_string",
            machines.url: "referrer referer referrer_url landing_page url uri link href image_url "
            "avatar avatar_url image photo logo "
            "thumbnail picture callback_url endpoint webhook facebook twitter linkedin instagram "
            "redirect_uri canonical_url",
            files.file_name: "file filename file_name attachment original_filename document_name "
            "image_name",
            files.path: "path file_path filepath object_key storage_key storage_path",
            files.ending: "file_extension extension file_type",
            files.mime_type: "mime_type content_type media_type mimetype mime",
            identifiers.iban: "iban",
            identifiers.bic: "bic swift swift_code bic_code",
            identifiers.card_number: "card_number credit_card pan credit_card_number cc_number",
            identifiers.card_last_four: "last4 last_four card_last4 last_4 last_four_digits",
            identifiers.security_code: "cvv cvc cvv2 security_code",
            identifiers.social_security: "ssn social_security_number social_security",
            identifiers.national_id: "national_id passport passport_number id_number "
            "license_no licence_no driver_license_no passport_no id_no "
            "identity_number id_card driver_license driving_licence license_number nin dni nif "
            "insurance_number health_insurance_number licence_number",
            identifiers.vat_number: "vat_number vat_id tax_id tax_number vat ein company_number "
            "registration_number",
            identifiers.ean: "ean gtin barcode ean13 upc",
            identifiers.isbn: "isbn isbn13",
            identifiers.imei: "imei",
            identifiers.vehicle_number: "vin",
            identifiers.plate: "license_plate licence_plate plate plate_number number_plate",
            identifiers.routing_number: "routing_number sort_code bank_code blz",
            identifiers.bank_account: "account_number bank_account bank_account_number",
            identifiers.ticker: "ticker symbol stock_symbol",
        }
    ),
}

NUMBERS: Mapping[str, Rule] = {
    **dict.fromkeys(ranges.NAMES, ranges.ranged),
    **_named(
        {
            dialling.prefix: DIAL_NAMES,
            dialling.number: "phone phone_number mobile mobile_number telephone tel fax cell "
            "contact_number whatsapp msisdn",
            numbers.quantity: "quantity qty pieces units items",
            numbers.count: "count downloads votes clicks num_views use_count usage_count",
            numbers.price: "price cost unit_price unit_cost list_price sale_price price_net "
            "base_price net_price gross_price fare nightly_rate price_per_night daily_rate",
            numbers.amount: "total subtotal balance net gross sum paid "
            "total_amount grand_total credit debit total_price total_cost net_amount gross_amount "
            "line_total net_total gross_total total_net total_gross price_total spent",
            numbers.limit: "limit credit_limit quota max_amount maximum",
            numbers.fee: "fee surcharge discount_amount shipping_cost tip tax tax_amount "
            "vat_amount shipping shipping_fee delivery_fee service_fee discount",
            numbers.percentage: "percent percentage progress completion pct",
            numbers.rate: "rate ratio share probability margin confidence discount_rate "
            "similarity conversion opacity",
            numbers.tax_rate: "tax_rate vat_rate vat tax_percent tax_percentage",
            numbers.score: "rating score stars grade priority severity level importance rank",
            numbers.age: "age",
            numbers.year: "year model_year",
            ranges.weight: "weight weight_kg mass weight_g",
            ranges.height: "height height_cm body_height size",
            ranges.worth: "value amount",
            numbers.measure: "width length depth distance distance_km area volume",
            numbers.days: "days payment_days payment_terms lead_time_days lead_time term_days "
            "max_days",
            numbers.duration: "duration timeout ttl",
            numbers.running: "position sort_order order_index ordinal sequence seq line_number "
            "line_no rank_order display_order step idx index sort order_no page_number row_number "
            "item_number ordering order sequence_number",
            files.size: "bytes file_size size_bytes content_length filesize size_in_bytes",
            numbers.version: "version revision lock_version",
            location.latitude: "latitude lat",
            location.longitude: "longitude lng lon long",
        }
    ),
}
