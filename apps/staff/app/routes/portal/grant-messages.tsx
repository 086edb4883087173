import { getGrant } from "@essaim/funding/grant/grant.queries";
import { isVisibleToFunder } from "@essaim/funding/grant/grant.rules";
import { can } from "@essaim/identity/actor";
import { listMessages } from "@essaim/impact/message/message.queries";
import { conversationSchema } from "@essaim/impact/message/message.schema";
import { EmptyState } from "@essaim/ui/empty-state";
import { Section } from "@essaim/ui/section";
import { parseQuery } from "@essaim/web/form";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { Conversation } from "./conversation";
import { sendMessage } from "./write-message.server";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, organisationName } = await context.requireSignedIn(request);
  const id = recordId(params.id);
  const grant = await context.execute(actor, getGrant, { id });
  const { page } = parseQuery(conversationSchema, request);
  return {
    ...{ id, organisationName, funderName: grant.funderName },
    isReader: isVisibleToFunder(grant.status),
    said: await context.execute(actor, listMessages, { grantId: id, page }),
    submissionId: crypto.randomUUID(),
    canWrite: can(actor, "message:write"),
  };
}

export function action({ request, context, params }: ActionFunctionArgs) {
  const id = recordId(params.id);
  return sendMessage(context, request, id, { here: paths.grantMessages(id), needs: "grant:write" });
}

/** A tab of a grant's page: what its funder asks, and what the team answers. */
export default function GrantMessages() {
  const { id, organisationName, funderName, isReader, said, submissionId, canWrite } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!isReader) {
    return (
      <EmptyState title="Le financeur ne voit pas ce financement" icon="grant">
        Vous pourrez échanger avec lui une fois la convention signée, quand l’état du financement
        sera «&#8239;Acquis&#8239;».
      </EmptyState>
    );
  }
  return (
    <Section
      title="Échanges"
      rule={false}
      lead="Ce que le financeur demande de ce financement, et ce que vous lui répondez. Aucun nom ne se lit, ni d’un côté ni de l’autre."
    >
      {said.messages.length === 0 && <p className="text-muted">Aucun message pour l’instant.</p>}
      <Conversation
        {...said}
        hrefFor={(page) => paths.grantMessages(id, { page })}
        names={{ funder: funderName, cooperative: organisationName }}
        form={
          canWrite
            ? {
                label: "Votre message au financeur",
                hint: "Ne nommez aucune personne accompagnée, et ne donnez aucun nombre de personnes\u202f: les chiffres arrêtés les disent.",
                ...{ answer, submissionId },
              }
            : null
        }
      />
    </Section>
  );
}
