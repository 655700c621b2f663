-- A car rental.
CREATE TABLE branches (
    id serial PRIMARY KEY,
    name text,
    address text,
    city text,
    country text,
    latitude numeric(9,6),
    longitude numeric(9,6),
    opening_hours jsonb,
    phone text,
    iata_code char(3)
);
CREATE TABLE vehicles (
    id serial PRIMARY KEY,
    vin char(17) unique,
    license_plate text,
    make text,
    model text,
    year int,
    color text,
    mileage int,
    fuel_type text,
    transmission text,
    seats int,
    doors int,
    daily_rate numeric(8,2),
    branch_id int references branches,
    status text,
    engine_capacity_cc int,
    horsepower int,
    co2_g_km int,
    last_service_on date
);
CREATE TABLE drivers (
    id serial PRIMARY KEY,
    full_name text,
    license_no text,
    license_country char(2),
    license_expires_on date,
    date_of_birth date,
    nationality text,
    passport_no text,
    points int
);
CREATE TABLE rentals (
    id serial PRIMARY KEY,
    driver_id int references drivers,
    vehicle_id int references vehicles,
    pickup_branch_id int references branches,
    return_branch_id int references branches,
    pickup_at timestamptz,
    return_at timestamptz,
    odometer_start int,
    odometer_end int,
    fuel_level_start numeric(3,2),
    fuel_level_end numeric(3,2),
    days int,
    daily_rate numeric(8,2),
    total numeric(10,2),
    deposit numeric(10,2),
    insurance_type text,
    notes text
);
CREATE TABLE damages (
    id serial PRIMARY KEY,
    rental_id int references rentals,
    part text,
    description text,
    severity text,
    repair_cost numeric(8,2),
    photo_url text,
    reported_by text
);
CREATE TABLE fines (
    id serial PRIMARY KEY,
    rental_id int references rentals,
    offence text,
    amount numeric(8,2),
    issued_at timestamptz,
    location text,
    paid boolean,
    reference text
);
