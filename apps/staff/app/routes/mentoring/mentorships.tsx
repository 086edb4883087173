import { listMentorships } from "@essaim/accompaniment/mentoring/mentoring.queries";
import { today } from "@essaim/database/today";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { MentorshipCard } from "./mentorship-card";

export const meta: MetaFunction = () => pageTitle("Parrainages");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  return { ...(await context.execute(actor, listMentorships, {})), today: today() };
}

export default function Mentorships() {
  const { mentorships, mentors, today: day } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title="Parrainages"
        lead={`Ce que les personnes d’expérience transmettent aux autres. ${plural(mentors, "personne propose", "personnes proposent")} aujourd’hui quelque chose à transmettre.`}
      />
      {mentorships.length === 0 ? (
        <EmptyState
          icon="users"
          title="Aucun parrainage pour l’instant"
          action={
            <ButtonLink href={paths.workers()} icon="users">
              Choisir une personne
            </ButtonLink>
          }
        >
          Un parrainage se propose depuis la page d’une personne, onglet «&#8239;Parrainage&#8239;».
        </EmptyState>
      ) : (
        <ul className="flex max-w-3xl flex-col gap-5">
          {mentorships.map((mentorship) => (
            <li key={mentorship.id}>
              {/* Steps are taken on the page of one of the two. */}
              <MentorshipCard
                mentorship={mentorship}
                mayWrite={false}
                today={day}
                submissionId=""
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
