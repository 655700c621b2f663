-- A newsroom, and what people collect: films, songs, plants, recipes.
CREATE TABLE authors (
    id serial PRIMARY KEY,
    name text,
    byline text,
    bio text,
    twitter_handle text,
    avatar_url text,
    email text
);
CREATE TABLE sections (
    id serial PRIMARY KEY,
    name text,
    slug text unique,
    parent_id int references sections,
    sort_order int
);
CREATE TABLE articles (
    id serial PRIMARY KEY,
    headline text,
    subheadline text,
    slug text unique,
    lede text,
    body text,
    section_id int references sections,
    author_id int references authors,
    status text,
    word_count int,
    reading_time_minutes int,
    language char(2),
    published_at timestamptz,
    updated_at timestamptz,
    canonical_url text,
    hero_image_url text,
    image_caption text,
    image_credit text,
    is_breaking boolean,
    views int,
    meta_description text
);
CREATE TABLE tags (
    id serial PRIMARY KEY,
    name text unique,
    slug text unique
);
CREATE TABLE revisions (
    id serial PRIMARY KEY,
    article_id int references articles,
    version text,
    editor text,
    diff text,
    commit_sha char(40),
    branch text,
    comment text,
    created_at timestamptz
);
CREATE TABLE newsletters (
    id serial PRIMARY KEY,
    subject text,
    preheader text,
    from_name text,
    reply_to text,
    sent_at timestamptz,
    recipients int,
    opens int,
    clicks int,
    bounce_rate numeric(5,2)
);
CREATE TABLE podcasts (
    id serial PRIMARY KEY,
    title text,
    episode_number int,
    season int,
    duration interval,
    audio_url text,
    file_size bigint,
    mime_type text,
    transcript text
);
CREATE TABLE books (
    id serial PRIMARY KEY,
    title text,
    author text,
    isbn text,
    pages int,
    publisher text,
    genre text
);
CREATE TABLE movies (
    id serial PRIMARY KEY,
    title text,
    director text,
    runtime_minutes int,
    release_year int,
    imdb_rating numeric(3,1),
    age_rating text,
    genre text
);
CREATE TABLE recipes (
    id serial PRIMARY KEY,
    name text,
    servings int,
    prep_time_minutes int,
    cook_time_minutes int,
    difficulty text,
    calories int,
    instructions text
);
CREATE TABLE ingredients (
    id serial PRIMARY KEY,
    recipe_id int references recipes,
    name text,
    quantity numeric(6,2),
    unit text
);
CREATE TABLE plants (
    id serial PRIMARY KEY,
    name text,
    species text,
    latin_name text,
    height_cm int,
    watering_interval_days int,
    sunlight text
);
CREATE TABLE songs (
    id serial PRIMARY KEY,
    title text,
    artist text,
    album text,
    duration_seconds int,
    bpm int,
    key text,
    genre text
);
