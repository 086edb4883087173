import { manifestFormatLabels } from "@essaim/directory/import/manifest.schema";
import { resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { Card } from "@essaim/ui/card";
import { Checkbox } from "@essaim/ui/checkbox";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { plural, typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Markdown } from "@essaim/ui/markdown";
import { TextArea } from "@essaim/ui/text-area";
import { paths } from "~/paths";
import { LicenceStatusBadge } from "./licence-badge";
import type { ReadSource } from "./read-manifests.server";

/** What a file says, or what stops it, with its text to correct; `place` from 0, in the order sent. */
export function ManifestPreview({
  source,
  place,
  isTaken,
}: {
  source: ReadSource;
  place: number;
  isTaken: boolean;
}) {
  const title = source.name || `Texte collé ${place + 1}`;
  return (
    <li>
      <Card
        title={source.ok ? source.resource.name : title}
        meta={
          <>
            {source.ok && <span className="wrap-anywhere">{title}</span>}
            {source.ok ? (
              <Badge>{manifestFormatLabels[source.format]}</Badge>
            ) : (
              <Badge tone="danger" icon="alert">
                {plural(source.faults.length, "erreur", "erreurs")}
              </Badge>
            )}
          </>
        }
      >
        <input type="hidden" name="name" value={source.name} />
        {source.ok ? <Read source={source} /> : <Faults source={source} />}
        <Disclosure summary="Voir ou corriger le texte du fichier" open={!source.ok}>
          <TextArea
            name="text"
            id={`text-${place}`}
            label={`Texte de ${title}`}
            hint="Après une correction, relisez."
            rows={8}
            spellCheck={false}
            defaultValue={source.text}
          />
        </Disclosure>
        {source.ok && (
          <>
            <input type="hidden" name={`offered.${place}`} value="on" />
            <Checkbox
              name={`take.${place}`}
              label={`Créer le brouillon de ${source.resource.name}`}
              defaultChecked={isTaken}
            />
          </>
        )}
      </Card>
    </li>
  );
}

function Faults({ source }: { source: Extract<ReadSource, { ok: false }> }) {
  const lines = source.text.split("\n");
  return (
    <>
      <p>{typo("Rien de ce fichier ne sera créé. À corriger :")}</p>
      <ul className="flex list-disc flex-col gap-2 pl-5">
        {source.faults.map(({ field, line, message }) => (
          <li key={`${line} ${field}`}>
            {(line !== null || field) && (
              <span className="font-semibold">
                {[line !== null && `Ligne ${line}`, field].filter(Boolean).join(", ")}
                {typo(" : ")}
              </span>
            )}
            {message}
            {line !== null && lines[line - 1]?.trim() && (
              <code className="block text-sm text-muted wrap-anywhere">
                {lines[line - 1]?.trim().slice(0, 160)}
              </code>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Read({ source }: { source: Extract<ReadSource, { ok: true }> }) {
  const { resource, licence, changes, like, twin } = source;
  return (
    <>
      {(like.length > 0 || twin >= 0) && (
        <Alert tone="warning" title="Peut-être déjà dans l’annuaire" level={4}>
          <ul className="flex flex-col gap-1">
            {like.map((one) => (
              <li key={one.id}>
                <Link href={paths.resource(one.id)}>{one.name}</Link>
                {one.by === "source" ? " a les mêmes sources." : " porte le même nom."}
              </li>
            ))}
            {twin >= 0 && (
              <li>Un autre fichier de cet envoi, plus haut, a le même nom ou les mêmes sources.</li>
            )}
          </ul>
        </Alert>
      )}
      <DescriptionList
        items={[
          { term: "Nature", value: resourceKindLabels[resource.kind].fr },
          { term: "Résumé", value: resource.summary },
          {
            term: "Licence",
            value: licence && (
              <>
                <LicenceStatusBadge licence={licence} /> {resource.licenceExpression}
                <span className="mt-1 block text-sm text-muted">{licence.sentence.fr}</span>
              </>
            ),
          },
          { term: "Licence telle qu’écrite", value: resource.licenceOriginal },
          { term: "Site", value: <Address url={resource.websiteUrl} /> },
          { term: "Sources", value: <Address url={resource.sourceUrl} /> },
          { term: "Documentation", value: <Address url={resource.documentationUrl} /> },
          { term: "Gouvernance", value: resource.governance },
          {
            term: "Liens",
            value: resource.links.length > 0 && plural(resource.links.length, "lien", "liens"),
          },
          { term: "En anglais", value: resource.english?.summary },
        ].filter(({ value }) => value)}
      />
      {resource.description && (
        <Disclosure summary="Lire la description">
          <Markdown level={4}>{resource.description}</Markdown>
        </Disclosure>
      )}
      {changes.length > 0 && (
        <div className="flex flex-col gap-1">
          <h4>Ce qui n’est pas comme dans le fichier</h4>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            {changes.map(({ field, text }) => (
              <li key={`${field} ${text}`}>
                <span className="font-semibold">{typo(`${field} : `)}</span>
                {text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Address({ url }: { url: string | null }) {
  if (url === null) return "Adresse non renseignée";
  return (
    <a href={url} rel="nofollow noopener" className="wrap-anywhere">
      {url}
    </a>
  );
}
