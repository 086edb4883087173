import { platformLabels, platforms } from "@essaim/media/piece/published-piece.schema";
import { DateField } from "@essaim/ui/date-field";
import { type Option, Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { FieldRow, FieldRows } from "~/field-rows";
import { OptionalPart } from "../directory/content-fields";

type Rows = { saved: Record<string, string>; answer: Answer | undefined };

/** What one does, one step after the other. */
/** As many as the piece has images, and four at most. */
const stepImages = [
  { name: "imageId", label: "Première image" },
  { name: "secondImageId", label: "Deuxième image" },
  { name: "thirdImageId", label: "Troisième image" },
  { name: "fourthImageId", label: "Quatrième image" },
] as const;

export function StepRows({
  images,
  isOpen,
  ...rows
}: Rows & { images: readonly Option[]; isOpen: boolean }) {
  const steps = (
    <FieldRows list="steps" add="Ajouter une étape" spare={isOpen ? 2 : 1} {...rows}>
      {(row, field) => (
        <FieldRow key={row.index} row={row} one="Étape" ordered>
          <TextField
            label="Ce que l’on fait"
            optional="unmarked"
            width="full"
            className="sm:col-span-2"
            maxLength={160}
            {...field("title")}
          />
          <TextField
            label="Minutes"
            optional="unmarked"
            width="short"
            inputMode="numeric"
            autoComplete="off"
            {...field("minutes")}
          />
          <TextArea
            label="Comment"
            optional="unmarked"
            rows={4}
            className="sm:col-span-3"
            {...field("text")}
          />
          {stepImages.slice(0, images.length).map(({ name, label }) => (
            <Select
              key={name}
              label={images.length > 1 ? label : "Image"}
              optional="unmarked"
              width="full"
              className="sm:col-span-3"
              placeholder="Aucune"
              options={images}
              {...field(name)}
            />
          ))}
        </FieldRow>
      )}
    </FieldRows>
  );
  return isOpen ? (
    <>
      <h3>Étapes</h3>
      {steps}
    </>
  ) : (
    <OptionalPart name="steps" title="Étapes" {...rows}>
      {steps}
    </OptionalPart>
  );
}

export function ChapterRows(rows: Rows) {
  return (
    <OptionalPart name="chapters" title="Chapitres" {...rows}>
      <FieldRows list="chapters" add="Ajouter un chapitre" {...rows}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Chapitre" ordered>
            <TextField
              label="Commence à"
              optional="unmarked"
              width="short"
              autoComplete="off"
              {...field("startSeconds")}
            />
            <TextField
              label="Titre"
              optional="unmarked"
              width="full"
              className="sm:col-span-2"
              maxLength={120}
              {...field("title")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </OptionalPart>
  );
}

/** Where it is seen, heard or read, the preferred first. */
export function PlaceRows(rows: Rows) {
  return (
    <OptionalPart name="places" title="Adresses où il se voit, s’écoute, se lit" {...rows}>
      <p className="max-w-measure text-sm text-muted">
        La préférée d’abord&#8239;: PeerTube avant les autres. Un podcast donne aussi le fichier
        lui-même, avec son type et sa taille.
      </p>
      <FieldRows list="places" add="Ajouter une adresse" {...rows}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one="Adresse" ordered>
            <Select
              label="Plateforme"
              optional="unmarked"
              width="full"
              options={platforms.map((value) => ({ value, label: platformLabels[value].fr }))}
              {...field("platform")}
            />
            <TextField
              label="Adresse"
              type="url"
              optional="unmarked"
              width="full"
              className="sm:col-span-2"
              maxLength={500}
              {...field("url")}
            />
            <DateField label="En ligne depuis le" optional="unmarked" {...field("publishedOn")} />
            <TextField
              label="Adresse du fichier"
              type="url"
              optional="unmarked"
              width="full"
              className="sm:col-span-2"
              maxLength={500}
              {...field("fileUrl")}
            />
            <TextField
              label="Type du fichier"
              optional="unmarked"
              width="full"
              autoComplete="off"
              {...field("mediaType")}
            />
            <TextField
              label="Taille, en octets"
              optional="unmarked"
              width="full"
              inputMode="numeric"
              autoComplete="off"
              {...field("fileBytes")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </OptionalPart>
  );
}

const words = {
  activities: { title: "Activités qu’il sert", one: "Activité", add: "Ajouter une activité" },
  resources: { title: "Ressources qu’il sert", one: "Ressource", add: "Ajouter une ressource" },
};

/** What of the directory it serves. */
export function RecordRows({
  list,
  choices,
  ...rows
}: Rows & {
  list: keyof typeof words;
  choices: readonly { id: string; name: string; status: string }[];
}) {
  const { title, one, add } = words[list];
  return (
    <OptionalPart name={list} title={title} {...rows}>
      <FieldRows list={list} add={add} {...rows}>
        {(row, field) => (
          <FieldRow key={row.index} row={row} one={one}>
            <Select
              label={one}
              optional="unmarked"
              width="full"
              className="sm:col-span-3"
              placeholder="Aucune"
              options={choices.map(({ id, name, status }) => ({
                value: id,
                label: status === "draft" ? `${name} (brouillon)` : name,
              }))}
              {...field("id")}
            />
          </FieldRow>
        )}
      </FieldRows>
    </OptionalPart>
  );
}
