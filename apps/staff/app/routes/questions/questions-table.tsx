import type { OpenQuestion } from "@essaim/media/forum/topic.queries";
import {
  askerKindLabels,
  type QuestionState,
  questionStateLabels,
  topicProblems,
} from "@essaim/media/forum/topic.schema";
import { Badge, type Tone } from "@essaim/ui/badge";
import { formatDate, formatDay, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { type Column, Table } from "@essaim/ui/table";
import type { ReactNode } from "react";
import { paths } from "~/paths";

const tones: Record<QuestionState, Tone> = {
  not_asked: "warning",
  asked: "neutral",
  answered: "success",
  closed: "accent",
};

/** The page of what asks a question. */
export const askerHref = ({ kind, id }: Pick<OpenQuestion, "kind" | "id">) =>
  kind === "activity" ? paths.activity(id) : paths.piece(id);

export function QuestionsTable(props: {
  questions: readonly OpenQuestion[];
  canAsk: boolean;
  empty: ReactNode;
}) {
  return (
    <Table
      caption="Questions ouvertes, celles qui restent à poser d’abord"
      hideCaption
      rows={props.questions}
      rowKey={({ kind, id, number }) => `${kind} ${id} ${number}`}
      stack="lg"
      empty={props.empty}
      columns={props.canAsk ? [...columns, ask] : columns}
    />
  );
}

const columns: Column<OpenQuestion>[] = [
  {
    key: "question",
    header: "Question",
    lead: true,
    cell: ({ text }) => <span className="block max-w-measure">{text}</span>,
  },
  {
    key: "asker",
    header: "Demandée par",
    cell: (one) => (
      <>
        <Link href={askerHref(one)}>{one.title}</Link>
        <span className="block text-sm text-muted">{askerKindLabels[one.kind].fr}</span>
      </>
    ),
  },
  {
    key: "state",
    header: "État",
    cell: ({ state, topic }) => (
      <>
        <Badge tone={tones[state]}>{questionStateLabels[state]}</Badge>
        {topic?.isSolved && <span className="block text-sm">Réponse acceptée</span>}
      </>
    ),
  },
  { key: "forum", header: "Sur le forum", cell: (one) => <OnForum {...one} /> },
];

const ask: Column<OpenQuestion> = {
  key: "ask",
  header: "À faire",
  actions: true,
  cell: ({ url, text, kind, id, number }) =>
    url === null ? (
      <Link href={paths.askQuestion(kind, id, number)}>
        Poser<span className="sr-only"> «&#8239;{text}&#8239;» sur le forum</span>
      </Link>
    ) : null,
};

/** What was last read of the topic of a question, and why nothing was read since. */
function OnForum({ url, isTopic, topic, problem, askedAt }: OpenQuestion) {
  if (url === null) return <span className="text-muted">–</span>;
  return (
    <div className="flex max-w-measure flex-col gap-1 text-sm">
      <a href={url} rel="noopener noreferrer" className="wrap-anywhere">
        {topic?.title ?? url}
      </a>
      {topic && (
        <span>
          {plural(topic.answers, "réponse", "réponses")} au {formatDay(topic.fetchedAt)}
          {topic.answeredOn && `, la dernière le ${formatDate(topic.answeredOn)}`}
        </span>
      )}
      {problem && askedAt && (
        <span className="text-warning">
          {topicProblems[problem]} <span className="text-muted">({formatDay(askedAt)})</span>
        </span>
      )}
      {!isTopic && (
        <span className="text-muted">
          Cette adresse n’est pas celle d’un sujet de forum&#8239;: elle n’est pas relue.
        </span>
      )}
      {isTopic && !topic && !problem && <span className="text-muted">Pas encore relu.</span>}
    </div>
  );
}
