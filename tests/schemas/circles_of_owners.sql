-- An organisation's owner is one of its users: keys that share a column in a circle.
CREATE TABLE organisations (id serial PRIMARY KEY, owner_id integer NOT NULL, name text NOT NULL);
CREATE TABLE members (
    id serial PRIMARY KEY,
    organisation_id integer NOT NULL REFERENCES organisations DEFERRABLE INITIALLY DEFERRED,
    name text NOT NULL,
    UNIQUE (organisation_id, id)
);
ALTER TABLE organisations ADD FOREIGN KEY (id, owner_id)
    REFERENCES members (organisation_id, id) DEFERRABLE INITIALLY DEFERRED;
CREATE TABLE clubs (id uuid PRIMARY KEY, chair_no integer NOT NULL, name text NOT NULL);
CREATE TABLE club_members (
    club_id uuid NOT NULL REFERENCES clubs,
    no integer NOT NULL,
    PRIMARY KEY (club_id, no)
);
ALTER TABLE clubs ADD FOREIGN KEY (id, chair_no) REFERENCES club_members;
