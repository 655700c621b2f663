-- A school, in German.
CREATE TABLE lehrer (
    id serial PRIMARY KEY,
    vorname text,
    nachname text,
    kuerzel varchar(4),
    faecher text,
    email text,
    geburtsdatum date,
    eintrittsdatum date
);
CREATE TABLE klassen (
    id serial PRIMARY KEY,
    bezeichnung varchar(10),
    jahrgangsstufe int,
    klassenlehrer_id int references lehrer,
    schuljahr text,
    raum text
);
CREATE TABLE schueler (
    id serial PRIMARY KEY,
    vorname text,
    nachname text,
    geburtsdatum date,
    klasse_id int references klassen,
    erziehungsberechtigter text,
    telefon text,
    strasse text,
    plz text,
    ort text,
    bemerkung text,
    konfession text
);
CREATE TABLE faecher (
    id serial PRIMARY KEY,
    name text unique,
    kuerzel text
);
CREATE TABLE noten (
    id serial PRIMARY KEY,
    schueler_id int references schueler,
    fach_id int references faecher,
    note numeric(2,1) check (note between 1 and 6),
    gewichtung int,
    datum date,
    kommentar text
);
CREATE TABLE stundenplan (
    id serial PRIMARY KEY,
    klasse_id int references klassen,
    fach_id int references faecher,
    lehrer_id int references lehrer,
    wochentag text,
    stunde int,
    beginn time,
    ende time,
    raum text
);
CREATE TABLE fehlzeiten (
    id serial PRIMARY KEY,
    schueler_id int references schueler,
    von date,
    bis date,
    entschuldigt boolean,
    grund text
);
CREATE TABLE veranstaltungen (
    id serial PRIMARY KEY,
    titel text,
    beschreibung text,
    beginn timestamptz,
    ende timestamptz,
    ort text,
    max_teilnehmer int
);
CREATE TABLE buecher (
    id serial PRIMARY KEY,
    titel text,
    autor text,
    verlag text,
    isbn text,
    erscheinungsjahr int,
    preis numeric(6,2)
);
