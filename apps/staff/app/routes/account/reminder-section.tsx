import { Button } from "@essaim/ui/button";
import { Section } from "@essaim/ui/section";
import { Form } from "@remix-run/react";

/** On one's own account: the morning's reminder, wanted or not. */
export function ReminderSection({ isWanted }: { isWanted: boolean }) {
  return (
    <Section
      id="rappels"
      title={"Un rappel chaque matin\u202f?"}
      lead={
        "Un message à 7\u00a0heures, du lundi au vendredi, s’il y a quelque chose à faire\u202f: des nombres et un lien, jamais de nom."
      }
    >
      <Form method="post" action="#rappels" className="flex flex-wrap items-center gap-4">
        <input type="hidden" name="intent" value="set-reminders" />
        <p>{isWanted ? "Vous le recevez." : "Vous ne le recevez pas."}</p>
        <Button
          type="submit"
          name="wanted"
          value={isWanted ? "non" : "oui"}
          icon={isWanted ? undefined : "mail"}
        >
          {isWanted ? "Ne plus le recevoir" : "Le recevoir"}
        </Button>
      </Form>
    </Section>
  );
}
