-- Flats and their tenants, in French.
CREATE TABLE proprietaires (
    id serial PRIMARY KEY,
    civilite text,
    nom text,
    prenom text,
    courriel text,
    telephone text check (telephone ~ '^0[1-9]\d{8}$'),
    iban text,
    adresse text,
    code_postal text,
    ville text
);
CREATE TABLE immeubles (
    id serial PRIMARY KEY,
    nom text,
    adresse text,
    code_postal char(5),
    ville text,
    annee_construction int,
    nombre_etages int,
    ascenseur boolean,
    surface_m2 numeric(8,2)
);
CREATE TABLE logements (
    id serial PRIMARY KEY,
    immeuble_id int references immeubles,
    proprietaire_id int references proprietaires,
    numero text,
    type text,
    etage int,
    nombre_pieces int,
    surface numeric(6,2),
    loyer_mensuel numeric(8,2),
    charges numeric(8,2),
    depot_garantie numeric(8,2),
    classe_energie char(1),
    meuble boolean,
    disponible_le date,
    description text
);
CREATE TABLE locataires (
    id serial PRIMARY KEY,
    nom text,
    prenom text,
    date_naissance date,
    profession text,
    revenu_mensuel numeric(10,2),
    courriel text,
    portable text,
    numero_secu text
);
CREATE TABLE baux (
    id serial PRIMARY KEY,
    logement_id int references logements,
    locataire_id int references locataires,
    date_debut date,
    date_fin date,
    loyer numeric(8,2),
    duree_mois int,
    statut text,
    motif_resiliation text
);
CREATE TABLE quittances (
    id serial PRIMARY KEY,
    bail_id int references baux,
    mois int,
    annee int,
    montant_loyer numeric(8,2),
    montant_charges numeric(8,2),
    montant_total numeric(8,2),
    date_paiement date,
    mode_paiement text
);
CREATE TABLE interventions (
    id serial PRIMARY KEY,
    logement_id int references logements,
    titre text,
    description text,
    priorite text,
    cout numeric(8,2),
    prestataire text,
    statut text,
    signale_le timestamptz,
    resolu_le timestamptz,
    remarques text
);
