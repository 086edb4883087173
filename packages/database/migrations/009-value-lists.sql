-- Lists of values that each organisation keeps in its own words, and what is known of each person in them.

-- The lists that the house knows: how many values one person may have, and who may read them.
create table value_list (
  key text primary key check (key ~ '^[a-z_]+$'),
  is_multiple boolean not null,
  -- Read by the person's own coach and by managers only.
  is_sensitive boolean not null,
  unique (key, is_multiple, is_sensitive)
);
insert into value_list (key, is_multiple, is_sensitive) values
  ('support_origin', false, false),
  ('prescriber', false, false),
  ('gender', false, false),
  ('education', false, false),
  ('household', false, false),
  ('language', true, false),
  ('mobility', true, false),
  ('income_support', true, true),
  ('unemployment', false, false),
  ('disability', false, true),
  ('work_platform', true, false),
  ('skill', true, false),
  ('need', true, false),
  ('health_barrier', false, true),
  ('meeting_theme', true, false),
  ('exit_reason', false, false),
  ('exit_destination', false, false),
  ('document_kind', false, false);

-- What every organisation begins with. `code` is what our own rules know a value by, whatever it is called.
create table default_list_value (
  list_key text not null references value_list (key),
  code text not null check (code ~ '^[a-z0-9_]+$'),
  label text not null,
  position smallint not null,
  primary key (list_key, code)
);
insert into default_list_value (list_key, code, label, position) values
  ('support_origin', 'self', 'De sa propre initiative', 1),
  ('support_origin', 'word_of_mouth', 'Par le bouche-à-oreille', 2),
  ('support_origin', 'employment_service', 'Par France Travail ou une mission locale', 3),
  ('support_origin', 'social_service', 'Par un service social', 4),
  ('support_origin', 'platform', 'Par une plateforme de travail', 5),
  ('support_origin', 'partner', 'Par un partenaire de la coopérative', 6),
  ('support_origin', 'event', 'Lors d’un événement', 7),
  ('prescriber', 'france_travail', 'France Travail', 1),
  ('prescriber', 'mission_locale', 'Mission locale', 2),
  ('prescriber', 'cap_emploi', 'Cap emploi', 3),
  ('prescriber', 'department', 'Département (RSA)', 4),
  ('prescriber', 'municipality', 'Commune ou CCAS', 5),
  ('prescriber', 'plie', 'PLIE ou maison de l’emploi', 6),
  ('prescriber', 'association', 'Association', 7),
  ('prescriber', 'cooperative', 'Autre coopérative', 8),
  ('prescriber', 'none', 'Aucun prescripteur', 9),
  ('gender', 'woman', 'Femme', 1),
  ('gender', 'man', 'Homme', 2),
  ('gender', 'other', 'Autre ou non binaire', 3),
  ('gender', 'refused', 'Ne souhaite pas le dire', 4),
  ('education', 'none', 'Sans diplôme ou brevet des collèges', 1),
  ('education', 'level_3', 'CAP, BEP (niveau 3)', 2),
  ('education', 'level_4', 'Baccalauréat (niveau 4)', 3),
  ('education', 'level_5', 'Bac + 2 (niveau 5)', 4),
  ('education', 'level_6', 'Bac + 3 ou 4 (niveau 6)', 5),
  ('education', 'level_7', 'Bac + 5 et plus (niveaux 7 et 8)', 6),
  ('education', 'foreign', 'Diplôme étranger sans équivalence', 7),
  ('household', 'alone', 'Vit seul·e', 1),
  ('household', 'alone_children', 'Seul·e avec enfants', 2),
  ('household', 'couple', 'En couple sans enfant', 3),
  ('household', 'couple_children', 'En couple avec enfants', 4),
  ('household', 'family', 'Chez ses parents ou de la famille', 5),
  ('household', 'shared', 'Hébergé·e ou en colocation', 6),
  ('language', 'fr', 'Français', 1),
  ('language', 'ar', 'Arabe', 2),
  ('language', 'ber', 'Berbère', 3),
  ('language', 'en', 'Anglais', 4),
  ('language', 'es', 'Espagnol', 5),
  ('language', 'pt', 'Portugais', 6),
  ('language', 'tr', 'Turc', 7),
  ('language', 'ro', 'Roumain', 8),
  ('language', 'ff', 'Peul', 9),
  ('language', 'bm', 'Bambara', 10),
  ('language', 'fsl', 'Langue des signes française', 11),
  ('mobility', 'licence', 'Permis B', 1),
  ('mobility', 'car', 'Voiture', 2),
  ('mobility', 'scooter', 'Deux-roues motorisé', 3),
  ('mobility', 'bicycle', 'Vélo', 4),
  ('mobility', 'transit', 'Transports en commun', 5),
  ('mobility', 'none', 'Aucun moyen de déplacement', 6),
  ('income_support', 'rsa', 'RSA', 1),
  ('income_support', 'ass', 'ASS', 2),
  ('income_support', 'aah', 'AAH', 3),
  ('income_support', 'are', 'ARE', 4),
  ('income_support', 'activity_bonus', 'Prime d’activité', 5),
  ('income_support', 'none', 'Aucune allocation', 6),
  ('unemployment', 'none', 'Sans période de chômage', 1),
  ('unemployment', 'under_6', 'Moins de 6 mois', 2),
  ('unemployment', 'from_6', 'De 6 à 11 mois', 3),
  ('unemployment', 'from_12', 'De 12 à 23 mois', 4),
  ('unemployment', 'from_24', '24 mois et plus', 5),
  ('disability', 'yes', 'RQTH reconnue', 1),
  ('disability', 'pending', 'Demande de RQTH en cours', 2),
  ('disability', 'no', 'Pas de RQTH', 3),
  ('work_platform', 'uber_eats', 'Uber Eats', 1),
  ('work_platform', 'deliveroo', 'Deliveroo', 2),
  ('work_platform', 'stuart', 'Stuart', 3),
  ('work_platform', 'uber', 'Uber', 4),
  ('work_platform', 'bolt', 'Bolt', 5),
  ('work_platform', 'malt', 'Malt', 6),
  ('work_platform', 'services', 'Plateforme de services à domicile', 7),
  ('work_platform', 'other', 'Autre plateforme', 8),
  ('skill', 'trade', 'Savoir-faire du métier', 1),
  ('skill', 'price', 'Fixer ses prix', 2),
  ('skill', 'sell', 'Trouver des clients', 3),
  ('skill', 'quote', 'Devis et factures', 4),
  ('skill', 'manage', 'Suivre sa gestion', 5),
  ('skill', 'digital', 'Outils numériques', 6),
  ('skill', 'communicate', 'Se faire connaître', 7),
  ('skill', 'cooperate', 'Coopérer', 8),
  ('skill', 'commons', 'Contribuer aux communs', 9),
  ('need', 'capital', 'Capital de départ', 1),
  ('need', 'social_protection', 'Protection sociale', 2),
  ('need', 'housing', 'Logement', 3),
  ('need', 'mobility', 'Mobilité', 4),
  ('need', 'digital', 'Numérique', 5),
  ('need', 'french', 'Maîtrise du français', 6),
  ('need', 'childcare', 'Garde d’enfants', 7),
  ('need', 'administrative', 'Démarches administratives', 8),
  ('need', 'network', 'Réseau professionnel', 9),
  ('need', 'none', 'Aucun frein', 10),
  ('health_barrier', 'yes', 'Oui, la santé est un frein', 1),
  ('health_barrier', 'no', 'Non', 2),
  ('meeting_theme', 'project', 'Projet', 1),
  ('meeting_theme', 'rights', 'Droits et protection sociale', 2),
  ('meeting_theme', 'management', 'Gestion', 3),
  ('meeting_theme', 'sales', 'Commercial', 4),
  ('meeting_theme', 'digital', 'Numérique', 5),
  ('meeting_theme', 'commons', 'Communs', 6),
  ('meeting_theme', 'cooperation', 'Vie coopérative', 7),
  ('exit_reason', 'project_done', 'Projet mené à bien', 1),
  ('exit_reason', 'abandoned', 'Abandon du projet', 2),
  ('exit_reason', 'no_news', 'Sans nouvelles', 3),
  ('exit_reason', 'reoriented', 'Réorientation', 4),
  ('exit_reason', 'moved', 'Déménagement', 5),
  ('exit_reason', 'end_of_contract', 'Fin de contrat', 6),
  ('exit_destination', 'own_business', 'Entreprise individuelle ou société', 1),
  ('exit_destination', 'other_cooperative', 'Autre coopérative', 2),
  ('exit_destination', 'permanent_job', 'Emploi durable (CDI, CDD de plus de 6 mois)', 3),
  ('exit_destination', 'short_job', 'Emploi de transition', 4),
  ('exit_destination', 'training', 'Formation', 5),
  ('exit_destination', 'job_seeking', 'Recherche d’emploi', 6),
  ('exit_destination', 'retirement', 'Retraite', 7),
  ('exit_destination', 'other', 'Autre situation', 8),
  ('document_kind', 'contract', 'Contrat ou avenant', 1),
  ('document_kind', 'identity', 'Pièce d’identité', 2),
  ('document_kind', 'proof_of_address', 'Justificatif de domicile', 3),
  ('document_kind', 'entitlement', 'Attestation de droits', 4),
  ('document_kind', 'quote', 'Devis ou facture', 5),
  ('document_kind', 'resume', 'CV ou présentation', 6),
  ('document_kind', 'other', 'Autre document', 7);

