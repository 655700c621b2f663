"""Numbers by name: the usual range of each, and how it is rounded."""

from __future__ import annotations

from sandbox.seeding.schemas.schema import Family
from sandbox.seeding.values import numbers
from sandbox.seeding.values.naming import words_of
from sandbox.seeding.values.subject import noun, subject
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
max_score max_points maximum_points: 100 100 1 1
marks: 30 100 0.7 1
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


def weight(spec: Spec) -> Value:
    """In kilograms, by what is weighed."""
    low, high, skew = _WEIGHTS.get(subject(spec.table), _WEIGHTS["thing"])
    return numbers.between(spec, low, high, "a weight", skew=skew, step=0.1)


def height(spec: Spec) -> Value:
    """In centimetres where it is a person's."""
    if subject(spec.table) != "person":
        return numbers.measure(spec)
    return numbers.between(spec, 148, 198, "a person's height in cm", step=1)


def worth(spec: Spec) -> Value:
    """`value` and `amount`: small where they are what a coupon takes off."""
    if noun(spec.table.name) in ("coupon", "discount", "promotion", "voucher"):
        return numbers.between(spec, 5, 50, "what a coupon takes off", skew=1.5, step=5)
    return numbers.amount(spec)


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
    why = f"a usual {name.replace('_', ' ')}: {low:g} to {high:g}"
    return numbers.between(spec, low, high, why, skew=skew, step=step)
