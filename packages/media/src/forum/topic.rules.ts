import type { QuestionState, ToldTopic } from "./topic.schema.ts";

/**
 * Where a Discourse says in public what it knows of a topic, from the address of the topic, of one of its messages, or of
 * its short form (https://docs.discourse.org/#tag/Topics/operation/getTopic): `/t/a-slug/12`, `/t/a-slug/12/4`, `/t/12`.
 * @returns null for what is not the address of a topic
 */
export function topicJsonUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, origin, pathname } = new URL(url);
  if (!/^https?:$/.test(protocol)) return null;
  const [, before = "", id] =
    /^(.*?)\/t\/(?:[^/]*[^/\d][^/]*\/)?(\d{1,10})(?:\/\d+)?\/?$/.exec(pathname) ?? [];
  return id ? `${origin}${before}/t/${id}.json` : null;
}

/** Does a site send a visitor to where one signs in? */
export const asksToSignIn = (to: string) =>
  URL.canParse(to) && /\/(login|session|auth|signup)(\/|$)/.test(new URL(to).pathname);

/** Where a question stands, from its link and what was read of it. */
export function stateOf(
  url: string | null,
  topic: Pick<ToldTopic, "answers" | "isClosed" | "isArchived"> | null,
): QuestionState {
  if (url === null) return "not_asked";
  if (!topic) return "asked";
  if (topic.isClosed || topic.isArchived) return "closed";
  return topic.answers > 0 ? "answered" : "asked";
}

/** Characters of the title of a topic, as Discourse has it unless its keeper says otherwise. */
const LONGEST_TITLE = 255;

type Asked = {
  question: string;
  /** Of what asks. */
  title: string;
  /** Its public page; null while there is none. */
  pageUrl: string | null;
};

/** A message to ask a question with, which names nobody. */
export function readyMessage({ question, title, pageUrl }: Asked): { title: string; body: string } {
  const about = pageUrl
    ? `[${title.replace(/[[\]]/g, "\\$&")}](${pageUrl})`
    : `«\u202f${title}\u202f»`;
  return {
    title: question.length <= LONGEST_TITLE ? question : `${question.slice(0, LONGEST_TITLE - 1)}…`,
    body: [
      "Bonjour,",
      `En documentant ${about}, nous n’avons pas su répondre à cette question\u202f:`,
      `> ${question}`,
      "Comment faites-vous chez vous\u202f? Un retour d’expérience, même partiel, nous aidera, et ce que vous direz ici pourra compléter la fiche, sous licence libre.",
    ].join("\n\n"),
  };
}

/** The page of a Discourse that opens a new topic, filled in (https://meta.discourse.org/t/28074). */
export function newTopicUrl(
  forum: { url: string; category: string },
  message: { title: string; body: string },
): string {
  const asked = new URLSearchParams(message);
  if (forum.category) asked.set("category", forum.category);
  // Discourse reads « + » as itself.
  return `${forum.url}/new-topic?${asked.toString().replaceAll("+", "%20")}`;
}
