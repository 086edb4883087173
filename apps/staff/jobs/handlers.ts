import { prepareAccessExport } from "./access-export.ts";
import { checkLinks } from "./check-links.ts";
import { askKeepers } from "./community/ask-keepers.ts";
import { confirmContactJob } from "./community/confirm-contact.ts";
import { confirmProposalJob } from "./community/confirm-proposal.ts";
import { deliverAnswer } from "./community/deliver-answer.ts";
import { deliverContact } from "./community/deliver-contact.ts";
import { forgetCommunityJob } from "./community/forget-community.ts";
import { tellProposalDecision } from "./community/tell-proposal-decision.ts";
import { watchRelay } from "./community/watch-relay.ts";
import { confirmRegistrationJob } from "./confirm-registration.ts";
import { eraseWorkersJob } from "./erase-workers.ts";
import { forgetImageFiles } from "./forget-images.ts";
import { forgetImports } from "./forget-imports.ts";
import { forgetMeetings } from "./forget-meetings.ts";
import { importContoursJob } from "./import-contours.ts";
import { importIndicatorsJob } from "./import-indicators.ts";
import { importWikiPageJob } from "./import-wiki-page.ts";
import { sendLetter } from "./letters/send-letter.ts";
import { sendTrial } from "./letters/send-trial.ts";
import { locateAddresses } from "./locate-addresses.ts";
import { locateHomes } from "./locate-homes.ts";
import { makeReportFiles } from "./make-report-files.ts";
import { nightlyRetention } from "./nightly-retention.ts";
import { publishDue } from "./publish-due.ts";
import { pushWiki } from "./push-wiki.ts";
import { readAudience } from "./read-audience.ts";
import { readForum } from "./read-forum.ts";
import { readImport } from "./read-import.ts";
import { readSpending } from "./read-spending.ts";
import { sendReminders } from "./send-reminders.ts";
import { tellWorkshopChange } from "./tell-workshop-change.ts";
import { tryImportRows } from "./try-import.ts";
import { trySpending } from "./try-spending.ts";
import { undoImportRows } from "./undo-import.ts";
import { undoSpending } from "./undo-spending.ts";
import type { JobHandlers } from "./work.ts";
import { writeImportRows } from "./write-import.ts";
import { writeSpending } from "./write-spending.ts";

/**
 * Every kind of job and who does it. `nightly: "03:15"` (Paris, on a quarter of an hour, not between 2 and 3) has
 * the house ask for it by itself in every organisation.
 */
export const handlers: JobHandlers = {
  confirm_registration: { run: confirmRegistrationJob },
  tell_workshop_change: { run: tellWorkshopChange },
  prepare_access_export: { run: prepareAccessExport },
  erase_workers: { run: eraseWorkersJob },
  nightly_retention: { run: nightlyRetention, nightly: "03:00" },
  forget_meetings: { run: forgetMeetings, nightly: "03:30" },
  send_reminders: { run: sendReminders, nightly: "07:00" },
  import_contours: { run: importContoursJob },
  import_indicators: { run: importIndicatorsJob },
  locate_addresses: { run: locateAddresses },
  locate_homes: { run: locateHomes, nightly: "04:15" },
  read_import: { run: readImport },
  try_import: { run: tryImportRows },
  write_import: { run: writeImportRows },
  undo_import: { run: undoImportRows },
  read_spending: { run: readSpending },
  try_spending: { run: trySpending },
  write_spending: { run: writeSpending },
  undo_spending: { run: undoSpending },
  publish_due: { run: publishDue },
  forget_images: { run: forgetImageFiles, nightly: "04:30" },
  check_links: { run: checkLinks, nightly: "04:45" },
  forget_imports: { run: forgetImports, nightly: "03:30" },
  read_audience: { run: readAudience, nightly: "05:15" },
  read_forum: { run: readForum, nightly: "05:30" },
  confirm_proposal: { run: confirmProposalJob },
  tell_proposal_decision: { run: tellProposalDecision },
  confirm_contact: { run: confirmContactJob },
  deliver_contact: { run: deliverContact },
  deliver_answer: { run: deliverAnswer },
  watch_relay: { run: watchRelay, nightly: "06:45" },
  ask_keepers: { run: askKeepers, nightly: "06:45" },
  make_report_files: { run: makeReportFiles },
  push_wiki: { run: pushWiki },
  send_letter: { run: sendLetter },
  send_trial: { run: sendTrial },
  import_wiki_page: { run: importWikiPageJob },
  forget_community: { run: forgetCommunityJob, nightly: "03:45" },
};
