-- Circles of keys that can neither be NULL nor wait: two tables, three tables, beside a third one.
CREATE TABLE teams (id serial PRIMARY KEY, captain_id integer NOT NULL, name text NOT NULL);
CREATE TABLE players (id serial PRIMARY KEY, team_id integer NOT NULL REFERENCES teams, name text NOT NULL);
ALTER TABLE teams ADD FOREIGN KEY (captain_id) REFERENCES players;
CREATE TABLE matches (id serial PRIMARY KEY, home_id integer NOT NULL REFERENCES teams, note text);
CREATE TABLE boxes (id uuid PRIMARY KEY, lid_id uuid NOT NULL UNIQUE);
CREATE TABLE lids (id uuid PRIMARY KEY, hinge_id uuid NOT NULL);
CREATE TABLE hinges (id uuid PRIMARY KEY, box_id uuid NOT NULL REFERENCES boxes);
ALTER TABLE boxes ADD FOREIGN KEY (lid_id) REFERENCES lids;
ALTER TABLE lids ADD FOREIGN KEY (hinge_id) REFERENCES hinges;
