import type { AskedKeeper } from "@essaim/directory/community/freshness-house.queries";
import type { Mail } from "@essaim/identity/mail";
import { formatDate } from "@essaim/ui/format";

/** « Toujours vrai ? » */
export function stillTrueMail(keeper: AskedKeeper, link: string): Mail {
  return {
    to: keeper.email,
    subject: `Toujours vrai\u202f? «\u202f${keeper.title}\u202f»`,
    text: `Bonjour ${keeper.name},

La fiche «\u202f${keeper.title}\u202f» a été confirmée pour la dernière fois le ${formatDate(keeper.confirmedOn)}. Est-elle toujours vraie\u202f? Une page, un bouton\u202f:

${link}

${keeper.organisationName}
`,
  };
}
