import { findLikeResources, type LikeResource } from "@essaim/directory/import/import.queries";
import type { Manifest, ReadManifest } from "@essaim/directory/import/manifest.schema";
import { readManifest } from "@essaim/directory/import/read-manifest";
import { twinAmong } from "@essaim/directory/import/twins.rules";
import { describeLicence, type LicenceDescription } from "@essaim/directory/licence.rules";
import type { MemberActor } from "@essaim/identity/actor";
import type { SentFile } from "@essaim/web/upload";
import type { AppLoadContext } from "@remix-run/node";

/** A file as sent, what was read of it, and the resources that are perhaps the same. */
export type ReadSource = Manifest &
  ReadManifest & {
    like: LikeResource[];
    /** Place of an earlier file of the same sending that is perhaps the same; -1 when there is none. */
    twin: number;
    licence: LicenceDescription | null;
  };

/** A file's text; bytes that are not UTF-8 become the sign that the reading refuses. */
export const manifestOf = ({ name, bytes }: SentFile): Manifest => ({
  name,
  text: new TextDecoder().decode(bytes),
});

/** The files that the preview carries, in their order, as they were corrected. */
export function carriedManifests(form: FormData): Manifest[] {
  const names = form.getAll("name");
  return form.getAll("text").map((text, place) => ({
    name: String(names[place] ?? ""),
    text: String(text).replaceAll("\r\n", "\n"),
  }));
}

/** The drafts to make: those ticked, and before anybody could tick, all that are not perhaps there already. */
export function takenPlaces(form: FormData, sources: readonly ReadSource[]): number[] {
  return sources.flatMap(({ ok, like, twin }, place) => {
    const isTaken = form.has(`offered.${place}`)
      ? form.has(`take.${place}`)
      : ok && like.length === 0 && twin === -1;
    return isTaken ? [place] : [];
  });
}

/** Reads the files, and looks for what they tell among the resources already there. */
export async function readManifests(
  context: AppLoadContext,
  actor: MemberActor,
  manifests: readonly Manifest[],
): Promise<ReadSource[]> {
  const readings = manifests.map((manifest) => readManifest(manifest));
  const known = readings.map((reading) =>
    reading.ok ? { name: reading.resource.name, sourceUrl: reading.resource.sourceUrl } : null,
  );
  const candidates = known.filter((one) => one !== null);
  const found = await context.execute(actor, findLikeResources, { candidates });
  return manifests.map((manifest, place): ReadSource => {
    const reading = readings[place] as ReadManifest;
    const one = known[place];
    if (!reading.ok || !one) return { ...manifest, ...reading, like: [], twin: -1, licence: null };
    const earlier = known.slice(0, place).map((other) => other ?? { name: "", sourceUrl: null });
    return {
      ...manifest,
      ...reading,
      like: found[candidates.indexOf(one)] ?? [],
      twin: twinAmong(one, earlier),
      licence: describeLicence(reading.resource.licenceExpression),
    };
  });
}
