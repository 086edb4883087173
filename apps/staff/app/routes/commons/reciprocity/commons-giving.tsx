import type { listPots } from "@essaim/commons/pot/pot.queries";
import type { getReciprocity } from "@essaim/commons/reciprocity/reciprocity.queries";
import { ButtonLink } from "@essaim/ui/button";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";
import { PotBadge } from "../pots/pot-badge";
import { ReciprocityYears } from "./reciprocity-years";
import { TurnoverBands } from "./turnover-bands";

type Read<Query extends { run(...given: never[]): Promise<unknown> }> = Awaited<
  ReturnType<Query["run"]>
>;

/** What is given to one commons: year by year against what is drawn from it, and its pots. */
export function CommonsGiving(props: {
  id: string;
  reciprocity: Read<typeof getReciprocity>;
  pots: Read<typeof listPots>;
  canManage: boolean;
}) {
  const { id, reciprocity, pots, canManage } = props;
  return (
    <>
      <Section
        title="Réciprocité"
        action={
          canManage && (
            <ButtonLink href={paths.importContributions({ commun: id })} icon="upload">
              Importer des contributions
            </ButtonLink>
          )
        }
      >
        <div className="flex flex-col gap-8">
          <ReciprocityYears years={reciprocity.years} level={3} />
          <TurnoverBands bands={reciprocity.turnover} />
        </div>
      </Section>
      {(pots.length > 0 || canManage) && (
        <Section
          title="Cagnottes"
          action={
            canManage && (
              <ButtonLink href={paths.newPot({ commun: id })} icon="plus">
                Nouvelle cagnotte
              </ButtonLink>
            )
          }
        >
          {pots.length === 0 ? (
            <p className="text-muted">Aucune cagnotte n’a été ouverte pour ce commun.</p>
          ) : (
            <ul className="flex flex-col gap-2">
              {pots.map((pot) => (
                <li key={pot.id} className="flex flex-wrap items-baseline gap-x-3">
                  <Link href={paths.pot(pot.id)}>{pot.title}</Link>
                  <PotBadge status={pot.status} />
                  <span className="text-muted">
                    {formatCents(pot.amountCents)}, ouverte le {formatDate(pot.openedOn)}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
    </>
  );
}
