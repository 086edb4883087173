import type { PieceChoices, PieceRecord } from "@essaim/media/piece/piece.queries";
import { hasSound, languageLabels } from "@essaim/media/piece/piece.schema";
import { DateField } from "@essaim/ui/date-field";
import { Fieldset } from "@essaim/ui/fieldset";
import { fieldProps } from "@essaim/ui/form-state";
import { typo } from "@essaim/ui/format";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer } from "~/answer";
import { paths } from "~/paths";
import { EnterSaves, RecordForm } from "~/record-form";
import { ImageRows, QuestionRows } from "../directory/content-fields";
import { markdownHint } from "../directory/markdown-hint";
import { ChapterRows, PlaceRows, RecordRows, StepRows } from "./piece-rows";

/** The form of a piece: what it says, where it is, what it serves, and who does what next. */
export function PieceForm({
  piece,
  choices,
  saved,
  answer,
  submissionId,
  version,
}: {
  piece: Pick<PieceRecord, "id" | "kind" | "images">;
  choices: PieceChoices;
  saved: Record<string, string>;
  answer: Answer | undefined;
  submissionId: string;
  version: number;
}) {
  const state = answer?.state;
  const field = (name: string) => fieldProps(state, name, saved[name]);
  const rows = { saved, answer };
  const images = piece.images.map(({ id, alt }) => ({ value: id, label: alt }));
  const isTutorial = piece.kind === "tutorial";
  return (
    <RecordForm
      state={state}
      submissionId={submissionId}
      version={version}
      submitLabel="Enregistrer"
      cancelHref={paths.piece(piece.id)}
    >
      <EnterSaves />
      <Fieldset question="Que dit-il&#8239;?">
        <TextField label="Titre" width="long" maxLength={160} {...field("title")} />
        <TextArea
          label="Résumé"
          hint="Une ou deux phrases, lues dans les listes et les résultats de recherche."
          optional="unmarked"
          rows={3}
          maxLength={400}
          {...field("summary")}
        />
        <TextArea
          label={isTutorial ? "Avant de commencer" : "Texte"}
          hint={markdownHint}
          optional
          rows={10}
          {...field("body")}
        />
        <StepRows {...rows} images={images} isOpen={isTutorial} />
        {hasSound(piece.kind) && (
          <>
            <TextField
              label="Durée"
              hint="Minutes et secondes, par exemple 12:30."
              optional="unmarked"
              width="short"
              autoComplete="off"
              {...field("durationSeconds")}
            />
            <ChapterRows {...rows} />
          </>
        )}
        <Select
          label="Langue"
          placeholder={false}
          options={Object.entries(languageLabels).map(([value, label]) => ({ value, label }))}
          {...field("language")}
        />
        <TextField
          label="Licence"
          hint={typo("Son nom SPDX. CC-BY-SA-4.0 : on peut le reprendre en disant de qui il est.")}
          autoComplete="off"
          maxLength={200}
          {...field("licenceExpression")}
        />
      </Fieldset>
      <Fieldset question="Où le voit-on, et que sert-il&#8239;?">
        <PlaceRows {...rows} />
        <RecordRows {...rows} list="activities" choices={choices.activities} />
        <RecordRows {...rows} list="resources" choices={choices.resources} />
        <QuestionRows {...rows} />
      </Fieldset>
      {images.length > 0 && (
        <Fieldset question="Quelles images&#8239;?">
          <ImageRows {...rows} />
          <Select
            label="Celle qui le montre dans la médiathèque"
            optional
            width="long"
            placeholder="Aucune"
            options={images}
            {...field("posterId")}
          />
        </Fieldset>
      )}
      <Fieldset question="Qui fait quoi, et pour quand&#8239;?">
        <Select
          label="Qui s’en occupe"
          optional
          placeholder="Personne encore"
          options={choices.members.map(({ id, name }) => ({ value: id, label: name }))}
          {...field("ownerId")}
        />
        <DateField label="Pour quand" optional {...field("dueOn")} />
        <DateField
          label="À revoir le"
          hint="Quand regarder de nouveau si tout est encore juste."
          optional
          {...field("refreshOn")}
        />
        {choices.series.length > 0 && (
          <>
            <Select
              label="Série"
              optional
              placeholder="Aucune"
              options={choices.series.map(({ id, title }) => ({ value: id, label: title }))}
              {...field("seriesId")}
            />
            <TextField
              label="Numéro de l’épisode"
              optional
              width="short"
              inputMode="numeric"
              autoComplete="off"
              {...field("episode")}
            />
          </>
        )}
        <TextArea
          label="L’idée"
          hint="L’équipe seule la lit."
          optional
          rows={4}
          maxLength={5000}
          {...field("pitch")}
        />
      </Fieldset>
    </RecordForm>
  );
}
