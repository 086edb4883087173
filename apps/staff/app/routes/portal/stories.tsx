import { listMyStories } from "@essaim/impact/portal/portal.queries";
import { EmptyState } from "@essaim/ui/empty-state";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { recordId } from "~/record-id";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const stories = await context.execute(actor, listMyStories, {
    grantId: recordId(params.id),
  });
  return {
    stories: stories.map(({ slug, ...story }) => ({
      ...story,
      href: `${context.publicUrl}/activites/${slug}`,
    })),
  };
}

/** What the cooperative has published: the activities, and what was lived there. */
export default function PortalStories() {
  const { stories } = useLoaderData<typeof loader>();
  if (stories.length === 0) {
    return (
      <EmptyState title="Aucun récit publié pour l’instant" icon="activity">
        Les activités que la coopérative publie dans l’annuaire, et ce qu’on y a vécu, se liront
        ici.
      </EmptyState>
    );
  }
  return (
    <Section
      title="Activités et expériences publiées"
      rule={false}
      lead="Tout ce que l’annuaire de la coopérative montre aujourd’hui, au-delà de ce financement et de sa période."
    >
      <ul className="flex flex-col gap-6">
        {stories.map(({ id, title, summary, href, lived }) => (
          <li key={id} className="flex max-w-measure flex-col gap-2">
            <h3 className="text-lg">
              <a href={href}>{title}</a>
            </h3>
            <p>{summary}</p>
            {lived.map((one) => (
              <blockquote
                key={one.id}
                className="flex flex-col gap-2 border-l-4 border-line pl-4 whitespace-pre-line"
              >
                <p>{one.worked}</p>
                {one.didNot && (
                  <p>
                    <span className="font-semibold">Ce qui n’a pas marché&#8239;:</span>{" "}
                    {one.didNot}
                  </p>
                )}
              </blockquote>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}
