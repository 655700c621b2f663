"""Columns with a few values: what they are by the column's name, or by what the rows are."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values.few_values import FEW_VALUES
from sandbox.seeding.values.languages import language_of, speaks
from sandbox.seeding.values.local_choices import translated
from sandbox.seeding.values.local_words import WEEKDAYS
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.states import weights_of
from sandbox.seeding.values.subject import column_names, noun
from sandbox.seeding.values.value import Spec, Value, weighted


def _read(text: str) -> dict[str, tuple[str, ...]]:
    entries = {}
    for line in text.strip().replace("\n|", "|").splitlines():
        words, _, values = line.partition(":")
        for word in words.split():
            entries[word] = tuple(value.strip() for value in values.split("|"))
    return entries


_STATES = _read("""
order purchase sale: delivered|shipped|paid|pending|cancelled|refunded
invoice bill: paid|sent|overdue|draft|cancelled
payment charge transaction transfer payout deposit withdrawal: completed|pending|failed|refunded
leave absence vacation holiday: approved|pending|rejected|cancelled
refund return claim: approved|requested|rejected
ticket issue bug request incident case complaint: closed|resolved|in_progress|open|waiting
task todo story subtask step: done|in_progress|open|blocked
user account customer client member profile contact patient tenant: active|inactive|suspended
employee staff driver worker teacher student: active|on_leave|inactive
subscription membership plan licence license: active|trialing|past_due|cancelled
appointment visit consultation lesson: completed|scheduled|confirmed|cancelled|no_show
booking reservation stay ticket_order: completed|confirmed|pending|cancelled
post article page product course document template listing: published|draft|archived
shipment delivery parcel package consignment: delivered|in_transit|pending|returned
lead opportunity deal prospect: new|contacted|qualified|won|lost
device sensor machine gateway server node host instance: online|offline|maintenance
job run build deployment execution pipeline import export batch: succeeded|running|queued|failed
message email notification sms mail: read|delivered|sent|failed
contract agreement policy lease: active|expired|draft|terminated
project campaign programme initiative: active|completed|on_hold|planned
application enrollment enrolment registration submission: approved|submitted|in_review|rejected
invitation invite friendship: accepted|pending|declined|expired
loan mortgage: active|repaid|approved|defaulted
vehicle car bike truck room bed table seat: available|in_use|maintenance
prescription treatment admission: active|completed|cancelled
comment review: approved|pending|rejected
quote offer estimate proposal: accepted|sent|draft|declined|expired
attendance: present|absent|late|excused
""")
_ANY_STATE = ("active", "pending", "completed", "cancelled")

_KINDS = _read("""
address location: billing|shipping|home|work
account: checking|savings|business
payment transaction_method: card|bank_transfer|direct_debit|cash
transaction entry booking_entry posting: credit|debit
contact phone number: mobile|work|home
document file attachment: invoice|contract|report|certificate
event activity audit log: created|updated|viewed|deleted
notification message: email|push|sms
user member: member|staff|guest
customer client company organization: business|private
product item: physical|digital|service
appointment visit: consultation|check-up|follow-up|emergency
room: single|double|suite|meeting
vehicle: car|van|truck|bicycle
device sensor: temperature|humidity|motion|pressure
issue ticket task: bug|feature|task|question
contract employment: permanent|fixed_term|part_time|freelance
discount coupon promotion: percentage|fixed
exam test assessment: written|oral|practical
leave absence: vacation|sick|parental|unpaid
property listing apartment dwelling: apartment|house|office|studio
question: single_choice|multiple_choice|text
address_book: private|shared
""")
_ANY_KIND = ("standard", "premium", "basic", "custom")

_BY_NAME = _read(
    """
