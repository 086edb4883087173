import type { HomeToLook } from "@essaim/accompaniment/residence/residence.schema";
import {
  answerInWords,
  residenceDoubtSentences,
} from "@essaim/accompaniment/residence/residence.words";
import { Link } from "@essaim/ui/link";
import type { Column } from "@essaim/ui/table";
import { paths } from "~/paths";

/** Whose address, what was found of it, and why somebody has to look. */
export const addressColumns: readonly Column<HomeToLook>[] = [
  {
    key: "person",
    header: "Personne",
    lead: true,
    cell: ({ workerId, name }) => <Link href={paths.residence(workerId)}>{name}</Link>,
  },
  {
    key: "address",
    header: "Adresse",
    cell: ({ answer }) => (
      <>
        <span className="block wrap-anywhere">{answer.askedAddress}</span>
        {answer.foundAddress && (
          <span className="block text-sm wrap-anywhere text-muted">
            Trouvée&#8239;: {answer.foundAddress}
          </span>
        )}
      </>
    ),
  },
  { key: "commune", header: "Commune", cell: ({ communeName }) => communeName ?? "–" },
  { key: "coach", header: "Accompagnement", cell: ({ coachName }) => coachName ?? "À attribuer" },
  {
    key: "why",
    header: "Pourquoi",
    cell: ({ answer }) => (
      <>
        {answer.doubts
          // Nobody has to look because of it.
          .filter((doubt) => doubt !== "approximate_contours")
          .map((doubt) => residenceDoubtSentences[doubt])
          .join(" ")}
        {answer.isToCheck && (
          <span className="block text-sm text-muted">
            Ce serait&#8239;: {answerInWords(answer)}
          </span>
        )}
      </>
    ),
  },
];
