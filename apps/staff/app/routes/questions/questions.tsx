import { can } from "@essaim/identity/actor";
import { askForumReading } from "@essaim/media/forum/topic.commands";
import { listOpenQuestions } from "@essaim/media/forum/topic.queries";
import {
  questionFilterSchema,
  questionStateOptions,
  topicOptions,
} from "@essaim/media/forum/topic.schema";
import { Alert } from "@essaim/ui/alert";
import { EmptyState } from "@essaim/ui/empty-state";
import { FilterBar } from "@essaim/ui/filter-bar";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Pagination } from "@essaim/ui/pagination";
import { SearchField } from "@essaim/ui/search-field";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseQuery, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { linksOf, wordsOf } from "../funding/list-words";
import { QuestionsTable } from "./questions-table";

export const meta: MetaFunction = () => pageTitle("Questions ouvertes");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const filter = parseQuery(questionFilterSchema, request);
  return {
    ...(await context.execute(actor, listOpenQuestions, filter)),
    words: wordsOf(request, {
      q: filter.search || undefined,
      etat: filter.state,
      sujet: filter.isTopic,
    }),
    canWrite: can(actor, "directory:write"),
    submissionId: crypto.randomUUID(),
  };
}

/** Asks for every topic to be read now, and leads to the page that shows how far it is. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const submissionId = submissionIdOf(await readForm(request));
  const outcome = await context.execute(actor, askForumReading, {}, { submissionId });
  throw redirect(outcome.ok ? paths.job(outcome.id) : paths.openQuestions());
}

export default function OpenQuestions() {
  const { questions, counts, words, forum, canWrite, submissionId, ...found } =
    useLoaderData<typeof loader>();
  const isSending = useNavigation().state !== "idle";
  const links = linksOf(paths.openQuestions, words);
  const labelIn = (options: readonly { value: string; label: string }[], value?: string) =>
    options.find((one) => one.value === value)?.label;
  const state = labelIn(questionStateOptions, words.etat);
  const topic = labelIn(topicOptions, words.sujet);
  const active = [
    words.q && { label: `«\u202f${words.q}\u202f»`, removeHref: links.without("q") },
    state && { label: state, removeHref: links.without("etat") },
    topic && { label: topic, removeHref: links.without("sujet") },
  ].filter((one) => typeof one === "object");
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <PageHeader
        title="Questions ouvertes"
        lead="Ce que nos activités et nos contenus laissent en suspens, et ce que le forum en dit. Les sujets sont relus chaque nuit."
        meta={
          all > 0 && (
            <>
              <span>{plural(all, "question", "questions")}</span>
              <span>{plural(counts.not_asked, "reste à poser", "restent à poser")}</span>
              <span>{plural(counts.asked, "attend une réponse", "attendent une réponse")}</span>
            </>
          )
        }
      />
      <Forum />
      {all === 0 ? (
        <EmptyState title="Aucune question ouverte" icon="help">
          Une activité ou un contenu du média peut dire ce qu’il ne sait pas encore, dans la partie
          «&#8239;Questions ouvertes&#8239;» de son formulaire.
        </EmptyState>
      ) : (
        <>
          <FilterBar
            action={paths.openQuestions()}
            label="Chercher une question"
            active={active}
            clearHref={paths.openQuestions()}
            summary={plural(found.total, "question", "questions")}
            fold
          >
            <SearchField label="Mots cherchés" defaultValue={words.q} bare />
            <Select
              name="etat"
              label="État"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.etat}
              options={questionStateOptions}
            />
            <Select
              name="sujet"
              label="Sujet de forum"
              optional="unmarked"
              placeholder="Tous"
              defaultValue={words.sujet}
              options={[...topicOptions]}
            />
          </FilterBar>
          <QuestionsTable
            questions={questions}
            canAsk={canWrite}
            empty={
              <EmptyState title="Aucune question ne correspond" icon="search">
                Essayez avec moins de mots, ou retirez un filtre.
              </EmptyState>
            }
          />
          <Pagination page={found.page} pageCount={found.pageCount} hrefFor={links.page} />
        </>
      )}
      {canWrite && found.hasTopics && (
        <Form method="post">
          <input type="hidden" name="submissionId" value={submissionId} />
          <SubmitButton variant="secondary" icon="search" pending={isSending}>
            Relire le forum maintenant
          </SubmitButton>
        </Form>
      )}
      {forum && (
        <p className="text-sm text-muted">
          Les pages publiques montrent le nombre de réponses et le jour où il a été relevé&#8239;;
          elles n’interrogent pas le forum.
        </p>
      )}
    </>
  );
}

/** Where questions are asked, or who says where. */
function Forum() {
  const { forum } = useLoaderData<typeof loader>();
  if (forum) {
    return (
      <p>
        Elles se posent sur{" "}
        <a href={forum.url} rel="noopener noreferrer" className="wrap-anywhere">
          {forum.url}
        </a>
        {forum.category && `, catégorie «\u202f${forum.category}\u202f»`}.
      </p>
    );
  }
  return (
    <Alert title="Aucun forum n’est choisi">
      L’administration de la coopérative donne l’adresse d’un forum Discourse à la page
      Organisation&#8239;: chaque question s’y ouvrira en un clic, message prêt. D’ici là, posez-les
      où vous voulez et gardez le lien à côté de la question.
    </Alert>
  );
}
