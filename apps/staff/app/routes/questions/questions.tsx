import { can } from "@essaim/identity/actor";
import { askForumReading } from "@essaim/media/forum/topic.commands";
import { listOpenQuestions } from "@essaim/media/forum/topic.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { SubmitButton } from "@essaim/ui/submit-button";
import { readForm } from "@essaim/web/form";
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
import { QuestionsTable } from "./questions-table";

export const meta: MetaFunction = () => pageTitle("Questions ouvertes");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return {
    ...(await context.execute(actor, listOpenQuestions, {})),
    canWrite: can(actor, "directory:write"),
    canSet: can(actor, "organisation:write"),
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
  const { questions, forum, canWrite, submissionId } = useLoaderData<typeof loader>();
  const isSending = useNavigation().state !== "idle";
  const toAsk = questions.filter(({ state }) => state === "not_asked").length;
  const silent = questions.filter(({ state }) => state === "asked").length;
  return (
    <>
      <PageHeader
        title="Questions ouvertes"
        lead="Ce que nos activités et nos contenus laissent en suspens, et ce que le forum en dit. Les sujets sont relus chaque nuit."
        meta={
          questions.length > 0 && (
            <>
              <span>{plural(questions.length, "question", "questions")}</span>
              <span>{plural(toAsk, "reste à poser", "restent à poser")}</span>
              <span>{plural(silent, "attend une réponse", "attendent une réponse")}</span>
            </>
          )
        }
      />
      <Forum />
      <QuestionsTable
        questions={questions}
        canAsk={canWrite}
        empty={
          <EmptyState title="Aucune question ouverte" icon="help">
            Une activité ou un contenu du média peut dire ce qu’il ne sait pas encore, dans la
            partie «&#8239;Questions ouvertes&#8239;» de son formulaire.
          </EmptyState>
        }
      />
      {canWrite && questions.some(({ isTopic }) => isTopic) && (
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
  const { forum, canSet } = useLoaderData<typeof loader>();
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
    <p className="max-w-measure">
      Aucun forum n’est choisi pour les poser.{" "}
      {canSet ? (
        <Link href={paths.organisation()}>Donner son adresse</Link>
      ) : (
        "L’administration de la coopérative donne son adresse, à la page Organisation."
      )}
    </p>
  );
}
