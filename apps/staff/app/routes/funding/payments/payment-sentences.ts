import type { ListedInstalment, Receipt } from "@essaim/funding/grant/payment.queries";
import { formatCents, formatDate, typo } from "@essaim/ui/format";

type Sums = {
  instalments: readonly Pick<ListedInstalment, "amountCents" | "dueCents" | "expectedOn">[];
  receipts: readonly Pick<Receipt, "amountCents">[];
};

/** What is received of a grant, what the instalments leave out, and what comes next. */
export function paymentsSentence(
  { amountCents }: { amountCents: number | null },
  { instalments, receipts }: Sums,
): string {
  const total = (all: readonly { amountCents: number }[]) =>
    all.reduce((sum, one) => sum + one.amountCents, 0);
  const received = total(receipts);
  if (amountCents === null) {
    return "Le montant accordé n’est pas noté : notez-le avec la réponse du financeur.";
  }
  const sentences = [`${formatCents(received)} reçus sur ${formatCents(amountCents)}.`];
  const announced = total(instalments);
  if (instalments.length > 0 && announced !== amountCents) {
    const difference = formatCents(Math.abs(amountCents - announced));
    sentences.push(
      announced < amountCents
        ? `Il manque ${difference} à l’échéancier.`
        : `L’échéancier annonce ${difference} de plus que le montant accordé.`,
    );
  }
  const next = instalments.find((one) => one.dueCents > 0);
  if (next) {
    sentences.push(`Prochain versement attendu le ${formatDate(next.expectedOn)}.`);
  }
  return typo(sentences.join(" "));
}
