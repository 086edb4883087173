/** One character that XML 1.0 does not allow, however it is written, would make the whole feed unreadable. */
const unreadable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** What people typed, as XML can say it. */
export const readable = (text: string) => text.replace(unreadable, "");

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The same, where a feed declares that it is HTML. */
export const escaped = (text: string) =>
  readable(text).replace(/[&<>"]/g, (sign) => signs[sign] as string);
