"""Lists that belong together: a car's make and its models, a plant and its Latin name."""

from __future__ import annotations

RECORDS = """
vehicle car truck rental_car automobile: make brand manufacturer|model model_name|body_type
Toyota|Corolla|estate
Volkswagen|Golf|hatchback
Ford|Focus|hatchback
Renault|Clio|hatchback
Skoda|Octavia|estate
BMW|320i|sedan
Volvo|XC60|suv
Peugeot|208|hatchback
Kia|Niro|suv
Hyundai|i20|hatchback
Opel|Astra|hatchback
Tesla|Model 3|sedan
Fiat|500|hatchback
Seat|Leon|hatchback
Nissan|Qashqai|suv
Mazda|CX-5|suv
Mercedes-Benz|C 200|sedan
Dacia|Duster|suv
Citroën|Berlingo|van
Audi|A4|sedan

plant crop flower tree: name common_name|species latin_name scientific_name|family
Tomato|Solanum lycopersicum|Solanaceae
Lavender|Lavandula angustifolia|Lamiaceae
Basil|Ocimum basilicum|Lamiaceae
Silver birch|Betula pendula|Betulaceae
Sunflower|Helianthus annuus|Asteraceae
Rosemary|Salvia rosmarinus|Lamiaceae
Common oak|Quercus robur|Fagaceae
Peace lily|Spathiphyllum wallisii|Araceae
Snake plant|Dracaena trifasciata|Asparagaceae
Boston fern|Nephrolepis exaltata|Nephrolepidaceae
Strawberry|Fragaria × ananassa|Rosaceae
Tulip|Tulipa gesneriana|Liliaceae
Aloe vera|Aloe vera|Asphodelaceae
Monstera|Monstera deliciosa|Araceae
Carrot|Daucus carota|Apiaceae
Garden pea|Pisum sativum|Fabaceae
Rubber plant|Ficus elastica|Moraceae
Mint|Mentha spicata|Lamiaceae

species animal bird: name common_name|latin_name scientific_name|class family
Red fox|Vulpes vulpes|Mammal
Barn owl|Tyto alba|Bird
Common frog|Rana temporaria|Amphibian
Grey heron|Ardea cinerea|Bird
Roe deer|Capreolus capreolus|Mammal
Kingfisher|Alcedo atthis|Bird
Hedgehog|Erinaceus europaeus|Mammal
Grass snake|Natrix natrix|Reptile
Brown trout|Salmo trutta|Fish
Red squirrel|Sciurus vulgaris|Mammal
Peregrine falcon|Falco peregrinus|Bird
Eurasian otter|Lutra lutra|Mammal

medication medicine drug prescription: name medication drug medicine title|dosage dose|strength|form
Ibuprofen|1 tablet three times a day|400 mg|tablet
Paracetamol|2 tablets as needed|500 mg|tablet
Amoxicillin|1 capsule every 8 hours|500 mg|capsule
Metformin|1 tablet twice a day|850 mg|tablet
Cetirizine|1 tablet daily|10 mg|tablet
Omeprazole|1 capsule before breakfast|20 mg|capsule
Amlodipine|1 tablet daily|5 mg|tablet
Simvastatin|1 tablet in the evening|20 mg|tablet
Salbutamol|2 puffs as needed|100 µg|inhaler
Levothyroxine|1 tablet before breakfast|50 µg|tablet
Ramipril|1 tablet daily|5 mg|tablet
Diclofenac|apply twice a day|1 %|gel

diagnosis condition disease: code icd icd10 icd_code icd10_code|name title diagnosis description
J06.9|Acute upper respiratory infection
I10|Essential hypertension
M54.5|Low back pain
E11.9|Type 2 diabetes
G43.9|Migraine
K21.9|Reflux disease
J45.9|Asthma
L20.9|Atopic dermatitis
F41.1|Generalised anxiety disorder
S93.4|Sprained ankle
H10.9|Conjunctivitis
N39.0|Urinary tract infection

ingredient: name ingredient title|unit
flour|g
butter|g
eggs|pcs
milk|ml
olive oil|tbsp
garlic|cloves
onions|pcs
tomatoes|g
salt|tsp
sugar|g
rice|g
lemon juice|ml
carrots|pcs
parsley|tbsp
cream|ml
potatoes|g
cheese|g
yeast|g

book: genre category
Novel
Crime
History
Biography
Science
Poetry
Fantasy
Travel
Children
Thriller

movie film series show: genre category|age_rating
Drama|PG-13
Comedy|PG
Thriller|R
Documentary|G
Animation|G
Science fiction|PG-13
Romance|PG-13
Horror|R
Adventure|PG
Crime|R

song track album: genre category|key
Pop|C major
Rock|A minor
Jazz|F major
Folk|D major
Electronic|E minor
Classical|B flat major
Hip-hop|G minor
Soul|E major
Indie|D minor
Blues|A major

section: name title
Politics
Business
Culture
Sport
Science
Opinion
Local
World
Travel
Technology
Health
Education

damage: part
Front bumper
Left door
Windscreen
Rear bumper
Right mirror
Wheel rim
Bonnet

commit: branch
main
develop
feature/checkout
release/2.4
fix/login
feature/search
chore/dependencies

subject fach: name title|code short_name
Mathematics|MAT
Biology|BIO
Chemistry|CHE
Physics|PHY
History|HIS
Geography|GEO
English|ENG
French|FRA
Music|MUS
Art|ART
Sport|SPO
Economics|ECO
Computer Science|INF
Literature|LIT
Ethics|ETH

podcast episode audio recording: mime_type content_type media_type
audio/mpeg

video clip: mime_type content_type media_type
video/mp4

photo picture: mime_type content_type media_type
image/jpeg

class: name code title
5a
5b
6a
6b
7a
7b
8a
8b
9a
9b
10a
10b

airport: iata iata_code code|name|city
AMS|Amsterdam Schiphol|Amsterdam
FRA|Frankfurt|Frankfurt
CDG|Paris Charles de Gaulle|Paris
LHR|London Heathrow|London
MAD|Madrid Barajas|Madrid
FCO|Rome Fiumicino|Rome
ZRH|Zurich|Zurich
CPH|Copenhagen|Copenhagen
JFK|New York John F. Kennedy|New York
NRT|Tokyo Narita|Tokyo
"""
"""One list a paragraph: whose rows, then the names of its columns, then its rows."""
