-- The public and the funders read what was published, never what is being written.
revoke all on activity, open_resource, activity_resource, activity_location from essaim_public, essaim_funder;
drop policy published on activity;
drop policy published on open_resource;
drop policy published on activity_resource;
drop policy published on activity_location;

-- They served the public search of the working tables; lists of the team are of one organisation.
drop index activity_search;
drop index open_resource_search;

-- Who keeps a group of synonyms is not the public's.
revoke select on search_synonym from essaim_public;
grant select (organisation_id, id, terms, keys) on search_synonym to essaim_public;
