"""Numbers by name: the usual range of each, and how it is rounded."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values import numbers
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.subject import column_names, noun, subject
from sandbox.seeding.values.value import Spec, Value

# name …: low high skew step (skew above 1: mostly small, below 1: mostly large)
_TABLE = """
salary base_salary annual_salary yearly_salary income annual_income: 28000 140000 1.8 500
hourly_rate hourly_wage rate_per_hour: 14 140 1.6 0.5
monthly_rent rent: 450 2800 1.5 10
deposit security_deposit: 100 3000 2 50
budget estimated_budget: 5000 400000 2.5 500
revenue turnover annual_revenue: 20000 9000000 3 1000
employees employee_count number_of_employees headcount company_size: 3 900 3 1
population: 2000 4000000 3 1
temperature temp temperature_c: 12 31 1 0.1
humidity: 28 75 1 0.5
pressure air_pressure: 985 1035 1 0.1
voltage: 3 4.2 0.7 0.01
battery battery_level battery_percent charge_level: 12 100 0.5 1
rssi signal_strength signal: -95 -40 1 1
speed velocity wind_speed: 0 120 1.6 0.5
altitude elevation: 0 1800 2.5 1
heading bearing direction_deg: 0 359 1 1
accuracy horizontal_accuracy: 3 40 2 0.5
co2 co2_ppm: 400 1400 1.8 1
lux brightness illuminance: 0 900 1.5 1
power watts consumption energy kwh usage: 1 400 2.2 0.1
heart_rate pulse bpm: 55 105 1 1
systolic blood_pressure_systolic systolic_bp: 100 150 1 1
diastolic blood_pressure_diastolic diastolic_bp: 60 95 1 1
bmi: 18.5 34 1.3 0.1
body_temperature: 36.1 38.4 1.8 0.1
oxygen_saturation spo2: 93 100 0.5 1
credits ects credit_hours: 2 10 1.4 1
gpa: 2 4 0.7 0.01
points score_points total_points: 0 100 0.7 1
max_score max_points maximum_points marks: 100 100 1 1
credit_score: 480 840 0.7 1
exchange_rate fx_rate conversion_rate: 0.6 1.6 1 0.0001
interest_rate apr: 0.5 9 1.4 0.05
hours worked_hours hours_worked billable_hours hours_spent: 0.25 9 1.2 0.25
estimated_hours estimate estimated_time: 1 40 1.8 1
hours_per_week weekly_hours: 20 40 0.4 0.5
minutes duration_minutes duration_min prep_time cook_time: 5 180 1.7 5
seconds duration_seconds: 5 3600 2.5 1
milliseconds ms duration_ms latency latency_ms response_time response_time_ms elapsed_ms: 4 1800 3 1
retries retry_count attempts attempt_count failed_attempts failed_logins login_attempts: 0 4 4 1
floor floors storey story: 0 8 1.4 1
bedrooms bathrooms: 1 5 1.6 1
rooms room_count: 1 8 1.5 1
guests adults persons people party_size number_of_guests max_guests pax: 1 6 2.2 1
sqm size_sqm area_sqm living_area floor_area: 14 220 2 1
children kids infants: 0 3 2.2 1
nights number_of_nights: 1 14 2.2 1
capacity max_capacity max_participants seats_total: 8 120 1.8 2
seats seat_count licences: 1 60 2.4 1
month: 1 12 1 1
day day_of_month: 1 28 1 1
weekday day_of_week dow: 0 6 1 1
hour: 7 19 1 1
minute: 0 59 1 5
quarter: 1 4 1 1
week week_number calendar_week: 1 52 1 1
likes upvotes favorites favourites shares reposts: 0 400 4 1
dislikes downvotes: 0 40 4 1
views view_count page_views impressions visits hits: 0 20000 4 1
followers follower_count following_count: 0 5000 4 1
comment_count comments_count reply_count replies: 0 40 3 1
word_count words: 150 2500 1.6 1
pages page_count num_pages number_of_pages: 60 720 1.3 1
mileage odometer kilometres km_driven: 500 180000 1.6 1
horsepower ps: 60 320 1.6 1
engine_size displacement: 900 4000 1.5 100
calories kcal: 60 900 1.3 5
protein carbs carbohydrates fat sugar fibre fiber: 0 45 1.5 0.1
servings portions: 1 8 1 1
dosage_mg dose_mg: 5 500 1.8 5
reorder_level reorder_point min_stock minimum_stock safety_stock: 5 60 1.5 5
stock in_stock stock_quantity stock_level on_hand quantity_on_hand inventory: 0 400 1.8 1
reserved reserved_quantity allocated: 0 12 2.5 1
width_px image_width: 640 3840 1.3 64
height_px image_height: 480 2160 1.3 60
zoom zoom_level: 3 18 1 1
port: 1024 49151 1 1
status_code http_status response_code: 200 200 1 1
cpu cpu_usage cpu_percent memory_usage memory_percent disk_usage load_percent: 2 96 1.5 0.5
cores cpu_cores vcpus: 1 16 2 1
memory_mb ram_mb: 512 32768 2 512
loyalty_points reward_points bonus_points: 0 4000 2.5 10
discount_percent discount_percentage: 0 30 2.5 5
commission commission_rate: 1 15 1.2 0.5
interest: 1 400 2.5 0
min_quantity min_order_quantity moq: 1 10 2.5 1
years years_of_experience experience_years seniority: 0 25 1.6 1
graduation_year: 1990 2026 0.7 1
loan_amount principal mortgage_amount: 2000 350000 2.2 500
installments instalments term_months duration_months months: 6 60 1.3 6
premium monthly_premium: 12 240 1.8 1
depth_level nesting level_number tree_level: 0 4 1.5 1
tokens token_count total_tokens prompt_tokens completion_tokens: 12 4000 3 1
spend spending: 0.1 60 3 0.01
weight_percent share_percent: 1 100 1 1
episode episode_number: 1 60 1.4 1
season season_number: 1 8 2 1
runtime runtime_minutes length_minutes film_length: 72 180 1.2 1
release_year publication_year: 1950 2026 0.5 1
construction_year year_built built_year year_of_construction: 1890 2024 0.6 1
imdb_rating critic_score: 3.1 9.4 0.7 0.1
bpm_tempo tempo: 70 180 1 1
doors door_count number_of_doors: 2 5 0.6 1
passengers passenger_count: 1 5 2 1
engine_capacity engine_capacity_cc engine_cc: 900 4000 1.5 100
co2_g co2_g_km co2_emissions: 0 220 0.8 1
fuel_level fuel_level_start fuel_level_end: 0.1 1 0.6 0.05
odometer_start start_mileage: 5000 90000 1.4 1
odometer_end end_mileage: 90100 99000 1 1
etages number_of_floors floor_count storeys: 1 12 2 1
lesson_number lesson_period: 1 8 1 1
grade_level class_level: 1 13 1 1
max_participants max_attendees: 8 120 1.8 2
weighting coefficient: 1 3 1.6 1
surface surface_m2 area_m2 floor_space: 18 220 1.8 0.5
rent_amount rent_monthly monthly_rent_amount amount_rent: 450 2800 1.5 10
charges amount_charges charges_amount service_charges: 40 380 1.6 5
income_monthly monthly_income net_income: 1400 6500 1.6 10
watering_interval_days interval_days: 2 21 1.5 1
recipients recipient_count: 200 9000 2 1
opens open_count: 40 190 1.6 1
bounce_rate open_rate click_rate unsubscribe_rate: 0.2 12 1.8 0.1
reading_time reading_time_minutes read_time: 2 14 1.4 1
prep_time_minutes preparation_minutes cook_time_minutes cooking_minutes: 5 90 1.6 5
strength strength_mg: 5 500 1.8 5
usage_limit max_uses max_redemptions: 10 500 1.6 10
times_used redemptions: 0 10 2 1
license_points penalty_points: 0 8 2.5 1
track track_number disc_number: 1 14 1 1
plants_per_row spacing_cm: 10 60 1.4 5
gestation_days lifespan_years: 1 30 1.5 1
bedroom_count bathroom_count room_number_count: 1 5 1.6 1
ph ph_value: 5.5 8.2 1 0.1
glucose: 70 140 1.4 1
cholesterol: 140 260 1.2 1
respiration respiratory_rate: 12 20 1 1
repair_cost labour_cost: 40 2400 2.2 5
monthly_fee annual_fee membership_fee: 10 240 2 5
"""

_RANGES = {
    name: tuple(map(float, numbers_.split()))
    for line in _TABLE.strip().splitlines()
    for names, _, numbers_ in (line.partition(":"),)
    for name in names.split()
}
NAMES = tuple(_RANGES)
"""The names (endings of names) that `ranged` is for."""


_WEIGHTS = {"person": (45, 115, 1.3), "product": (0.1, 40, 3), "thing": (0.2, 400, 3)}


_BODY = ("temperature", "temp")
_MEDICAL = frozenset(
    ("patient_id", "patient", "heart_rate", "pulse", "blood_pressure", "systolic", "diastolic")
)
"""Columns beside which a temperature is a person's."""


