import { Badge } from "@essaim/ui/badge";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatDay, formatMonth, ofMonth, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { editorHome } from "~/home/home.server";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";
import { recordPages } from "~/routes/directory/record-pages";
import { ReviewLines } from "~/routes/directory/review-lines";
import { DueDay, StageBadge } from "~/routes/media/piece-words";

type Props = Awaited<ReturnType<typeof editorHome>>;

/** The writing table: drafts to finish, what the public reads, the figures of last month. */
export function EditorHome({
  drafts,
  draftCount,
  published,
  figures,
  reviews,
  deadLinkCount,
  community,
  pieces,
  day,
}: Props) {
  return (
    <>
      <PageHeader
        title="À écrire, à publier"
        meta={<span>{plural(draftCount, "brouillon", "brouillons")}</span>}
        action={
          <>
            <ButtonLink variant="primary" icon="plus" href={paths.newActivity()}>
              Activité
            </ButtonLink>
            <ButtonLink icon="plus" href={paths.newResource()}>
              Ressource
            </ButtonLink>
          </>
        }
      />
      <div className="grid gap-x-12 gap-y-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          {(reviews.toRead.length > 0 || reviews.mine.length > 0) && (
            <Section title={`À relire (${reviews.toRead.length})`}>
              {reviews.toRead.length > 0 ? (
                <ReviewLines reviews={reviews.toRead.slice(0, 5)} />
              ) : (
                <p className="text-muted">Rien n’attend votre relecture.</p>
              )}
              {reviews.mine.length > 0 && (
                <>
                  <h3>Les vôtres</h3>
                  <ReviewLines reviews={reviews.mine.slice(0, 5)} />
                </>
              )}
              {reviews.toRead.length + reviews.mine.length > 5 && (
                <p className="text-sm">
                  <Link href={paths.reviews()}>Tout ce qui est à relire</Link>
                </p>
              )}
            </Section>
          )}
          {community.proposals + community.requests + community.toConfirm > 0 && (
            <Section title="Autour de l’annuaire public">
              <ul className="flex flex-col gap-1">
                {community.proposals > 0 && (
                  <li>
                    <Link href={paths.proposals()}>
                      {plural(
                        community.proposals,
                        "proposition à examiner",
                        "propositions à examiner",
                      )}
                    </Link>
                  </li>
                )}
                {community.requests > 0 && (
                  <li>
                    <Link href={paths.contacts()}>
                      {plural(
                        community.requests,
                        "message sans réponse à reprendre",
                        "messages sans réponse à reprendre",
                      )}
                    </Link>
                  </li>
                )}
                {community.toConfirm > 0 && (
                  <li>
                    <Link href={paths.toConfirm()}>
                      {plural(
                        community.toConfirm,
                        "fiche publiée à confirmer",
                        "fiches publiées à confirmer",
                      )}
                    </Link>
                  </li>
                )}
              </ul>
            </Section>
          )}
          {pieces.length > 0 && (
            <Section
              title="Ce qui vous attend au média"
              action={<Link href={paths.media({ qui: "moi" })}>Tout voir</Link>}
            >
              <Lines>
                {pieces.map(({ id, title, stage, dueOn }) => (
                  <Line
                    key={id}
                    note={dueOn && <DueDay day={dueOn} today={day} />}
                    aside={<StageBadge stage={stage} />}
                  >
                    <Link href={paths.piece(id)}>{title}</Link>
                  </Line>
                ))}
              </Lines>
            </Section>
          )}
          <Section title="Brouillons à finir">
            {drafts.length > 0 ? (
              <Pages pages={drafts} />
            ) : (
              <EmptyState
                title="Aucun brouillon en attente"
                icon="edit"
                level={3}
                action={<ButtonLink href={paths.newActivity()}>Commencer une activité</ButtonLink>}
              >
                Une activité ou une ressource reste un brouillon, invisible du public, jusqu’à ce
                que vous la publiiez.
              </EmptyState>
            )}
            {draftCount > drafts.length && (
              <p className="text-sm text-muted">
                Voir tous les brouillons&#8239;:{" "}
                <Link href={paths.activities({ status: "draft" })}>activités</Link>,{" "}
                <Link href={paths.resources({ status: "draft" })}>ressources</Link>
              </p>
            )}
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          {deadLinkCount > 0 && (
            <Section title="Liens à revoir">
              <p>
                <Link href={paths.deadLinks()}>
                  {plural(deadLinkCount, "lien de l’annuaire", "liens de l’annuaire")}
                </Link>{" "}
                {deadLinkCount === 1 ? "ne répond plus." : "ne répondent plus."}
              </p>
            </Section>
          )}
          <Section title="Chiffres du mois dernier">
            {figures.names.length > 0 ? (
              <>
                <p>
                  Il manque, pour {formatMonth(figures.month)}&#8239;: {figures.names.join(", ")}.
                </p>
                <p>
                  <ButtonLink href={paths.newFigure()} icon="chart">
                    Déclarer un chiffre
                  </ButtonLink>
                </p>
              </>
            ) : (
              <p className="text-muted">
                Tous les chiffres {ofMonth(figures.month)} sont déclarés.
              </p>
            )}
          </Section>
          <Section title="Dernières publications">
            {published.length > 0 ? (
              <Pages pages={published} />
            ) : (
              <p className="text-muted">
                Rien n’est encore publié. Ouvrez un brouillon, puis publiez-le.
              </p>
            )}
          </Section>
        </div>
      </div>
    </>
  );
}

function Pages({ pages }: { pages: Props["drafts"] }) {
  return (
    <Lines>
      {pages.map((page) => (
        <Line
          key={page.id}
          note={`Modifiée le ${formatDay(page.updatedAt)}`}
          aside={<Badge>{page.kind === "activity" ? "activité" : "ressource"}</Badge>}
        >
          <Link href={recordPages[page.kind].record(page.id)} className="font-semibold">
            {page.title}
          </Link>
        </Line>
      ))}
    </Lines>
  );
}
