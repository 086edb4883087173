-- An answer by hand whose neighbourhood has ended says so by a code, and no longer by the text of its reason.
alter table residence drop constraint residence_doubts_check;
alter table residence add constraint residence_doubts_check check (doubts <@ '{coarse,low_score,no_commune,other_commune,
  rival,street_only,not_found,unavailable,not_covered,approximate_contours,neighbourhood_ended}'::text[]);

-- Nobody's file says anything else for it: the triggers that follow an answer have nothing to do.
alter table residence no force row level security;
alter table residence disable trigger follow_updated;
update residence set doubts = '{neighbourhood_ended}', reason = ''
  where source <> 'address' and answer = 'unknown'
    and reason ~ '^Ce quartier de 2015 n’est plus en vigueur depuis le 1er janvier (2024|2025)\u202f: cherchez l’adresse ou répondez de nouveau\.$';
alter table residence enable trigger follow_updated;
alter table residence force row level security;
