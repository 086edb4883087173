import { longestExport } from "@essaim/commons/import/source.schema";
import { longestManifests } from "@essaim/directory/import/manifest.schema";
import { spendingFileLimit } from "@essaim/funding/import/spending-import.schema";
import { audienceFileLimit } from "@essaim/media/audience/audience-import.schema";
import { registerFileLimit } from "@essaim/territory/register/register.schema";
import type { UploadAddress } from "@essaim/web/guards";

/** The paths whose form carries a file: everywhere else the server takes text alone. */
export const uploadAddresses: readonly UploadAddress[] = [
  { path: /^\/personnes\/[0-9a-f-]{36}\/documents$/ },
  { path: /^\/financements\/[0-9a-f-]{36}\/pieces$/ },
  { path: /^\/partenaires\/[0-9a-f-]{36}\/accords\/(nouveau|[0-9a-f-]{36}\/modifier)$/ },
  { path: /^\/personnes\/import$/ },
  { path: /^\/depenses\/[0-9a-f-]{36}$/ },
  { path: /^\/contributions\/import$/, limit: longestExport },
  { path: /^\/depenses\/import$/, limit: spendingFileLimit },
  { path: /^\/media\/audience\/import$/, limit: audienceFileLimit },
  { path: /^\/ressources\/importer$/, limit: longestManifests },
  { path: /^\/administration\/territoire$/, limit: registerFileLimit },
  { path: /^\/(activites|ressources)\/[0-9a-f-]{36}\/images$/ },
  { path: /^\/fiches\/[0-9a-f-]{36}\/fichiers$/ },
  { path: /^\/media\/[0-9a-f-]{36}\/(images|sous-titres)$/ },
  { path: /^\/media\/[0-9a-f-]{36}\/personnes\/[0-9a-f-]{36}$/ },
];
