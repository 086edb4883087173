import { getOpenQuestion } from "@essaim/media/forum/topic.queries";
import { newTopicUrl, readyMessage } from "@essaim/media/forum/topic.rules";
import type { AskerKind } from "@essaim/media/forum/topic.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { CopyButton } from "./copy-button";
import { askerHref } from "./questions-table";

export const meta: MetaFunction = () => pageTitle("Poser une question sur le forum");

const kinds: Record<string, AskerKind> = { activite: "activity", contenu: "piece" };
const folders: Record<AskerKind, string> = { activity: "activites", piece: "mediatheque" };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const kind = kinds[params.kind ?? ""];
  const number = Number(params.number);
  if (!kind || !Number.isInteger(number) || number < 1) throw new Response(null, { status: 404 });
  const asked = { kind, id: recordId(params.id), number };
  const { question, forum } = await context.execute(actor, getOpenQuestion, asked);
  const pageUrl = question.isPublic
    ? `${context.publicUrl}/${folders[kind]}/${question.slug}`
    : null;
  const message = readyMessage({ question: question.text, title: question.title, pageUrl });
  return { question, message, openHref: forum && newTopicUrl(forum, message) };
}

/** A message that is ready to be asked: what is sent, and by whom, is the forum's. */
export default function AskQuestion() {
  const { question, message, openHref } = useLoaderData<typeof loader>();
  const edit =
    question.kind === "activity" ? paths.editActivity(question.id) : paths.editPiece(question.id);
  return (
    <>
      <PageHeader
        title="Poser une question sur le forum"
        breadcrumb={[{ label: "Questions ouvertes", href: paths.openQuestions() }]}
        lead={question.text}
        meta={<Link href={askerHref(question)}>{question.title}</Link>}
      />
      {question.url !== null && (
        <Alert tone="warning" title="Cette question a déjà un lien">
          Regardez d’abord ce qui s’y dit&#8239;:{" "}
          <a href={question.url} rel="noopener noreferrer" className="wrap-anywhere">
            {question.url}
          </a>
        </Alert>
      )}
      <Section
        title="1. Le message"
        lead="Relisez-le et changez-y ce que vous voulez une fois sur le forum. Aucun nom de personne."
      >
        <div className="flex max-w-measure flex-col gap-6">
          <TextField
            name="title"
            id="message-title"
            label="Titre du sujet"
            width="full"
            readOnly
            defaultValue={message.title}
          />
          <TextArea
            name="body"
            id="message-body"
            label="Message"
            rows={9}
            readOnly
            defaultValue={message.body}
          />
          <CopyButton text={`${message.title}\n\n${message.body}`} />
        </div>
      </Section>
      <Section
        title="2. Le poser"
        lead="Vous le postez avec votre compte du forum&#8239;: Essaim n’y écrit rien."
      >
        {openHref ? (
          <ButtonLink href={openHref} icon="external" variant="primary">
            Ouvrir le forum, message prêt
          </ButtonLink>
        ) : (
          <p className="max-w-measure">
            Aucun forum n’est choisi&#8239;: copiez ce message là où vous le poserez. Pour l’ouvrir
            ici en un clic, l’administration de la coopérative donne l’adresse d’un forum à la page
            Organisation.
          </p>
        )}
      </Section>
      <Section
        title="3. Garder son lien"
        lead="Collez l’adresse du sujet à côté de la question, dans la partie «&#8239;Questions ouvertes&#8239;» du formulaire. Les réponses seront comptées dès la nuit suivante."
      >
        <ButtonLink href={edit} icon="edit">
          Ajouter le lien à la question
        </ButtonLink>
      </Section>
    </>
  );
}
