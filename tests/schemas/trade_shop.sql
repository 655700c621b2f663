-- An online shop with pairs of types and ids, exchange rates and codes.
CREATE TABLE customers (
    id bigserial PRIMARY KEY,
    first_name text,
    last_name text,
    email text unique,
    phone bigint,
    phone_prefix text,
    country char(2),
    city text,
    locale text,
    time_zone text,
    accepts_marketing boolean,
    tier text,
    birth_date date check (birth_date <= current_date - interval '18 years'),
    total_spent numeric(12,2),
    orders_count int,
    created_at timestamptz
);
CREATE TABLE products (
    id bigserial PRIMARY KEY,
    sku text unique,
    title text,
    slug text unique,
    handle text,
    description text,
    vendor text,
    product_type text,
    price_cents int,
    compare_at_price_cents int,
    currency char(3),
    weight_kg numeric(6,3),
    barcode text,
    image_url text,
    rating numeric(2,1),
    reviews_count int,
    tags text[],
    seo_title text,
    seo_description text
);
CREATE TABLE variants (
    id bigserial PRIMARY KEY,
    product_id bigint references products,
    title text,
    option1 text,
    option2 text,
    option3 text,
    inventory_quantity int,
    price numeric(10,2),
    position int
);
CREATE TABLE orders (
    id bigserial PRIMARY KEY,
    customer_id bigint references customers,
    order_number text,
    currency char(3),
    subtotal numeric(10,2),
    shipping numeric(10,2),
    tax numeric(10,2),
    discount numeric(10,2),
    total numeric(10,2),
    financial_status text,
    fulfillment_status text,
    note text,
    browser_ip inet,
    user_agent text,
    referrer text,
    utm_source text,
    utm_campaign text,
    placed_at timestamptz,
    cancelled_at timestamptz,
    cancel_reason text
);
CREATE TABLE order_lines (
    id bigserial PRIMARY KEY,
    order_id bigint not null references orders,
    variant_id bigint references variants,
    quantity int,
    unit_price numeric(10,2),
    line_total numeric(10,2),
    tax_rate numeric(5,2)
);
CREATE TABLE exchange_rates (
    id serial PRIMARY KEY,
    base char(3),
    quote char(3),
    rate numeric(12,6),
    valid_on date,
    unique(base, quote, valid_on)
);
CREATE TABLE countries (
    id serial PRIMARY KEY,
    name text,
    iso2 char(2),
    iso3 char(3),
    dial_code text,
    currency_code char(3),
    continent text,
    capital text,
    population int
);
CREATE TABLE comments (
    id serial PRIMARY KEY,
    commentable_type text not null,
    commentable_id bigint not null,
    author_name text,
    body text,
    upvotes int,
    created_at timestamptz
);
CREATE TABLE attachments (
    id serial PRIMARY KEY,
    attachable_type varchar,
    attachable_id bigint,
    file_name text,
    mime_type text,
    file_size bigint,
    width int,
    height int,
    checksum text,
    duration_seconds int
);
CREATE TABLE discount_codes (
    id serial PRIMARY KEY,
    code text unique,
    kind text,
    value numeric(8,2),
    percent int,
    starts_at timestamptz,
    ends_at timestamptz,
    usage_limit int,
    times_used int
);
