import { can } from "@essaim/identity/actor";
import { listContacts } from "@essaim/outreach/contact/contact.queries";
import {
  CONTACT_YEARS,
  contactFilterSchema,
  contactKindOptions,
  letterOptions,
} from "@essaim/outreach/contact/contact.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink, buttonClass } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { plural } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import { parseQuery } from "@essaim/web/form";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { linksOf, wordsOf } from "../funding/list-words";
import { ContactsTable } from "./contacts-table";

export const meta: MetaFunction = () => pageTitle("Contacts");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(contactFilterSchema, request);
  const found = await context.execute(actor, listContacts, filter);
  const words = wordsOf(request, {
    q: filter.search || undefined,
    genre: filter.kind,
    lettres: filter.letters,
    etat: filter.isToReview || undefined,
  });
  return { ...found, words, canWrite: can(actor, "contact:write") };
}

export default function Contacts() {
  const { contacts, words, canWrite, toReview, ...found } = useLoaderData<typeof loader>();
  const links = linksOf(paths.addressBook, words);
  const labelIn = (options: readonly { value: string; label: string }[], value?: string) =>
    options.find((one) => one.value === value)?.label;
  const kind = labelIn(contactKindOptions, words.genre);
  const letters = labelIn(letterOptions, words.lettres);
  const active = [
    words.q && { label: `«\u202f${words.q}\u202f»`, removeHref: links.without("q") },
    kind && { label: kind, removeHref: links.without("genre") },
    letters && { label: `Lettres\u202f: ${letters}`, removeHref: links.without("lettres") },
    words.etat && { label: "À revoir", removeHref: links.without("etat") },
  ].filter((one) => typeof one === "object");
  const isEmpty = found.total === 0 && active.length === 0;
  const add = canWrite && (
    <>
      <ButtonLink href={paths.pasteContacts()} icon="list">
        En coller plusieurs
      </ButtonLink>
      <ButtonLink href={paths.newContact()} variant="primary" icon="plus">
        Nouveau contact
      </ButtonLink>
    </>
  );
  return (
    <>
      <PageHeader
        title="Contacts"
        lead="À qui la coopérative parle de ce qu’elle fait&#8239;: relais, partenaires, presse. Jamais les personnes accompagnées."
        action={!isEmpty && add}
      />
      {toReview > 0 && !words.etat && (
        <Alert
          tone="warning"
          title={`${plural(toReview, "contact n’a", "contacts n’ont")} pas servi depuis ${CONTACT_YEARS} ans`}
          action={
            <ButtonLink href={paths.addressBook({ etat: "a-revoir" })}>Les revoir</ButtonLink>
          }
        >
          Gardez ceux avec qui vous êtes encore en lien, et effacez les autres.
        </Alert>
      )}
      {isEmpty ? (
        <EmptyState title="Aucun contact pour l’instant" icon="users" action={add}>
          Ajoutez une personne, ou collez d’un coup les adresses d’un message ou d’un
          tableur&#8239;: vous pourrez ensuite leur envoyer une lettre.
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.addressBook()}
            label="Chercher un contact"
            active={active}
            clearHref={paths.addressBook()}
            summary={plural(found.total, "contact", "contacts")}
            fold
          >
            <SearchField label="Mots cherchés" defaultValue={words.q} bare />
            <Select
              name="genre"
              label="Genre"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.genre}
              options={contactKindOptions}
            />
            <Select
              name="lettres"
              label="Lettres"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.lettres}
              options={letterOptions}
            />
            <Select
              name="etat"
              label="À revoir"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.etat}
              options={[{ value: "a-revoir", label: `Sans usage depuis ${CONTACT_YEARS} ans` }]}
            />
          </FilterBar>
          <ContactsTable
            contacts={contacts}
            empty={
              <EmptyState title="Aucun contact ne correspond" icon="search">
                Essayez avec moins de mots, ou retirez un filtre.
              </EmptyState>
            }
          />
          <Pagination page={found.page} pageCount={found.pageCount} hrefFor={links.page} />
          <p>
            {/* A plain link: the browser keeps the file, and stays on this page. */}
            <a href={paths.addressBookFile(words)} className={buttonClass({ variant: "quiet" })}>
              <Icon name="download" size={18} />
              Emporter cette liste en tableur
            </a>
          </p>
        </>
      )}
    </>
  );
}