def _of_a_body(spec: Spec) -> bool:
    return not _MEDICAL.isdisjoint(column_names(spec.table))


def weight(spec: Spec) -> Value:
    """In kilograms, by what is weighed."""
    about = "person" if _of_a_body(spec) else subject(spec.table)
    low, high, skew = _WEIGHTS.get(about, _WEIGHTS["thing"])
    return numbers.between(spec, low, high, "a weight", skew=skew, step=0.1)


def height(spec: Spec) -> Value:
    """In centimetres where it is a person's."""
    if subject(spec.table) != "person" and not _of_a_body(spec):
        return numbers.measure(spec)
    return numbers.between(spec, 148, 198, "a person's height in cm", step=1)


def worth(spec: Spec) -> Value:
    """`value` and `amount`: small where they are what a coupon takes off."""
    if not {"coupon", "discount", "promotion", "voucher"}.isdisjoint(words_of(spec.table.name)):
        return numbers.between(spec, 5, 50, "what a coupon takes off", skew=1.5, step=5)
    return numbers.amount(spec)


_OF_TABLE = """
vehicle car van truck.seats: 2 7 0.5 1
vehicle car van truck.daily_rate price_per_day: 25 180 1.6 0.01
vehicle car van truck.mileage: 4000 190000 1.4 1
song track.bpm tempo: 70 180 1 1
song track.duration_seconds length_seconds seconds: 120 420 1.2 1
fine penalty.amount: 20 480 1.8 5
podcast episode.duration_minutes: 15 90 1.2 1
ingredient.quantity amount: 1 500 2 1
country.population: 400000 140000000 3 1000
fach subject.hours hours_per_week: 1 5 1 1
"""
_USUAL = {
    (what, name): tuple(map(float, said.split()))
    for line in _OF_TABLE.strip().splitlines()
    for heads, _, said in (line.partition(":"),)
    for nouns, _, names in (heads.partition("."),)
    for what in nouns.split()
    for name in names.split()
}
"""The same for columns of one kind of table."""


