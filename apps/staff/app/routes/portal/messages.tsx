import { listMessages } from "@essaim/impact/message/message.queries";
import { conversationSchema } from "@essaim/impact/message/message.schema";
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
  const grantId = recordId(params.id);
  const { page } = parseQuery(conversationSchema, request);
  return {
    ...{ grantId, organisationName },
    said: await context.execute(actor, listMessages, { grantId, page }),
    submissionId: crypto.randomUUID(),
  };
}

export function action({ request, context, params }: ActionFunctionArgs) {
  const grantId = recordId(params.id);
  return sendMessage(context, request, grantId, {
    here: paths.portalGrant(grantId, "echanges"),
    needs: "portal:read",
  });
}

/** A funder's questions and comments, and what the cooperative answers. */
export default function PortalMessages() {
  const { grantId, organisationName, said, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Section
      title="Échanges avec la coopérative"
      rule={false}
      lead="Vos questions et vos remarques sur ce financement. Elles se lisent sans nom, des deux côtés."
    >
      <Conversation
        {...said}
        hrefFor={(page) => paths.portalGrant(grantId, "echanges", { page })}
        names={{ funder: "Vous", cooperative: organisationName }}
        form={{
          label: "Votre question ou votre remarque",
          hint: "Ne nommez aucune personne accompagnée.",
          ...{ answer, submissionId },
        }}
      />
    </Section>
  );
}
