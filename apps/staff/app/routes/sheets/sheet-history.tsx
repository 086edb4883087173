import { can } from "@essaim/identity/actor";
import { revertSheet } from "@essaim/media/sheet/sheet.commands";
import { listSheetVersions } from "@essaim/media/sheet/sheet.queries";
import { historyQuerySchema, revertSheetSchema } from "@essaim/media/sheet/sheet.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink, buttonClass } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDateTime, typo } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { FieldDiffs } from "@essaim/ui/text-diff";
import { Timeline } from "@essaim/ui/timeline";
import { parseForm, parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Historique de ${page.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const { avant: before } = parseQuery(historyQuerySchema, request);
  const told = await context.execute(actor, listSheetVersions, { id, before });
  return { ...told, canWrite: can(actor, "media:write") };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  form.set("id", id);
  const parsed = parseForm(revertSheetSchema, form);
  if (!parsed.ok) throw redirect(paths.sheetHistory(id));
  const outcome = await context.execute(actor, revertSheet, parsed.value);
  if (outcome.ok) throw redirect(`${paths.sheet(id)}?fait=version-remise`);
  return data({ isLate: outcome.reason === "conflict" }, { status: 409 });
}

export default function SheetHistory() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={`Historique de ${page.title}`}
        breadcrumb={[
          { label: "Fiches de savoir", href: paths.sheets() },
          { label: page.title, href: paths.sheet(page.id) },
        ]}
        lead="Ce que la fiche disait à chaque enregistrement. Le public lit les versions qui ont été publiées, sans les noms de l’équipe."
      />
      {answer && (
        <Alert tone="danger" role="alert" title="Rien n’a changé">
          Quelqu’un a modifié cette fiche entre-temps. Relisez-la, puis recommencez.
        </Alert>
      )}
      <Section title="Versions" rule={false}>
        <Timeline
          level={3}
          entries={page.versions.map((version) => ({
            id: String(version.number),
            date: formatDateTime(version.writtenAt),
            dateTime: version.writtenAt.toISOString(),
            icon: version.wikiAuthor === null ? "history" : "link",
            title: `Version ${version.number}${version.number === page.publishedNumber ? ", celle que le public lit" : ""}`,
            meta: (
              <span>
                {version.proposedBy !== null
                  ? typo(
                      `proposée par ${version.proposedBy || "le public"}, acceptée par ${version.writtenBy ?? "quelqu’un"}`,
                    )
                  : version.wikiAuthor === null
                    ? typo(`par ${version.writtenBy ?? "quelqu’un"}`)
                    : typo(
                        `sur le wiki, par ${version.wikiAuthor || "quelqu’un que le wiki cache"}`,
                      )}
              </span>
            ),
            children: (
              <div className="flex flex-col items-start gap-3">
                {version.note && <p>{version.note}</p>}
                {version.changes.length > 0 && (
                  <Disclosure
                    summary={version.isWhole ? "Tout ce qu’elle disait" : "Ce qui a changé"}
                  >
                    <FieldDiffs changes={version.changes} />
                  </Disclosure>
                )}
                {page.canWrite && version.number !== page.headNumber && (
                  <details className="print:hidden">
                    <summary className={buttonClass({ size: "small" })}>
                      Revenir à cette version…
                    </summary>
                    <Form method="post" className="mt-2 flex flex-col items-start gap-3">
                      <input type="hidden" name="number" value={version.number} />
                      <input type="hidden" name="version" value={page.version} />
                      <p>
                        La fiche dira de nouveau ce qu’elle disait alors, sans être publiée. Rien de
                        l’historique ne se perd.
                      </p>
                      <SubmitButton>Revenir à la version {version.number}</SubmitButton>
                    </Form>
                  </details>
                )}
              </div>
            ),
          }))}
        />
      </Section>
      {page.next !== null && (
        <p>
          <ButtonLink href={paths.sheetHistory(page.id, { avant: page.next })}>
            Versions plus anciennes
          </ButtonLink>
        </p>
      )}
    </>
  );
}
