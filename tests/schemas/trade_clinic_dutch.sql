-- A clinic, as Dutch developers name things.
CREATE TABLE artsen (
    id serial PRIMARY KEY,
    voornaam text not null,
    achternaam text not null,
    specialisme text,
    email text unique,
    telefoonnummer text,
    big_nummer varchar(11)
);
CREATE TABLE patienten (
    id serial PRIMARY KEY,
    bsn char(9) unique check (bsn ~ '^\d{9}$'),
    voornaam text not null,
    tussenvoegsel text,
    achternaam text not null,
    geboortedatum date not null check (geboortedatum < current_date - interval '18 years'),
    geslacht text,
    straat text,
    huisnummer text,
    postcode text,
    woonplaats text,
    mobiel text check (mobiel ~ '^06\d{8}$'),
    huisarts text,
    verzekeraar text,
    polisnummer text,
    opmerkingen text
);
CREATE TABLE afspraken (
    id serial PRIMARY KEY,
    patient_id int not null references patienten,
    arts_id int not null references artsen,
    datum date not null,
    begintijd time not null,
    eindtijd time not null,
    reden text,
    status text,
    kamer text,
    check (eindtijd > begintijd)
);
CREATE TABLE diagnoses (
    id serial PRIMARY KEY,
    afspraak_id int references afspraken,
    icd10_code varchar(8),
    omschrijving text,
    ernst text
);
CREATE TABLE medicatie (
    id serial PRIMARY KEY,
    patient_id int references patienten,
    naam text not null,
    dosering text,
    sterkte_mg int,
    startdatum date,
    einddatum date
);
CREATE TABLE metingen (
    id serial PRIMARY KEY,
    patient_id int references patienten,
    gewicht_kg numeric(5,1),
    lengte_cm int,
    temperatuur numeric(4,1),
    bloeddruk_systolisch int,
    bloeddruk_diastolisch int,
    hartslag int,
    gemeten_op timestamptz
);
CREATE TABLE facturen (
    id serial PRIMARY KEY,
    factuurnummer text unique,
    patient_id int references patienten,
    bedrag numeric(10,2),
    btw numeric(10,2),
    totaal numeric(10,2),
    betaald boolean,
    factuurdatum date,
    vervaldatum date,
    iban text
);
