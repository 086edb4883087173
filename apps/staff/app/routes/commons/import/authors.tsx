import {
  authorsOf,
  COOPERATIVE,
  choicesOf,
  guessAuthor,
  whoIs,
} from "@essaim/commons/import/author.rules";
import { mapContributors } from "@essaim/commons/import/contributor.commands";
import { listContributors } from "@essaim/commons/import/contributor.queries";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { formatDate, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { TextField } from "@essaim/ui/text-field";
import { readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseField, refuseFields, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { openExport } from "./export.server";
import { ExportGone, importCrumbs } from "./export-gone";

export const meta: MetaFunction = () => pageTitle("Qui est qui");

/** More authors than a page can ask about: those who did the least are left out, and counted. */
const mostAuthors = 400;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const opened = await openExport(context, actor, request, params.file);
  if (!opened) return null;
  const { source, repositories, items } = opened;
  const { candidates, known } = await context.execute(actor, listContributors, { source });
  const choices = choicesOf(candidates);
  const labels = new Map([...choices].map(([label, id]) => [id, label]));
  const owners = new Map(known.map(({ alias, workerId }) => [alias, workerId]));
  const all = authorsOf(items);
  const authors = all.slice(0, mostAuthors).map((author, place) => {
    const owner = owners.get(author.alias);
    const guess = owner === undefined ? guessAuthor(author, candidates) : null;
    const id = owner ?? guess?.id;
    const who = owner === null ? COOPERATIVE : id && labels.get(id);
    return { ...author, place, who: who ?? "", isGuess: guess !== null };
  });
  return {
    authors: authors.sort((a, b) => Number(b.who !== "") - Number(a.who !== "")),
    unasked: all.length - authors.length,
    choices: [COOPERATIVE, ...choices.keys()],
    repositories,
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const opened = await openExport(context, actor, request, params.file);
  if (!opened) throw redirect(paths.importContributions());
  const { source, repositories, openResourceId, file } = opened;
  const depot = repositories.length === 1 ? ["0"] : form.getAll("depot").map(String);
  const { candidates } = await context.execute(actor, listContributors, { source });
  const choices = choicesOf(candidates);
  const ours: { alias: string; workerId: string | null }[] = [];
  const others: string[] = [];
  const errors: Record<string, string> = {};
  for (const [place, { alias }] of authorsOf(opened.items).slice(0, mostAuthors).entries()) {
    const typed = String(form.get(`who.${place}`) ?? "").trim();
    const workerId = typed === "" ? undefined : whoIs(typed, choices);
    if (typed !== "" && workerId === undefined) {
      errors[`who.${place}`] = "Choisissez un nom de la liste, ou laissez vide.";
    } else if (workerId === undefined) others.push(alias);
    else ours.push({ alias, workerId });
  }
  if (depot.length === 0) errors.depot = "Cochez au moins un dépôt.";
  else if (ours.length === 0 && Object.keys(errors).length === 0) {
    errors["who.0"] =
      "Dites au moins d’une personne qui elle est\u202f: sinon, rien n’est à importer.";
  }
  if (Object.keys(errors).length > 0) return refuseFields(form, errors);
  const submissionId = submissionIdOf(form);
  const input = { source, ours, others };
  const outcome = await context.execute(actor, mapContributors, input, { submissionId });
  if (outcome.ok) {
    throw redirect(
      paths.exportTrial(file, { source, commun: openResourceId, depot: depot.join("-") }),
    );
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  const message = "Une des personnes choisies n’est plus connue. Choisissez-en une autre.";
  return refuseField(form, { field: "who.0", message });
}

export default function Authors() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Qui est qui"
        breadcrumb={importCrumbs}
        lead={
          loaded &&
          "Dites qui sont les nôtres. Ce que vous laissez vide est d’ailleurs, et n’est ni compté ni gardé."
        }
      />
      {!loaded ? (
        <ExportGone />
      ) : (
        <RecordForm
          state={state}
          submissionId={answer ? answer.key : loaded.submissionId}
          submitLabel="Faire un essai"
          cancelHref={paths.importContributions()}
        >
          {loaded.repositories.length > 1 && (
            <CheckboxGroup
              label="Ce qui est de ce commun"
              hint="Ce fichier parle de plusieurs endroits. Ne cochez que ceux du commun choisi."
              options={loaded.repositories.map((label, place) => ({ value: String(place), label }))}
              {...fieldListProps(state, "depot")}
            />
          )}
          <Fieldset
            question="Les personnes que cite le fichier"
            hint={
              loaded.unasked > 0
                ? `Les ${mostAuthors} qui ont fait le plus\u202f; ${plural(loaded.unasked, "autre est laissée", "autres sont laissées")} de côté.`
                : undefined
            }
          >
            <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
              {loaded.authors.map((author) => (
                <TextField
                  key={author.alias}
                  label={author.name}
                  hint={hintOf(author)}
                  optional="unmarked"
                  list="ours"
                  autoComplete="off"
                  {...fieldProps(state, `who.${author.place}`, author.who)}
                />
              ))}
            </div>
          </Fieldset>
          <datalist id="ours">
            {loaded.choices.map((choice) => (
              <option key={choice} value={choice} />
            ))}
          </datalist>
        </RecordForm>
      )}
    </>
  );
}

type Asked = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>>["authors"][number];

function hintOf({ alias, count, firstOn, lastOn, isGuess }: Asked): string {
  const when =
    firstOn === lastOn
      ? `le ${formatDate(firstOn)}`
      : `du ${formatDate(firstOn)} au ${formatDate(lastOn)}`;
  const told = `${alias} · ${plural(count, "fois", "fois")}, ${when}`;
  return isGuess ? `${told}. Nom proposé\u202f: vérifiez-le.` : told;
}
