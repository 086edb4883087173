/** How a column's text is read and written when a name must leave it. */
export type TextKind = "text" | "json" | "slug" | "url" | "query";

export type TextColumn = {
  name: string;
  kind: TextKind;
  /** Characters at most; null without a limit. */
  maxLength: number | null;
};

/** A table of an organisation, by its columns where somebody may have written a name. */
export type TextTable = {
  name: string;
  /** Its primary key, `organisation_id` left out. */
  key: readonly string[];
  /** Columns that say whose row it is. */
  workerColumns: readonly string[];
  columns: readonly TextColumn[];
};

/** A column as the catalogue describes it. */
export type CatalogueColumn = {
  table: string;
  column: string;
  type: string;
  isGenerated: boolean;
  /** Its values are those of another table, or of a list written in the schema. */
  isClosed: boolean;
  maxLength: number | null;
  key: string[];
  workerColumns: string[];
};

/**
 * Text that holds no name by construction, and why. The eraser leaves it as it is; whatever is neither here, nor
 * closed, nor generated, is searched.
 */
export const neverNames: Readonly<Record<string, string>> = {
  "access_export.storage_key": "made of ids",
  "activity.legal_forms": "codes of ours",
  "audience_answer.page_hash": "a hash",
  "audience_answer.video_hash": "a hash",
  "audience_import.columns": "places of columns",
  "audience_reading.video_hash": "a hash",
  "audit_event.operation": "the name of an operation of ours",
  "audit_event.request_id": "an id that the server draws",
  "audit_event.subject_type": "the name of a kind of record",
  "budget_line.account": "an account of the plan comptable",
  "calendar_feed.token_hash": "a hash",
  "contact.address_hash": "a keyed hash",
  "contact_request.confirm_token_hash": "a hash",
  "contact_request.reply_token_hash": "a hash",
  "contribution_item.source_key": "an id that a forge draws",
  "declared_figure.indicator_key": "a key of the registry",
  "document.content_type": "found in the bytes",
  "document.sha256": "a hash",
  "document.storage_key": "made of ids",
  "draft.form": "the address of a form: words of ours and ids",
  "eligibility_rule.accounts": "accounts of the plan comptable",
  "erasure.done": "names of tables and counts",
  "expense.account": "an account of the plan comptable",
  "expense.source_key": "a hash",
  "experience_contact.token_hash": "a hash",
  "figure_month.indicator_key": "a key of the registry",
  "file_removal.storage_key": "made of ids",
  "funder.siret": "digits",
  "funding_file.content_type": "found in the bytes",
  "funding_file.sha256": "a hash",
  "funding_file.storage_key": "made of ids",
  "funding_grant.rae_reference": "a number of a register",
  "image_file.storage_key": "made of ids",
  "impact_report.code": "made of the organisation's address, a year and a number",
  "impact_report.hash": "a hash",
  "impact_report.sealed": "refused when it names somebody accompanied",
  "impact_report.signature": "a signature",
  "invitation.token_hash": "a hash",
  "job.kind": "the name of a kind of work",
  "letter_refusal.address_hash": "a keyed hash",
  "list_value.code": "a code of ours",
  "newsletter.kinds": "codes of ours",
  "newsletter_recipient.address_hash": "a keyed hash",
  "newsletter_recipient.token_hashes": "hashes",
  "participant.cancel_token_hash": "a hash",
  "partner_agreement.content_type": "found in the bytes",
  "partner_agreement.storage_key": "made of ids",
  "piece.language": "a code of a language",
  "piece_credit.content_type": "found in the bytes",
  "piece_credit.storage_key": "made of ids",
  "piece_place.media_type": "a media type",
  "piece_subtitle.language": "a code of a language",
  "plan_entry.account": "an account of the plan comptable",
  "preview_link.token_hash": "a hash",
  "proposal.accepted_fields": "names of fields",
  "proposal_contact.token_hash": "a hash",
  "published_record.commune_codes": "drawn from the content",
  "published_record.department_codes": "drawn from the content",
  "published_record.facets": "drawn from the content",
  "published_record.headline": "drawn from the content",
  "published_record.legal_forms": "drawn from the content",
  "published_record.licence_expression": "drawn from the content",
  "published_record.maturity": "drawn from the content",
  "published_record.resource_kind": "drawn from the content",
  "published_record.search": "drawn from the content",
  "published_record.sector": "drawn from the content",
  "published_record.skills": "drawn from the content",
  "published_record.summary": "drawn from the content",
  "published_record.title": "drawn from the content",
  "published_sheet.licence_expression": "a licence of the SPDX list",
  "published_sheet.path": "drawn from the addresses of sheets",
  "published_sheet.search": "drawn from the title and the text",
  "record_keeper.token_hash": "a hash",
  "report_file.storage_key": "made of ids",
  "residence.doubts": "codes of ours",
  "search_synonym.keys": "drawn from the terms",
  "sheet.licence_expression": "a licence of the SPDX list",
  "sheet_file.content_type": "found in the bytes",
  "sheet_file.licence_expression": "a licence of the SPDX list",
  "sheet_file.sha256": "a hash",
  "sheet_file.storage_key": "made of ids",
  "spending_import.storage_key": "made of ids",
  "submission.input_hash": "a salted hash",
  "submission.operation": "the name of an operation of ours",
  "target.indicator_key": "a key of the registry",
  "wiki.api_url": "the address of a programme",
  "wiki.sealed_password": "sealed",
  "wiki_page.failure": "a sentence of ours",
  "wiki_page.generated_path": "made of the addresses of resources",
  "worker_export.columns": "words of ours",
  "worker_import.storage_key": "made of ids",
};

/**
 * The identity of one person each, erased row by row: whoever bears the same name in another row is somebody else.
 * Invitations belong to the team's accounts, which have a purpose of their own.
 */
export const ownIdentities: Readonly<Record<string, string>> = {
  "contributor_alias.alias": "a person accompanied",
  "expense.staff_member": "a member of the team",
  "invitation.email": "a member of the team",
  "invitation.full_name": "a member of the team",
  "participant.email": "a registered person",
  "participant.family_name": "a registered person",
  "participant.given_name": "a registered person",
  "participant.phone": "a registered person",
  "residence.asked_address": "a person accompanied",
  "residence.found_address": "a person accompanied",
  "worker.address_line": "a person accompanied",
  "worker.email": "a person accompanied",
  "worker.family_name": "a person accompanied",
  "worker.given_name": "a person accompanied",
  "worker.phone": "a person accompanied",
  "worker.postcode": "a person accompanied",
};

/** Is this a column where somebody may have written a name among other words? */
export function isSearched({ table, column, isGenerated, isClosed }: CatalogueColumn): boolean {
  const name = `${table}.${column}`;
  return (
    !isGenerated &&
    !isClosed &&
    !Object.hasOwn(neverNames, name) &&
    !Object.hasOwn(ownIdentities, name)
  );
}

/** @throws TypeError for a type that nobody has taught the eraser to read */
export function textKindOf({ table, column, type }: CatalogueColumn): TextKind {
  if (type === "json" || type === "jsonb") return "json";
  if (type !== "text" && type !== "citext") {
    throw new TypeError(`Names in ${table}.${column} (${type}) cannot be searched`);
  }
  // A path is made of slugs.
  if (column === "slug" || column === "path") return "slug";
  if (column.endsWith("_url")) return "url";
  return `${table}.${column}` === "saved_view.query" ? "query" : "text";
}
