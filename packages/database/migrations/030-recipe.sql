-- All that somebody needs to know to start an activity, and all that a resource asks and gives, in fields of their own.

-- A numbered list in Markdown, cut into its steps, without their numbers. What is no list is one step.
create function steps_of(markdown text) returns jsonb language sql immutable as $$
  select coalesce(jsonb_agg(jsonb_build_object('text', step, 'days', null, 'tools', '') order by place)
    filter (where step <> ''), '[]')
  from (
    select place, btrim(regexp_replace(piece, '\n {3}', E'\n', 'g'), E' \t\r\n') as step
    from regexp_split_to_table(E'\n' || markdown, '\n {0,2}\d{1,4}[.)][ \t]+') with ordinality as cut (piece, place)
  ) as steps
$$;

alter table activity drop column search;
alter table activity alter column steps drop default;
alter table activity alter column steps type jsonb using steps_of(steps);
alter table activity
  alter column steps set default '[]',
  add check (jsonb_typeof(steps) = 'array'),
  add column monthly_cost_min_cents bigint check (monthly_cost_min_cents >= 0),
  add column monthly_cost_max_cents bigint,
  add column people_min smallint check (people_min >= 1),
  add column people_max smallint check (people_max <= 1000),
  add column space text not null default '' check (length(space) <= 500),
  add column skills jsonb not null default '[]' check (jsonb_typeof(skills) = 'array'),
  add column legal_forms text[] not null default '{}'
    check (legal_forms <@ array['cae', 'cooperative', 'association', 'sole_trader', 'company', 'informal']),
  add column first_income_min_months smallint check (first_income_min_months >= 0),
  add column first_income_max_months smallint check (first_income_max_months <= 120),
  add column maturity text check (maturity in ('idea', 'tried', 'running', 'spreading')),
  add column income text not null default '',
  add column figures jsonb not null default '[]' check (jsonb_typeof(figures) = 'array'),
  add column supporters jsonb not null default '[]' check (jsonb_typeof(supporters) = 'array'),
  add column questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array'),
  add column links jsonb not null default '[]' check (jsonb_typeof(links) = 'array'),
  add column images jsonb not null default '[]' check (jsonb_typeof(images) = 'array'),
  add column english jsonb check (jsonb_typeof(english) = 'object'),
  add check (monthly_cost_max_cents >= monthly_cost_min_cents),
  add check ((monthly_cost_min_cents is null) = (monthly_cost_max_cents is null)),
  add check (people_max >= people_min),
  add check ((people_min is null) = (people_max is null)),
  add check (first_income_max_months >= first_income_min_months),
  add check ((first_income_min_months is null) = (first_income_max_months is null));
alter table activity add column search tsvector not null generated always as (
  setweight(to_tsvector('fr', title), 'A') || setweight(to_tsvector('fr', summary), 'B')
  || setweight(to_tsvector('fr', description || ' ' || requirements || ' ' || advantages || ' ' || limits || ' ' || income), 'C')
  || setweight(jsonb_to_tsvector('fr', steps, '["string"]') || jsonb_to_tsvector('fr', skills, '["string"]'), 'C')) stored;
create index activity_search on activity using gin (search) where status = 'published';
grant select (search) on activity to essaim_public, essaim_funder;

alter table open_resource
  -- As it was written in the file that the resource was imported from.
  add column licence_original text not null default '' check (length(licence_original) <= 1000),
  add column usage_guide text not null default '',
  add column governance text not null default '',
  add column needs text not null default '',
  add column links jsonb not null default '[]' check (jsonb_typeof(links) = 'array'),
  add column images jsonb not null default '[]' check (jsonb_typeof(images) = 'array'),
  add column english jsonb check (jsonb_typeof(english) = 'object');

-- Names must be able to leave what is kept of people.
grant update (space, skills, income, figures, supporters, questions, links, images, english) on activity to essaim_keeper;
grant update (licence_original, usage_guide, governance, needs, links, images, english) on open_resource to essaim_keeper;

create or replace function record_content(asked_kind text, asked_id uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'title', a.title, 'summary', a.summary, 'sector', a.sector, 'description', a.description,
    'requirements', a.requirements, 'steps', a.steps, 'advantages', a.advantages, 'limits', a.limits,
    'startupCostMinCents', a.startup_cost_min_cents, 'startupCostMaxCents', a.startup_cost_max_cents,
    'monthlyCostMinCents', a.monthly_cost_min_cents, 'monthlyCostMaxCents', a.monthly_cost_max_cents,
    'peopleMin', a.people_min, 'peopleMax', a.people_max, 'space', a.space, 'skills', a.skills,
    'legalForms', a.legal_forms,
    'firstIncomeMinMonths', a.first_income_min_months, 'firstIncomeMaxMonths', a.first_income_max_months,
    'maturity', a.maturity, 'income', a.income, 'figures', a.figures, 'supporters', a.supporters,
    'questions', a.questions, 'links', a.links, 'images', a.images, 'english', a.english,
    'resources', coalesce((select jsonb_agg(jsonb_build_object('openResourceId', r.open_resource_id, 'usage', r.usage)
        order by r.open_resource_id)
      from activity_resource r where r.organisation_id = a.organisation_id and r.activity_id = a.id), '[]'),
    'locations', coalesce((select jsonb_agg(jsonb_build_object('commune', l.commune_code, 'sinceYear', l.since_year,
        'transferredFrom', l.transferred_from_commune_code, 'description', l.description)
        order by l.since_year nulls last, l.commune_code)
      from activity_location l where l.organisation_id = a.organisation_id and l.activity_id = a.id), '[]'))
  from activity a where asked_kind = 'activity' and a.id = asked_id
  union all
  select jsonb_build_object(
    'kind', r.kind, 'name', r.name, 'summary', r.summary, 'description', r.description,
    'licenceExpression', r.licence_expression, 'licenceNote', r.licence_note, 'licenceOriginal', r.licence_original,
    'websiteUrl', r.website_url, 'sourceUrl', r.source_url, 'documentationUrl', r.documentation_url,
    'usageGuide', r.usage_guide, 'contributionGuide', r.contribution_guide, 'governance', r.governance,
    'needs', r.needs, 'links', r.links, 'images', r.images, 'english', r.english)
  from open_resource r where asked_kind = 'resource' and r.id = asked_id
$$;

-- What is public and what was take the new shape, and say the same.
create function with_recipe(kind text, content jsonb) returns jsonb language sql immutable as $$
  select case kind
    when 'activity' then '{"monthlyCostMinCents": null, "monthlyCostMaxCents": null, "peopleMin": null, "peopleMax": null,
        "space": "", "skills": [], "legalForms": [], "firstIncomeMinMonths": null, "firstIncomeMaxMonths": null,
        "maturity": null, "income": "", "figures": [], "supporters": [], "questions": [], "links": [], "images": [],
        "english": null}'::jsonb
      || content || jsonb_build_object('steps', steps_of(content ->> 'steps'))
    else '{"licenceOriginal": "", "usageGuide": "", "governance": "", "needs": "", "links": [], "images": [],
        "english": null}'::jsonb || content
  end
$$;
alter table published_record no force row level security;
alter table published_revision no force row level security;
create temp table changed_before on commit drop as select id, changed_at from published_record;
update published_record set content = with_recipe(record_kind, content);
alter table published_record disable trigger derive;
update published_record p set changed_at = b.changed_at from changed_before b where b.id = p.id;
alter table published_record enable trigger derive;
update published_revision set content = with_recipe(record_kind, content);
alter table published_record force row level security;
alter table published_revision force row level security;
drop function with_recipe(text, jsonb);
drop function steps_of(text);
