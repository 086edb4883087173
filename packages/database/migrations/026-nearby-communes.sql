-- Which communes are near another: as the crow flies where the register has their centres, or else those of one
-- intercommunality.
alter table commune
  -- Degrees, WGS 84.
  add column lon double precision check (lon between -180 and 180),
  add column lat double precision check (lat between -90 and 90),
  add check (num_nonnulls(lon, lat) in (0, 2));

-- The communes themselves, and those around. Both centres known, the distance alone decides.
create function communes_near(codes text[], km double precision) returns setof text
  language sql stable parallel safe as $$
  select c.code from commune c where c.code = any (codes)
  union
  select c.code from commune a join commune c on c.epci_code = a.epci_code
    where a.code = any (codes) and (a.lat is null or c.lat is null)
  union
  -- One degree of latitude is 111.2 km; the haversine of a sphere of 6,371 km is right to half a percent.
  select c.code from commune a join commune c
    on c.lat between a.lat - km / 111.2 and a.lat + km / 111.2
    and 2 * 6371 * asin(sqrt(least(1, sind((c.lat - a.lat) / 2) ^ 2
      + cosd(a.lat) * cosd(c.lat) * sind((c.lon - a.lon) / 2) ^ 2))) <= km
    where a.code = any (codes)
$$;
