/** Who opened a file, by kind (RGPD, article 15.1.c): their names belong to them (CJUE, C-579/21, 22 June 2023). */
export function readersOf(role: string | null): string {
  switch (role) {
    case "coach":
      return "Une personne chargée d’accompagnement";
    case "manager":
      return "La direction";
    case "admin":
      return "L’administration";
    case null:
      return "Le système, la nuit";
    default:
      return "Un membre de la coopérative";
  }
}

/** « qu’Optéos », « de la Ruche »: a small word before a name. Whether an h is mute, only a dictionary knows. */
export function elided(word: "que" | "de", name: string): string {
  return /^[aeiouyœæ]/i.test(name.normalize("NFD"))
    ? `${word.slice(0, -1)}’${name}`
    : `${word} ${name}`;
}

const forbidden = /[^a-z0-9]+/g;

/** What the archive is called when it is fetched: `donnees-lea-martin-2026-03-02.zip`. */
export function archiveName(
  person: { givenName: string; familyName: string },
  day: string,
): string {
  const name = `${person.givenName} ${person.familyName}`
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(forbidden, "-")
    .replace(/^-|-$/g, "");
  return `donnees-${name || "personne"}-${day}.zip`;
}
