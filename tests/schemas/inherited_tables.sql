-- Tables that inherit: parents and children hold rows of their own; keys refer to the parent's only.
CREATE TABLE vehicles (id serial PRIMARY KEY, plate varchar(12) NOT NULL, CHECK (length(plate) >= 3));
CREATE TABLE trucks (load_kg int NOT NULL CHECK (load_kg > 0), PRIMARY KEY (id)) INHERITS (vehicles);
CREATE TABLE taxis (seats smallint NOT NULL DEFAULT 4) INHERITS (vehicles);
CREATE TABLE named (name text NOT NULL);
CREATE TABLE night_taxis (extra numeric(6, 2) NOT NULL) INHERITS (taxis, named);
CREATE TABLE trips (id serial PRIMARY KEY, vehicle_id int NOT NULL REFERENCES vehicles, truck_id int REFERENCES trucks);
