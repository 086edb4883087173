import { DAYS_WITHOUT_ANSWER } from "@essaim/commons/upstream/upstream.rules";
import { formatDate, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import type { managerHome } from "~/home/home.server";
import { Line, Lines } from "~/home/lines";
import { paths } from "~/paths";

type Props = Pick<Awaited<ReturnType<typeof managerHome>>, "ledger" | "day">;

/** Memberships shown: the others are on their page. */
const MOST_RENEWALS = 4;

/** What the ledger of contributions calls for; nothing when it calls for nothing. */
export function LedgerToDo({ ledger, day }: Props) {
  const { renewals, unanswered, lateIntentions } = ledger;
  if (renewals.length + unanswered + lateIntentions === 0) return null;
  return (
    <Section title="Communs" action={<Link href={paths.commons()}>Registre</Link>}>
      <Lines>
        {renewals.slice(0, MOST_RENEWALS).map((one) => (
          <Line
            key={one.id}
            note={
              one.renewsOn <= day
                ? `Ne court plus depuis le ${formatDate(one.renewsOn)}.`
                : `À renouveler le ${formatDate(one.renewsOn)}.`
            }
          >
            <Link href={paths.contribution(one.id)} className="font-semibold">
              Adhésion à {one.openResourceName}
            </Link>
          </Line>
        ))}
        {renewals.length > MOST_RENEWALS && (
          <Line>
            <Link href={paths.shareStatements()}>
              {plural(renewals.length, "adhésion à renouveler", "adhésions à renouveler")} en tout
            </Link>
          </Line>
        )}
        {unanswered > 0 && (
          <Line note={`Proposées en amont il y a plus de ${DAYS_WITHOUT_ANSWER} jours.`}>
            <Link href={paths.contributions({ amont: "sans-reponse" })} className="font-semibold">
              {plural(unanswered, "contribution sans réponse", "contributions sans réponse")}
            </Link>
          </Line>
        )}
        {lateIntentions > 0 && (
          <Line note="À réaliser, à repousser ou à abandonner.">
            <Link href={paths.intentions()} className="font-semibold">
              {plural(
                lateIntentions,
                "intention dont le jour est passé",
                "intentions dont le jour est passé",
              )}
            </Link>
          </Line>
        )}
      </Lines>
    </Section>
  );
}
