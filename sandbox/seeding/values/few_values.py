"""More columns with a few values each, by the columns' names: what trades and hobbies write."""

from __future__ import annotations

FEW_VALUES = """
sunlight light_requirement: full sun|partial shade|shade
watering water_needs: weekly|twice a week|every two weeks
age_rating content_rating film_rating: PG-13|PG|R|G|12|16
musical_key key_signature: C major|G major|A minor|D major|E minor|F major|B minor
energy_class energy_label epc classe_energie energieklasse energielabel: C|B|D|A|E|F|G
offence offense violation infraction: Speeding|Illegal parking|Red light|Toll not paid|Bus lane
git_branch branch_name ref_name: main|develop|feature/checkout|release/2.4|fix/login
|feature/search|chore/dependencies
utm_source: newsletter|google|facebook|direct|partner
utm_medium: email|cpc|social|referral|organic
utm_campaign campaign_name: spring-sale|welcome-series|black-friday|back-to-school|summer
fulfillment_status fulfilment_status: fulfilled|unfulfilled|partial|restocked
financial_status payment_status billing_status: paid|pending|refunded|authorized|voided
cancel_reason cancellation_reason: customer|inventory|fraud|declined|other
option1: S|M|L|XL|XS
option2: black|white|navy|grey|red|green
option3: cotton|wool|linen|polyester
insurance_type coverage: basic|standard|premium
drive drivetrain: front|rear|all
body_type body_style: hatchback|sedan|estate|suv|van
vehicle_class car_class: compact|economy|standard|suv|luxury
license_class licence_class: B|BE|C|A|D
language_level cefr: B1|A2|B2|A1|C1|C2
attendance_status attendance: present|absent|late|excused
pet breed dog_breed: Labrador|Beagle|Poodle|Border Collie|Mixed
meal meal_type: lunch|dinner|breakfast|snack
diet dietary diet_type: none|vegetarian|vegan|gluten-free|halal
temperature_unit: celsius|fahrenheit
unit_system: metric|imperial
icd icd_code icd10 icd10_code icd_10 diagnosis_code: J06.9|I10|M54.5|E11.9|G43.9|K21.9|R51|J45.9
atc atc_code: N02BE01|M01AE01|C09AA05|A10BA02|J01CA04
loinc loinc_code: 718-7|2345-7|2160-0|4548-4
naics sic industry_code nace: 4711|6201|5610|4120|8621
iata iata_code airport airport_code: AMS|FRA|CDG|LHR|MAD|FCO|ZRH|CPH
icao icao_code: EHAM|EDDF|LFPG|EGLL|LEMD
airline_code: XA|XB|XQ
boarding_gate terminal_gate: A1|B4|C7|D2|E9
cabin cabin_class travel_class: economy|business|premium_economy|first
artist_role credit_role: vocals|guitar|drums|producer|keyboard
weather weather_condition: sunny|cloudy|rain|snow|windy
cause_of_loss: water|fire|theft|storm|collision
frequency_of_dose: once daily|twice daily|every 8 hours|as needed
route_of_administration: oral|topical|intravenous|inhaled
vaccine vaccine_name: Influenza|Tetanus|Hepatitis B|MMR|COVID-19
vendor_type supplier_type: wholesale|retail|manufacturer
heating heating_type: gas|district|heat pump|electric
insurance insurer insurance_company health_insurance insurance_provider: Example Health
|Sample Mutual|Specimen Insurance|First Fictional|Testfield Care
publisher publishing_house: Harbour Press|Northlight Books|Paper Lantern|Old Mill Editions
|Blue Door Publishing|Meridian House
payment_term terms_of_payment: net 30|net 14|due on receipt
"""
