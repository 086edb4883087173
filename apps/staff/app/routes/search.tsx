import { fold } from "@essaim/ui/command-palette";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
import { Icon } from "@essaim/ui/icon";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { SearchField } from "@essaim/ui/search-field";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { actionsFor } from "~/navigation";
import { paths } from "~/paths";
import { findRecords, shortestSearch } from "~/search.server";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data?.query ? `Recherche\u202f: ${data.query}` : "Recherche");

/** The command palette as a page: what it finds, without JavaScript. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const query = (new URL(request.url).searchParams.get("q") ?? "").trim();
  const words = fold(query).split(/\s+/).filter(Boolean);
  const actions = actionsFor(actor)
    .filter((action) => words.every((word) => fold(action.label).includes(word)))
    .map((action) => ({ ...action, kind: "Actions et pages" }));
  const records = await findRecords(context, actor, query, 20);
  return { query, tooShort: query.length < shortestSearch, found: [...records, ...actions] };
}

export default function Search() {
  const { query, tooShort, found } = useLoaderData<typeof loader>();
  const kinds = [...new Set(found.map((item) => item.kind))];
  return (
    <>
      <PageHeader title="Recherche" />
      <Form method="get" action={paths.search()} role="search" className="max-w-2xl">
        <SearchField
          key={query}
          label="Une personne, un financement, une activité, une page"
          defaultValue={query}
        />
      </Form>
      {!tooShort && (
        <p role="status" className="text-muted">
          {plural(found.length, "résultat", "résultats")} pour «&#8239;{query}&#8239;»
        </p>
      )}
      {!tooShort && found.length === 0 && (
        <EmptyState title="Rien ne correspond" icon="search">
          Essayez avec moins de lettres, ou un autre mot&#8239;: un nom de famille, une commune, un
          financeur. Seules les fiches ouvertes à votre rôle sont cherchées.
        </EmptyState>
      )}
      {kinds.map((kind) => (
        <Section key={kind} title={kind}>
          <ul className="flex flex-col">
            {found
              .filter((item) => item.kind === kind)
              .map((item) => (
                <li
                  key={item.id}
                  className="flex items-baseline gap-3 border-b border-line py-2 last:border-0"
                >
                  <Icon
                    name={item.icon ?? "arrowRight"}
                    size={18}
                    className="self-center text-muted"
                  />
                  <span className="min-w-0">
                    <Link href={item.href ?? "/"} className="font-semibold">
                      {item.label}
                    </Link>
                    {"hint" in item && item.hint && (
                      <span className="ml-2 text-sm text-muted">{item.hint}</span>
                    )}
                  </span>
                </li>
              ))}
          </ul>
        </Section>
      ))}
    </>
  );
}
