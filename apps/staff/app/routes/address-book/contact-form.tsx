import type { Contact } from "@essaim/outreach/contact/contact.queries";
import {
  type ContactInput,
  contactKindLabels,
  contactKindOptions,
} from "@essaim/outreach/contact/contact.schema";
import { Checkbox } from "@essaim/ui/checkbox";
import { DateField } from "@essaim/ui/date-field";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate, formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Select } from "@essaim/ui/select";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import type { Answer, Words } from "~/answer";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";

type Partners = readonly { id: string; name: string }[];

export function ContactForm(props: {
  saved?: Contact;
  partners: Partners;
  /** Chosen beforehand, for a new one. */
  partnerId?: string;
  today: string;
  answer: Answer | undefined;
  submissionId: string;
  version?: number;
  submitLabel: string;
  cancelHref: string;
}) {
  const { saved, answer, partners } = props;
  const state = answer?.state;
  const hasRefused = Boolean(saved?.refusedAt);
  const receives = state ? state.values.receivesLetters === "on" : saved?.receivesLetters;
  // Asked only of those who refused: nobody else asked for anything again.
  const asksAgain =
    hasRefused ||
    Boolean(saved?.askedAgain || state?.errors.receivesLetters || state?.values.askedAgain);
  return (
    <RecordForm
      state={state}
      submissionId={props.submissionId}
      version={props.version}
      submitLabel={props.submitLabel}
      cancelHref={props.cancelHref}
      resetKey={answer?.key}
    >
      <TextField
        label="Nom"
        {...fieldProps(state, "name", saved?.name)}
        maxLength={160}
        autoComplete="off"
      />
      <Select
        label="Genre"
        {...fieldProps(state, "kind", saved?.kind ?? (props.partnerId ? "partner" : undefined))}
        options={contactKindOptions}
      />
      <TextField
        label="Adresse électronique"
        type="email"
        hint="Elle, un téléphone, ou les deux."
        {...fieldProps(state, "email", saved?.email)}
        optional="unmarked"
        autoComplete="off"
      />
      {answer?.sameContact && (
        <p>
          <Link href={paths.addressBookEntry(answer.sameContact)}>
            Voir le contact qui a cette adresse
          </Link>
        </p>
      )}
      <TextField
        label="Téléphone"
        type="tel"
        width="medium"
        {...fieldProps(state, "phone", saved?.phone)}
        optional="unmarked"
        maxLength={40}
        autoComplete="off"
      />
      <TextField
        label="Organisation"
        {...fieldProps(state, "employer", saved?.employer)}
        optional
        maxLength={200}
        autoComplete="off"
      />
      <TextField
        label="Fonction"
        {...fieldProps(state, "role", saved?.role)}
        optional
        maxLength={160}
        autoComplete="off"
      />
      {partners.length > 0 && (
        <Select
          label="Chez quel partenaire"
          width="long"
          {...fieldProps(state, "partnerId", saved?.partnerId ?? props.partnerId)}
          optional
          placeholder="Aucun"
          options={partners.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <TextField
        label="D’où vient cette adresse"
        hint="Par exemple «&#8239;Carte remise à la réunion du 3 mars&#8239;»&#8239;: la personne peut vous le demander."
        {...fieldProps(state, "source", saved?.source)}
        maxLength={300}
        autoComplete="off"
      />
      <DateField
        label="Vous l’avez depuis le"
        {...fieldProps(state, "obtainedOn", saved?.obtainedOn ?? props.today)}
        max={props.today}
      />
      <DateField
        label="Dernier échange le"
        {...fieldProps(state, "lastExchangeOn", saved?.lastExchangeOn)}
        optional
      />
      <TextArea
        label="Ce qui s’est dit"
        {...fieldProps(state, "lastExchange", saved?.lastExchange)}
        optional
        rows={2}
        maxLength={500}
      />
      <Checkbox
        name="receivesLetters"
        label="Reçoit nos lettres"
        hint={
          saved?.refusedAt
            ? `Cette personne les a refusées le ${formatDay(saved.refusedAt)}.`
            : "Chaque lettre porte un lien pour ne plus les recevoir."
        }
        defaultChecked={receives}
        error={state?.errors.receivesLetters}
      />
      {asksAgain && (
        <TextField
          label="Comment elle les a redemandées"
          hint="À remplir seulement si elle l’a fait d’elle-même, par exemple «&#8239;Par téléphone, le 3 mars&#8239;»."
          {...fieldProps(state, "askedAgain", saved?.askedAgain)}
          optional
          maxLength={300}
          autoComplete="off"
        />
      )}
    </RecordForm>
  );
}

/** Every field of a contact in words, to compare two versions. */
export function contactInWords(one: ContactInput | Contact, partners: Partners): Words {
  return [
    ["Nom", one.name],
    ["Genre", contactKindLabels[one.kind]],
    ["Adresse électronique", one.email ?? ""],
    ["Téléphone", one.phone],
    ["Organisation", one.employer],
    ["Fonction", one.role],
    ["Chez quel partenaire", partners.find(({ id }) => id === one.partnerId)?.name ?? ""],
    ["D’où vient cette adresse", one.source],
    ["Vous l’avez depuis le", formatDate(one.obtainedOn)],
    ["Dernier échange le", one.lastExchangeOn ? formatDate(one.lastExchangeOn) : ""],
    ["Ce qui s’est dit", one.lastExchange],
    ["Reçoit nos lettres", one.receivesLetters ? "oui" : "non"],
    ["Comment elle les a redemandées", one.askedAgain],
  ];
}
