import { can } from "@essaim/identity/actor";
import { keepOurs, takeTheirs } from "@essaim/media/wiki/wiki.commands";
import { getWikiPage } from "@essaim/media/wiki/wiki.queries";
import { wikiRefusals } from "@essaim/media/wiki/wiki.schema";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { formatDateTime } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { TextDiff } from "@essaim/ui/text-diff";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Conflit sur ${page.page.pageTitle}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const input = { id: recordId(params.id), start: context.publicUrl };
  const page = await context.execute(actor, getWikiPage, input);
  return { page, canWrite: can(actor, "media:write") };
}

const choiceSchema = z.object({
  intent: z.enum(["ours", "theirs"]),
  /** The revision that was read; empty for a page deleted there. */
  revision: z
    .string()
    .transform((value) => (value === "" ? null : Number(value)))
    .pipe(z.number().int().positive().nullable()),
});

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const parsed = choiceSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw new Response(null, { status: 400 });
  const { intent, revision: theirRevisionId } = parsed.data;
  const refuse = (reason: string) =>
    data({ message: wikiRefusals[reason as keyof typeof wikiRefusals] ?? "" }, { status: 422 });
  if (intent === "ours" || theirRevisionId === null) {
    const outcome = await context.execute(actor, keepOurs, { id, theirRevisionId });
    if (outcome.ok) throw redirect(`${paths.wiki(outcome.id)}?fait=conflit-regle`);
    return refuse(outcome.reason);
  }
  const page = await context.execute(actor, getWikiPage, { id, start: context.publicUrl });
  const { theirText } = page;
  if (theirText === null) return refuse("not_in_conflict");
  const theirs = context.readTheirText({ ...page, theirText });
  const outcome = await context.execute(actor, takeTheirs, { ...theirs, id, theirRevisionId });
  if (outcome.ok) throw redirect(`${paths.sheet(outcome.id)}?fait=texte-du-wiki-repris`);
  return refuse(outcome.reason);
}

/** Three texts: the one that both started from, what the wiki made of it, and ours. */
export default function WikiConflict() {
  const { page, canWrite } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isDeleted = page.theirRevisionId === null;
  const isInConflict = page.state === "conflict";
  return (
    <>
      <PageHeader
        title={page.pageTitle}
        breadcrumb={[
          { label: "Wikis", href: paths.wikis() },
          { label: page.wikiName, href: paths.wiki(page.wikiId) },
        ]}
        action={
          page.sheetId && (
            <ButtonLink href={paths.sheet(page.sheetId)} icon="resource">
              Voir la fiche
            </ButtonLink>
          )
        }
      />
      {answer && (
        <Alert tone="danger" role="alert" title="Rien n’a changé">
          {answer.message}
        </Alert>
      )}
      {!isInConflict ? (
        <Alert title="Cette page n’est pas en conflit">
          Elle repartira au prochain envoi si la fiche a changé.
        </Alert>
      ) : (
        <>
          <Alert
            tone="warning"
            title={
              isDeleted
                ? "Quelqu’un a supprimé cette page sur le wiki"
                : page.baseText === null
                  ? "Une page de ce titre existait déjà sur le wiki"
                  : "Quelqu’un a modifié cette page sur le wiki"
            }
          >
            {!isDeleted && page.theirChangedAt && (
              <p>
                {page.theirAuthor || "Quelqu’un"}, le {formatDateTime(page.theirChangedAt)}.
              </p>
            )}
            <p>Rien n’y a été écrit. Lisez les deux textes, puis choisissez.</p>
          </Alert>
          {!isDeleted && (
            <>
              {page.baseText !== null && (
                <Section
                  title="Ce que le wiki a changé"
                  lead="Depuis la dernière fois que nous étions d’accord."
                >
                  <TextDiff parts={page.theirChanges} />
                </Section>
              )}
              <Section
                title="Ce que notre envoi y changerait"
                lead="Du texte du wiki à celui de la fiche publiée."
              >
                <TextDiff parts={page.ourChanges} />
              </Section>
            </>
          )}
          <Section title="Les textes entiers">
            {(
              [
                ["La dernière fois que nous étions d’accord", page.baseText],
                ["Sur le wiki maintenant", isDeleted ? null : page.theirText],
                ["Le nôtre", page.ourText],
              ] as const
            ).map(([title, text]) => (
              <Disclosure key={title} summary={title}>
                {text ? (
                  <pre className="max-w-full text-sm whitespace-pre-wrap wrap-anywhere">{text}</pre>
                ) : (
                  <p className="text-muted">Rien.</p>
                )}
              </Disclosure>
            ))}
          </Section>
          {canWrite && (
            <Section title="Choisir">
              <Form method="post" className="flex flex-col items-start gap-4">
                <input type="hidden" name="revision" value={page.theirRevisionId ?? ""} />
                {!isDeleted && page.sheetId && (
                  <div className="flex flex-col items-start gap-1">
                    <Button type="submit" name="intent" value="theirs">
                      Reprendre le texte du wiki
                    </Button>
                    <p className="max-w-measure text-sm text-muted">
                      Il devient la dernière version de la fiche, avec son auteur. Vous la relisez,
                      la complétez du nôtre, et la publiez.
                    </p>
                  </div>
                )}
                <div className="flex flex-col items-start gap-1">
                  <Button type="submit" name="intent" value="ours">
                    {isDeleted ? "La remettre au prochain envoi" : "Garder notre texte"}
                  </Button>
                  <p className="max-w-measure text-sm text-muted">
                    {isDeleted
                      ? "Le prochain envoi créera de nouveau cette page."
                      : "Le prochain envoi remplacera ce que le wiki dit maintenant, qui reste dans son historique."}
                  </p>
                </div>
              </Form>
            </Section>
          )}
        </>
      )}
    </>
  );
}