role: member|editor|admin|viewer|owner
priority urgency: normal|high|low|urgent
severity impact risk: minor|major|low|critical
frequency interval recurrence billing_cycle billing_period periodicity: monthly|weekly|yearly|daily
duration budget_duration ttl retention validity: 30d|7d|90d|1d|12h
payment_method method_of_payment pay_method: card|bank_transfer|direct_debit|cash
source channel origin medium acquisition_source lead_source: web|email|phone|referral|partner
visibility privacy access access_level: public|private|internal
marital_status civil_status: married|single|divorced|widowed
blood_type blood_group: O+|A+|B+|AB+|O-|A-|B-|AB-
shirt_size clothing_size: M|L|S|XL|XS
weekday day_of_week: Monday|Tuesday|Wednesday|Thursday|Friday
|Saturday|Sunday
month month_name: January|February|March|April|May|June
|July|August|September|October|November|December
season: spring|summer|autumn|winter
semester term: winter|summer
industry sector branch: Retail|Manufacturing|Software|Health care|Education|Construction
|Logistics|Finance|Energy|Hospitality
environment env: production|staging|development
platform: web|ios|android
os operating_system: Windows|macOS|Linux|Android|iOS
browser_name: Firefox|Chrome|Safari|Edge
device: desktop|mobile|tablet
protocol: https|http|mqtt|tcp
http_method request_method verb: GET|POST|PUT|DELETE|PATCH
action activity operation event event_type event_name: updated|created|viewed|deleted|exported
log_level loglevel: info|debug|warning|error
theme: light|dark|system
format output_format export_format: pdf|csv|json|xlsx
encoding charset: utf-8|iso-8859-1
card_type: credit|debit|prepaid
card_brand card_network: visa|mastercard|amex
entity_type object_type resource_type target_type subject_type entity: order|customer|invoice|user
size: M|L|S|XL|XS
difficulty: medium|easy|hard
grade_letter letter_grade: B|A|C|D|E
grade: B|A|C|D|E
sentiment mood: positive|neutral|negative
condition: good|new|used|damaged
fuel fuel_type: petrol|diesel|electric|hybrid
transmission: manual|automatic
relationship relation: spouse|parent|child|sibling|friend
employment_type contract_type: full_time|part_time|contract|internship
education education_level degree: bachelor|master|secondary|doctorate
religion: none|other
resolution_type: fixed|wont_fix|duplicate|cannot_reproduce
direction: inbound|outbound
delivery_method shipping_method: standard|express|pickup
cuisine: Italian|Indian|Mexican|Japanese|Greek|French
allergies allergy: pollen|nuts|lactose|penicillin|none
diagnosis: Seasonal allergy|Mild hypertension|Sprained ankle
|Migraine|Back pain|Common cold
specialty speciality specialization: General medicine|Cardiology|Paediatrics|Dermatology
|Surgery|Neurology
medication drug medicine: Ibuprofen|Paracetamol|Amoxicillin|Metformin|Cetirizine
dosage dose: 1 tablet daily|2 tablets daily|5 ml twice a day|as needed
species: dog|cat|rabbit|bird
academic_year school_year: 2026/27|2025/26|2024/25
material: cotton|steel|oak|leather|glass|linen
scope scopes: read|read write|admin
permission: view|edit|delete|create
position_name: left|right|top|bottom
provider: local|oidc|saml
algorithm: sha256|sha512|md5
crs srid_name: EPSG:4326|EPSG:3857
cron cron_expression schedule: 0 6 * * *|*/15 * * * *|0 0 1 * *|30 8 * * 1-5
bank bank_name: First Example Bank|Sample Savings Bank|Specimen Credit Union|Testfield Bank
tier: basic|standard|premium
mode: automatic|manual
level: beginner|intermediate|advanced
plan subscription_plan pricing_plan: free|pro|team|enterprise
incoterm incoterms: DAP|EXW|FCA|DDP
"""
    + FEW_VALUES
)


def status(spec: Spec) -> Value:
    return _chosen(spec, _STATES.get(noun(spec.table.name), _ANY_STATE), "a status")


def kind(spec: Spec) -> Value:
    """By the words before `type`, else by the table."""
    last = spec.prefix.split("_")[-1]
    values = _BY_NAME.get(last) or _KINDS.get(last) or _KINDS.get(noun(spec.table.name), _ANY_KIND)
    return _chosen(spec, values, "a kind")


def named(spec: Spec) -> Value:
    """A column whose name says its few values."""
    words = words_of(spec.column.name)
    local = WEEKDAYS.get(language_of(spec.locales)) if words[-1:] == ["weekday"] else None
    values = tuple(local.split()) if local else _of_name(words) or _ANY_KIND
    return _chosen(spec, values, "one of a few values")


def _of_name(words: Sequence[str]) -> tuple[str, ...] | None:
    ends = ("_".join(words[start:]) for start in range(len(words)))
    return next((found for end in ends if (found := _BY_NAME.get(end))), None)


NAMES = tuple(_BY_NAME)
"""The names (endings of names) that `named` is for."""


def _chosen(spec: Spec, values: tuple[str, ...], why: str) -> Value:
    values = _whole(spec, _as_default(spec, _local(spec, values)))
    return weighted(values, weights_of(values), spec.random(), f"{why}: {', '.join(values[:4])} …")


def _local(spec: Spec, values: tuple[str, ...]) -> tuple[str, ...]:
    """In the language of the table's own names, unless its default is an English one."""
    default = (spec.column.default or "").split("::")[0].strip("('\")")
    language = language_of(spec.locales)
    if default in values or not speaks(language, spec.table):
        return values
    return translated(language, values)


def _whole(spec: Spec, values: tuple[str, ...]) -> tuple[str, ...]:
    """Those that the column holds to the last letter, or codes of their first letters."""
    longest = min(spec.limits.longest or 99, spec.column.length or 99)
    fitting = tuple(value for value in values if len(value) <= longest)
    if len(fitting) > 1 or not values:
        return fitting or values
    return tuple(dict.fromkeys(value[:longest].upper() for value in values))


def _as_default(spec: Spec, values: tuple[str, ...]) -> tuple[str, ...]:
    """In the default's letters, with the default among them."""
    default = (spec.column.default or "").split("::")[0].strip("('\")")
    if not default or not default[0].isalpha() or " " in default.strip():
        return values
    if default.isupper():
        values = tuple(value.upper() for value in values)
    elif default[0].isupper():
        values = tuple(value[0].upper() + value[1:] for value in values)
    return values if default in values else (*values, default)


def state_labels(spec: Spec) -> tuple[str, ...]:
    """The states that `status` gives a column, if it is one, in the order that rows reach them."""
    words = words_of(spec.column.name)
    if spec.column.family is not Family.TEXT or words[-1:] not in (["status"], ["state"]):
        return ()
    if words[-1] == "state" and "city" in column_names(spec.table):
        return ()
    values = _as_default(spec, _local(spec, _STATES.get(noun(spec.table.name), ())))
    return values[::-1]
