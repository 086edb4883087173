import { folded } from "@essaim/territory/text/word.rules";
import { countFromText } from "@essaim/territory/text/written-count.schema";
import { readWrittenDay } from "@essaim/territory/text/written-day.rules";
import { parseMonth } from "@essaim/territory/text/written-month.schema";
import type { AudiencePlatform } from "./audience.schema.ts";
import type { AudienceTable, Columns } from "./audience-import.schema.ts";
import { addressKey, youtubeId } from "./platform-address.rules.ts";

/** A piece by what a file may call it. */
export type KnownPiece = { id: string; title: string; slug: string; urls: readonly string[] };

/** What a file says of a piece in a month, from one line or several. `month` is 'YYYY-MM-01'. */
export type FileFigure = { pieceId: string; month: string; value: number; lines: number[] };

/** A line that is left out, and why. */
export type LineFault = { line: number; message: string };

export type ReadLines = { figures: FileFigure[]; faults: LineFault[]; totalLines: number[] };

type Asked = {
  table: AudienceTable;
  columns: Columns;
  /** Of a file without a column that says it. */
  month: string | null;
  platform: AudiencePlatform;
  pieces: readonly KnownPiece[];
  today: string;
};

const totals = new Set(["total", "totaux", "somme", "ensemble", "grand total", "total general"]);

/** What the lines of a file say of known pieces; whatever cannot be read is refused line by line, never guessed. */
export function readLines({ table, columns, ...asked }: Asked): ReadLines {
  const find = finder(asked.pieces, asked.platform);
  // « 2026-03-01 » is a month in a column of months, and a day in one of days.
  const isDaily =
    columns.month !== null &&
    table.rows.some(({ cells }) => {
      const written = cells[columns.month ?? 0] ?? "";
      return written !== "" && parseMonth(written) === null;
    });
  const figures = new Map<string, FileFigure & { days: Set<string> }>();
  const faults: LineFault[] = [];
  const totalLines: number[] = [];
  for (const { line, cells } of table.rows) {
    const cell = (column: number | null) => (column === null ? "" : (cells[column] ?? ""));
    const named = cell(columns.piece);
    const refuse = (message: string) => faults.push({ line, message });
    if (totals.has(folded(named))) {
      totalLines.push(line);
      continue;
    }
    const found = find(named);
    if (!found.ok) {
      refuse(found.message);
      continue;
    }
    const when =
      columns.month === null
        ? asked.month === null
          ? ({ ok: false, message: "Le mois n’est dit nulle part." } as const)
          : ({ ok: true, month: asked.month, day: asked.month } as const)
        : readMonth(cell(columns.month), asked.today);
    if (!when.ok) {
      refuse(when.message);
      continue;
    }
    const count = readCount(cell(columns.views));
    if (!count.ok) {
      refuse(count.message);
      continue;
    }
    const key = `${found.id} ${when.month}`;
    const held = figures.get(key);
    if (!held) {
      const figure = { pieceId: found.id, month: when.month, value: count.value, lines: [line] };
      figures.set(key, { ...figure, days: new Set([when.day]) });
    } else if (isDaily && !held.days.has(when.day)) {
      // Days of a month are added up.
      held.value += count.value;
      held.lines.push(line);
      held.days.add(when.day);
    } else {
      refuse(
        `Le même contenu et le même ${isDaily ? "jour sont déjà dits plus haut" : `mois sont déjà à la ligne ${held.lines[0]}`}.`,
      );
    }
  }
  return {
    figures: [...figures.values()].map(({ days: _, ...figure }) => figure),
    faults,
    totalLines,
  };
}

type Found = { ok: true; id: string } | { ok: false; message: string };

/** Finds a piece by the address of one of its places, by YouTube's own name of it, by our address or by its title. */
function finder(pieces: readonly KnownPiece[], platform: AudiencePlatform) {
  const ids = new Map<string, Set<string>>();
  const add = (key: string | null, id: string) => {
    if (key) ids.set(key, (ids.get(key) ?? new Set()).add(id));
  };
  for (const { id, title, slug, urls } of pieces) {
    add(`slug ${slug}`, id);
    add(`title ${folded(title)}`, id);
    for (const url of urls) {
      add(wrap("page", addressKey(url)), id);
      add(wrap("youtube", youtubeId(url)), id);
    }
  }
  return (written: string): Found => {
    if (written === "") return { ok: false, message: "La vidéo ou la page n’est pas nommée." };
    const isYoutubeId = platform === "youtube" && /^[A-Za-z0-9_-]{11}$/.test(written);
    const keys = [
      isYoutubeId ? `youtube ${written}` : null,
      wrap("youtube", youtubeId(written)),
      wrap("page", addressKey(written)),
      `slug ${written}`,
      `title ${folded(written)}`,
    ];
    for (const key of keys) {
      const [first, ...others] = key ? (ids.get(key) ?? []) : [];
      if (others.length > 0) {
        return { ok: false, message: `Plusieurs contenus répondent à «\u202f${written}\u202f».` };
      }
      if (first) return { ok: true, id: first };
    }
    return {
      ok: false,
      message: `Aucun contenu n’est connu pour «\u202f${written}\u202f»\u202f: ajoutez cette adresse à sa page.`,
    };
  };
}

const wrap = (kind: string, key: string | null) => (key === null ? null : `${kind} ${key}`);

/** `day`: of the month, the first where only the month is known. */
type When = { ok: true; month: string; day: string } | { ok: false; message: string };

function readMonth(written: string, today: string): When {
  if (written === "") return { ok: false, message: "Le mois manque." };
  const month = parseMonth(written);
  const day = month
    ? ({ ok: true, day: month } as const)
    : readWrittenDay(written, { latestYear: Number(today.slice(0, 4)) });
  if (!day.ok) {
    return { ok: false, message: `«\u202f${written}\u202f» n’est ni un mois ni un jour.` };
  }
  if (day.day > today) return { ok: false, message: "Ce mois n’a pas commencé." };
  return { ok: true, month: `${day.day.slice(0, 7)}-01`, day: day.day };
}

type Count = { ok: true; value: number } | { ok: false; message: string };

function readCount(written: string): Count {
  if (written === "") return { ok: false, message: "Le nombre de vues manque." };
  const parsed = countFromText.safeParse(written);
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    message: /^[-−–]/.test(written)
      ? `Le nombre «\u202f${written}\u202f» est négatif.`
      : `«\u202f${written}\u202f» n’est pas un nombre entier de vues.`,
  };
}
