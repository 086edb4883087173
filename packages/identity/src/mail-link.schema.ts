import { z } from "zod";

/** What the link of a mail holds: the organisation, then a secret of which only the hash is kept. */
export const mailLinkSchema = z.object({
  organisationId: z.uuid(),
  token: z.string().regex(/^[\w-]{43}$/),
});
export type MailLink = z.output<typeof mailLinkSchema>;

export const mailLink = ({ organisationId, token }: MailLink): string =>
  `${organisationId}.${token}`;

/** The parts of such a link; null when it is none. */
export function readMailLink(link: string | undefined): MailLink | null {
  const [organisationId, token] = (link ?? "").split(".");
  return mailLinkSchema.safeParse({ organisationId, token }).data ?? null;
}
