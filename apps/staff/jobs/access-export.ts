import { packPersonData } from "@essaim/accompaniment/privacy/access-export.archive";
import {
  announceAccessExport,
  keepAccessExport,
} from "@essaim/accompaniment/privacy/access-export.commands";
import { drawPersonData } from "@essaim/accompaniment/privacy/access-export.pdf";
import { gatherPersonData } from "@essaim/accompaniment/privacy/access-export.queries";
import {
  askAccessExportSchema,
  EXPORT_MOST_BYTES,
} from "@essaim/accompaniment/privacy/access-export.schema";
import { tellPersonData } from "@essaim/accompaniment/privacy/access-export.words";
import type { ExportedFile } from "@essaim/accompaniment/privacy/person-data/documents.queries";
import { contributionKindLabels } from "@essaim/commons/contribution/contribution.schema";
import { can } from "@essaim/identity/actor";
import { formatDay } from "@essaim/ui/format";
import { type JobHandler, JobRefusal, type JobWork } from "./work.ts";

/** Makes the archive of everything held about a person, and puts it in the storage for some days. */
export const prepareAccessExport: JobHandler = async (work) => {
  const { actor, execute, house, storage } = work;
  const { workerId } = askAccessExportSchema.parse(work.input);
  if (!actor || !can(actor, "privacy:write")) {
    throw new JobRefusal("Votre rôle ne permet plus d’exporter les données d’une personne.");
  }
  const { data, files } = await execute(house, gatherPersonData, { workerId });
  if (files.reduce((sum, file) => sum + file.sizeBytes, 0) > EXPORT_MOST_BYTES) {
    throw new JobRefusal(
      "Les documents joints dépassent 512 Mo\u202f: téléchargez les plus gros à part, puis retirez-les avant de demander l’archive.",
    );
  }
  const pdf = await drawPersonData(
    tellPersonData(data, { contributionKinds: contributionKindLabels }),
    {
      name: `${data.person.givenName} ${data.person.familyName}`,
      organisation: data.organisation.name,
      madeOn: `le ${formatDay(data.madeAt)}`,
    },
  );
  const { bytes, missing } = await packPersonData(data, pdf, contents(work, files));
  const announced = await execute(house, announceAccessExport, { workerId });
  if (!announced.ok) throw new Error("A house command carries no form");
  await storage.put(announced.key, bytes);
  const kept = await execute(house, keepAccessExport, {
    workerId,
    key: announced.key,
    sizeBytes: bytes.length,
    requestedBy: actor.membershipId,
  });
  if (!kept.ok) {
    throw new JobRefusal(
      kept.reason === "already_erased"
        ? "Cette fiche a été effacée entre-temps."
        : "L’archive a mis trop longtemps à se préparer. Demandez-la de nouveau.",
    );
  }
  return { workerId, exportId: kept.exportId, files: files.length, missing: missing.length };
};

async function* contents({ storage, progress }: JobWork, files: readonly ExportedFile[]) {
  for (const [at, { file, storageKey }] of files.entries()) {
    await progress(at, files.length);
    yield { file, pieces: await pieces(storage, storageKey) };
  }
}

/** A document whose file is gone must not keep a person from the rest. */
async function pieces(storage: JobWork["storage"], key: string) {
  try {
    return await storage.stream(key);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "not_found") return null;
    throw error;
  }
}
