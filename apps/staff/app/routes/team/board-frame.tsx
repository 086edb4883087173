import type { Period } from "@essaim/impact/team/period.rules";
import { ButtonLink } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { FilterBar } from "@essaim/ui/filter-bar";
import { formatDate } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { Tabs } from "@essaim/ui/tabs";
import type { ReactNode } from "react";
import { paths } from "~/paths";
import { PillLinks } from "../people/pill-links";
import type { BoardPage } from "./board.server";
import { boardKeys, boards } from "./boards";
import { viewQueryOf } from "./view-query";

type Frame = Omit<BoardPage<unknown>, "figures">;

/** Title, tabs, views and filter of a dashboard, and its figures below. */
export function BoardFrame({
  page,
  lead,
  dates = [],
  period,
  summary,
  before,
  children,
}: {
  page: Frame;
  lead: string;
  /** The days that this dashboard is asked for. */
  dates?: readonly { name: "du" | "au"; label: string }[];
  /** The days that are counted: the fields hold them where nothing was typed. */
  period?: Period;
  /** What the figures are of, in a sentence. */
  summary?: ReactNode;
  /** Fields of its own, before the others. */
  before?: ReactNode;
  children: ReactNode;
}) {
  const { board, words, refused } = page;
  const { accompagnement } = words;
  const counted = refused ? undefined : period;
  const dayIn = (name: "du" | "au") =>
    typedIn(page, name) || (counted?.[name === "du" ? "from" : "to"] ?? "");
  return (
    <>
      <PageHeader
        title="Pilotage"
        meta={<span>Chiffres au {formatDate(page.day)}</span>}
        lead={lead}
      />
      <Tabs
        label="Tableaux de l’équipe"
        tabs={boardKeys.map((key) => ({
          label: boards[key].label,
          href: boards[key].href(accompagnement ? { accompagnement } : {}),
          current: key === board,
        }))}
      />
      <Views page={page} />
      <FilterBar
        action={boards[board].href()}
        label="Choisir ce qui est compté"
        submit="Afficher"
        summary={refused ? undefined : summary}
      >
        {before}
        {dates.map(({ name, label }) => (
          <DateField
            key={`${name} ${dayIn(name)}`}
            name={name}
            label={label}
            optional="unmarked"
            defaultValue={dayIn(name)}
            error={refused?.errors[name]}
            width="full"
          />
        ))}
        <CoachField page={page} />
      </FilterBar>
      {refused ? (
        <p role="alert" className="max-w-measure">
          Aucun chiffre n’est montré tant que ce choix ne peut pas être suivi. Corrigez le champ
          signalé, puis affichez de nouveau.
        </p>
      ) : (
        children
      )}
    </>
  );
}

/** What a field of the filter holds: what was typed, when it is refused. */
export function typedIn({ words, refused }: Frame, name: string): string {
  const value = refused ? refused.values[name] : words[name];
  return typeof value === "string" ? value : "";
}

function CoachField({ page }: { page: Frame }) {
  const { colleagues, refused } = page;
  const value = typedIn(page, "accompagnement");
  return (
    <Select
      key={value}
      name="accompagnement"
      label="Accompagnement par"
      optional="unmarked"
      width="full"
      placeholder="Toute l’équipe"
      defaultValue={value}
      error={refused?.errors.accompagnement}
      options={[
        { value: "moi", label: "Moi" },
        ...(colleagues ?? []).map(({ id, name, hasLeft }) => ({
          value: id,
          label: hasLeft ? `${name} (accès fermé)` : name,
        })),
        { value: "personne", label: "À attribuer" },
      ]}
    />
  );
}

/** The views that are kept of this dashboard, and how to keep this one. */
function Views({ page: { board, views, words, refused } }: { page: Frame }) {
  const here = viewQueryOf(words);
  const current = views.find(({ query }) => query === here);
  if (refused || (views.length === 0 && here === "")) return null;
  const { href, word } = boards[board];
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      {views.length > 0 && (
        <PillLinks
          label="Vues de ce tableau"
          isOneLine
          choices={[
            { label: "Sans filtre", href: href(), isCurrent: here === "" && !current },
            ...views.map((view) => ({
              label: view.scope === "mine" ? `${view.name} (à moi)` : view.name,
              href: href(Object.fromEntries(new URLSearchParams(view.query))),
              isCurrent: view === current,
            })),
          ]}
        />
      )}
      {current ? (
        <ButtonLink href={paths.editView(current.id)} variant="quiet" size="small" icon="edit">
          Modifier cette vue
        </ButtonLink>
      ) : (
        here !== "" && (
          <ButtonLink
            href={paths.newTeamView({ tableau: word, ...words })}
            variant="quiet"
            size="small"
            icon="plus"
          >
            Enregistrer cette vue
          </ButtonLink>
        )
      )}
    </div>
  );
}