def usual_of_table(spec: Spec) -> Callable[[Spec], Value] | None:
    """The rule for a number of which the table says more than the name alone."""
    if spec.column.family not in (Family.INTEGER, Family.NUMERIC, Family.FLOAT):
        return None
    found = _USUAL.get((noun(spec.table.name), "_".join(words_of(spec.column.name))))
    if found is None or spec.column.array:
        return None
    low, high, skew, step = found
    why = f"usual there: {low:g} to {high:g}"
    return lambda spec: numbers.between(spec, low, high, why, skew=skew, step=step)


def ranged(spec: Spec) -> Value:
    """A number of the range that the column's name is known for."""
    words = words_of(spec.column.name)
    ends = ["_".join(words[start:]) for start in range(len(words))]
    name = next((end for end in ends if end in _RANGES), None)
    if name is None:
        return numbers.any_number(spec)
    low, high, skew, step = _RANGES[name]
    if high > 1 and numbers.holds_shares(spec) and not {"rate", "percent"}.isdisjoint(words):
        low, high, step = low / 100, high / 100, step / 100
    if spec.column.family is Family.INTEGER:
        step = max(round(step), 1)
    if name in _BODY and _of_a_body(spec):
        low, high, step = 36.1, 39.2, 0.1
    why = f"a usual {name.replace('_', ' ')}: {low:g} to {high:g}"
    return numbers.between(spec, low, high, why, skew=skew, step=step)
