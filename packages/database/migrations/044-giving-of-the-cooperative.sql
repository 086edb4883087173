-- What the cooperative gives back is public: what people gave of their own money is theirs, and their time is told only
-- where it is that of five people at least, or the cooperative's own.
create or replace function count_giving(asked_organisation_id uuid, asked_resource_id uuid)
  returns table (year integer, kind text, entries bigint, amount_cents bigint, minutes bigint)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.organisation_id', asked_organisation_id::text, true);
  return query
    select extract(year from c.contributed_on)::integer, c.kind, count(*),
      coalesce(sum(c.amount_cents) filter (where c.worker_id is null), 0)::bigint,
      coalesce(sum(c.minutes) filter (where c.worker_id is null), 0)::bigint
        + case when count(distinct c.worker_id) >= 5
          then coalesce(sum(c.minutes) filter (where c.worker_id is not null), 0)::bigint else 0 end
    from published_record r
    join commons k on k.organisation_id = r.organisation_id and k.open_resource_id = r.open_resource_id and k.tells_giving
    join contribution c on c.organisation_id = r.organisation_id and c.open_resource_id = r.open_resource_id
    where r.organisation_id = asked_organisation_id and r.open_resource_id = asked_resource_id
      and (c.worker_id is null or c.kind not in ('gift', 'share', 'membership'))
    group by 1, 2;
end $$;
