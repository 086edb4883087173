-- The communes of the State, from its register rather than by hand: postcodes, the intercommunality they belong to, and
-- the former communes whose names people still write (Lomme is of Lille).

create table epci (
  code text primary key check (code ~ '^[0-9]{9}$'),
  name text not null check (name <> '')
);

alter table commune
  add column postcodes text[] not null default '{}',
  add column epci_code text references epci (code),
  add column population integer check (population >= 0),
  -- A commune that was merged into another is no longer found, and still named where it was written.
  add column is_current boolean not null default true;
create index commune_postcode on commune using gin (postcodes);
create index commune_epci on commune (epci_code);

create table former_commune (
  -- That of the commune it joined, when it gave it its code.
  code text not null check (code ~ '^([0-9]{2}|2[AB])[0-9]{3}$'),
  name text not null check (name <> ''),
  commune_code text not null references commune (code),
  primary key (code, name)
);
create index former_commune_name on former_commune using gin (fold(name) gin_trgm_ops);
create index former_commune_of on former_commune (commune_code);

-- Which files the registers of the State came from, and when.
create table territory_import (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('communes')),
  source text not null check (length(source) between 1 and 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- {what: how many}
  counts jsonb not null,
  imported_at timestamptz not null default now()
);
create index territory_import_recent on territory_import (kind, imported_at desc);

grant select on epci, former_commune to essaim_member, essaim_funder, essaim_public;
grant select on territory_import to essaim_member;