create table list_value (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  list_key text not null references value_list (key),
  -- Null for a value that the organisation added itself.
  code text,
  label text not null check (length(label) between 1 and 120),
  position smallint not null,
  -- No longer offered; what was said with it stays said.
  retired_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (organisation_id, id),
  unique (organisation_id, list_key, id),
  unique (organisation_id, list_key, code),
  foreign key (organisation_id, updated_by) references membership (organisation_id, id)
);
call protect_tenant_table('list_value');
create unique index list_value_label on list_value (organisation_id, list_key, fold(label));
create trigger touch before update on list_value for each row execute function touch_record();
grant select on list_value to essaim_coach, essaim_manager, essaim_admin, essaim_keeper;
grant insert, update on list_value to essaim_admin;
grant select on value_list to essaim_member;

-- Runs as the owner, within the new organisation.
create function add_default_list_values() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before text := current_setting('app.organisation_id', true);
begin
  perform set_config('app.organisation_id', new.id::text, true);
  insert into list_value (organisation_id, list_key, code, label, position)
    select new.id, d.list_key, d.code, d.label, d.position from default_list_value d;
  perform set_config('app.organisation_id', coalesce(before, ''), true);
  return new;
end $$;
create trigger add_default_list_values after insert on organisation
  for each row execute function add_default_list_values();

