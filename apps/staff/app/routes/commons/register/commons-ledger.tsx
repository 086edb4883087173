import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import type { listIntentions } from "@essaim/commons/intention/intention.queries";
import type { listRenewals, listShareStatements } from "@essaim/commons/share/share.queries";
import type { sumLedger } from "@essaim/commons/valuation/valuation.queries";
import { ButtonLink } from "@essaim/ui/button";
import { formatCents, formatDate } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";
import { RenewalTable, ShareTable } from "../share/share-tables";
import { KindTable, sumsSentence } from "../valuation/ledger-sums";

type Read<Query extends { run(...given: never[]): Promise<unknown> }> = Awaited<
  ReturnType<Query["run"]>
>;

/** What the ledger says of one commons: what was given, what is held, what is meant. */
export function CommonsLedger(props: {
  id: string;
  day: string;
  sums: Read<typeof sumLedger>;
  intentions: Read<typeof listIntentions>["intentions"];
  statements: Read<typeof listShareStatements>;
  renewals: Read<typeof listRenewals>;
  canWrite: boolean;
  canContribute: boolean;
}) {
  const { id, day, sums, intentions, statements, renewals, canWrite, canContribute } = props;
  return (
    <>
      <Section
        title="Ce qui lui est rendu"
        lead={sumsSentence(sums.whole)}
        action={
          sums.whole && (
            <Link href={paths.contributions({ commun: id })}>Toutes ses contributions</Link>
          )
        }
      >
        {sums.whole && <KindTable kinds={sums.kinds} />}
      </Section>
      {(statements.length > 0 || renewals.length > 0) && (
        <Section
          title="Parts et adhésions"
          action={<Link href={paths.shareStatements()}>Toutes les parts</Link>}
        >
          {statements.length > 0 && (
            <ShareTable statements={statements} canWrite={canWrite} ofOne />
          )}
          {renewals.length > 0 && <RenewalTable renewals={renewals} day={day} />}
        </Section>
      )}
      <Section
        title="Ce qui est prévu"
        action={
          canContribute && (
            <ButtonLink href={paths.newIntention({ commun: id })} icon="plus">
              Nouvelle intention
            </ButtonLink>
          )
        }
      >
        {intentions.length === 0 ? (
          <p className="text-muted">Aucune intention en cours pour ce commun.</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {intentions.map((one) => (
              <li key={one.id}>
                <Link href={paths.intention(one.id)}>{one.description}</Link>
                <span className="text-muted">
                  {` · ${contributionKindLabels[one.kind]}, pour le ${formatDate(one.plannedOn)}`}
                  {one.amountCents !== null && `, ${formatCents(one.amountCents)}`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
