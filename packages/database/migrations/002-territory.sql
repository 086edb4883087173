-- Reference data of the State, the same for every organisation: communes and priority neighbourhoods
-- (quartiers prioritaires de la politique de la ville, QPV). No tenant, no personal data.
create table commune (
  code text primary key check (code ~ '^([0-9]{2}|2[AB])[0-9]{3}$'),
  name text not null,
  department_code text not null check (department_code ~ '^([0-9]{2,3}|2[AB])$')
);
create index commune_name on commune using gin (fold(name) gin_trgm_ops);

create table neighbourhood (
  code text primary key check (code ~ '^Q[PN][0-9A-Z]{6}$'),
  generation smallint not null check (generation in (2015, 2024)),
  name text not null
);

-- Some neighbourhoods span several communes.
create table neighbourhood_commune (
  neighbourhood_code text not null references neighbourhood (code),
  commune_code text not null references commune (code),
  primary key (neighbourhood_code, commune_code)
);
create index neighbourhood_commune_commune on neighbourhood_commune (commune_code);

grant select on commune, neighbourhood, neighbourhood_commune to essaim_member, essaim_funder, essaim_public;
