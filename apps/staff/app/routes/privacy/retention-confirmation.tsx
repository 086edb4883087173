import { durationInWords } from "@essaim/accompaniment/privacy/retention.schema";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { useEffect, useRef } from "react";
import type { Answer } from "~/answer";
import { paths } from "~/paths";
import { type Concerned, ConcernedTable, concernedInWords } from "./leaving";
import type { Board } from "./privacy";
import { RetentionForm } from "./retention-form";

/** Whom the duration just chosen erases the next night, by name, before anything is decided. */
export function RetentionConfirmation({
  months,
  concerned,
  ...page
}: Board & { months: number; concerned: Concerned; answer: Answer }) {
  const { due, rows, total } = concerned;
  const box = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone.
  useEffect(() => {
    box.current?.focus();
    window.scrollTo(0, 0);
  }, []);
  return (
    <>
      <PageHeader
        title={`Garder les fiches ${durationInWords(months)}\u202f?`}
        breadcrumb={[{ label: "Vie privée", href: paths.privacy() }]}
      />
      <div ref={box} tabIndex={-1} className="outline-none">
        <Alert
          tone="warning"
          role="alert"
          title={`${plural(due, "fiche s’effacera", "fiches s’effaceront")} la nuit prochaine`}
        >
          Ces personnes sont parties il y a plus de {durationInWords(months)}. Un effacement ne se
          défait pas. Rien n’est encore enregistré&#8239;: lisez la liste, puis confirmez ou
          choisissez une autre durée.
        </Alert>
      </div>
      <Section
        title="Personnes concernées"
        rule={false}
        lead={`${concernedInWords(concerned)}${total > rows.length ? ` Les ${rows.length} premières sont listées.` : ""}`}
      >
        <ConcernedTable concerned={concerned} />
      </Section>
      <div className="max-w-2xl">
        <RetentionForm {...page}>
          <ButtonLink href={paths.privacy()} variant="quiet">
            Ne rien changer
          </ButtonLink>
        </RetentionForm>
      </div>
    </>
  );
}
