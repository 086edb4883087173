import type { Mail } from "@essaim/identity/mail";
import { addressed } from "@essaim/outreach/newsletter/letter";

/**
 * A copy of a letter. Whoever reads it takes leave by its link, or by the button that their programme of mail shows in its
 * place (RFC 2369 and 8058).
 */
export function letterMail(
  letter: { subject: string; html: string; text: string },
  to: string,
  link: string,
): Mail {
  return {
    to,
    subject: letter.subject,
    text: addressed(letter.text, link),
    html: addressed(letter.html, link),
    headers: {
      "List-Unsubscribe": `<${link}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}