-- What is known of a person, value by value. Nothing in a list: « non renseigné », and counted so.
create table worker_value (
  organisation_id uuid not null references organisation (id),
  worker_id uuid not null,
  list_key text not null,
  value_id uuid not null,
  -- The situation when the person came is kept beside today's.
  moment text not null default 'now' check (moment in ('entry', 'now')),
  is_multiple boolean not null,
  is_sensitive boolean not null,
  primary key (organisation_id, worker_id, moment, value_id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id) on delete cascade,
  foreign key (organisation_id, list_key, value_id) references list_value (organisation_id, list_key, id),
  foreign key (list_key, is_multiple, is_sensitive) references value_list (key, is_multiple, is_sensitive) on update cascade,
  check (moment = 'now' or list_key in ('income_support', 'unemployment', 'disability'))
);
call protect_tenant_table('worker_value');
create unique index worker_value_single on worker_value (organisation_id, worker_id, moment, list_key)
  where not is_multiple;
create index worker_value_value on worker_value (organisation_id, value_id);
-- A colleague who covers for the coach sees the rest of the file, not this.
create policy sensitive on worker_value as restrictive to essaim_coach
  using (not is_sensitive or exists (
    select 1 from worker w where w.organisation_id = worker_value.organisation_id and w.id = worker_id
      and (w.coach_id is null or w.coach_id = (select app_membership_id()))));
grant select, insert, delete on worker_value to essaim_coach, essaim_manager;
grant select on worker_value to essaim_keeper;

-- The owner too is held by row level security: it is lifted while what exists is carried over.
alter table organisation no force row level security;
alter table worker no force row level security;
alter table list_value no force row level security;
alter table worker_value no force row level security;
insert into list_value (organisation_id, list_key, code, label, position)
  select o.id, d.list_key, d.code, d.label, d.position from organisation o cross join default_list_value d;
insert into worker_value (organisation_id, worker_id, list_key, value_id, is_multiple, is_sensitive)
  select w.organisation_id, w.id, v.list_key, v.id, false, false
  from worker w join list_value v on v.organisation_id = w.organisation_id
    and v.list_key = 'support_origin' and v.code = w.support_origin;
alter table organisation force row level security;
alter table worker force row level security;
alter table list_value force row level security;
alter table worker_value force row level security;

alter table worker
  drop column support_origin,
  add column birth_on date,
  add column dependants smallint check (dependants between 0 and 20),
  -- Set when every identifying trace has been removed; the counts remain.
  add column anonymised_at timestamptz,
  add check (birth_on is null or birth_year = extract(year from birth_on));

-- The trail of rectifications: which fields changed, from what to what (RGPD, articles 16 and 19).
create table worker_change (
  organisation_id uuid not null references organisation (id),
  id uuid not null default uuidv7(),
  worker_id uuid not null,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  -- [{field, before, after}], in the words that the person reads.
  changes jsonb not null,
  is_sensitive boolean not null default false,
  primary key (organisation_id, id),
  foreign key (organisation_id, worker_id) references worker (organisation_id, id) on delete cascade,
  foreign key (organisation_id, changed_by) references membership (organisation_id, id)
);
call protect_tenant_table('worker_change');
create policy sensitive on worker_change as restrictive to essaim_coach
  using (not is_sensitive or exists (
    select 1 from worker w where w.organisation_id = worker_change.organisation_id and w.id = worker_id
      and (w.coach_id is null or w.coach_id = (select app_membership_id()))));
create index worker_change_worker on worker_change (organisation_id, worker_id, changed_at desc);
grant select, insert on worker_change to essaim_coach, essaim_manager;
grant select, delete on worker_change to essaim_keeper;
-- A mistaken file and a merged one leave, with what it takes to bring them back (undo_entry).
grant delete on worker to essaim_coach, essaim_manager;
grant update on worker_resource to essaim_coach, essaim_manager;
grant select on worker, worker_resource to essaim_keeper;
grant update on worker to essaim_keeper;
