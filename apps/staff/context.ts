import type { Execute } from "@essaim/database/execute";
import type { drawReport } from "@essaim/funding/report/report-file";
import type { MemberActor } from "@essaim/identity/actor";
import type { Identity, SignedIn } from "@essaim/identity/identity";
import { sessionCookieName } from "@essaim/identity/session";
import type { Sealer } from "@essaim/impact/report/seal";
import type { PasswordSeal } from "@essaim/media/wiki/password.seal";
import type { readTheirText } from "@essaim/media/wiki/their-text";
import type { AddressKey } from "@essaim/outreach/contact/address-key";
import type { Printer } from "@essaim/paper/printer";
import type { Geocoder } from "@essaim/territory/geocoding/geocoder";
import { readForm } from "@essaim/web/form";
import type { PreparedImage } from "@essaim/web/image";
import { executeWithResponses, withResponses } from "@essaim/web/responses";
import type { RequestFacts } from "@essaim/web/server";
import type { FileStorage } from "@essaim/web/storage";
import { readUpload } from "@essaim/web/upload";
import type { ExpiredForm } from "./app/expired-session.tsx";

const sessionCookie = new RegExp(`(^|;\\s*)${sessionCookieName}=`);

/** What every loader and action of the back office finds in its context. */
export type StaffContext = {
  /** The door to the data; throws a 403, 404 or 503 response where the house refuses. */
  execute: Execute;
  /**
   * The person signed in, asked once per request. Otherwise throws: a page read leads to the sign-in page, a
   * form sent is answered 401 with what was typed. Call it before reading the body.
   */
  requireSignedIn(request: Request): Promise<SignedIn>;
  requireActor(request: Request): Promise<MemberActor>;
  findSignedIn(request: Request): Promise<SignedIn | null>;
  /** Throws a 503 response when the database is away. */
  identity: Identity;
  /** The files; throws a 404 response for one that is gone, 503 when the storage is away. */
  storage: FileStorage;
  /** Makes an image anew, in the sizes and formats that are kept. */
  prepareImage: (bytes: Uint8Array) => Promise<PreparedImage>;
  /** A financial report as the bytes of a file, drawn with typefaces read from the disk. */
  drawReport: typeof drawReport;
  /** Documents and drawings as files, made likewise. */
  printer: Printer;
  /** Seals an impact report, with a key that nothing else holds. */
  seal: Sealer;
  /** Seals the passwords of wikis' bots; nothing here opens them. */
  sealPassword: PasswordSeal["seal"];
  /** Recognises an address without keeping it, with a key that nothing else holds. */
  hashAddress: AddressKey;
  /** A page of a wiki in Markdown, by a parser that is read from the disk. */
  readTheirText: typeof readTheirText;
  /** Largest file that somebody may send, in bytes. */
  uploadLimit: number;
  /** The visitor's network address, for rate limits only: never logged, never stored in clear. */
  address: string;
  isDemo: boolean;
  publicUrl: string;
  /** Where an address is; never throws. Ask it outside of any operation: it may take seconds. */
  geocoder: Geocoder;
};

/** Makes the part of the load context that belongs to this app, for one request. */
export function staffContext(
  house: {
    execute: Execute;
    identity: Identity;
    storage: FileStorage;
    prepareImage: (bytes: Uint8Array) => Promise<PreparedImage>;
    drawReport: typeof drawReport;
    printer: Printer;
    seal: Sealer;
    sealPassword: PasswordSeal["seal"];
    hashAddress: AddressKey;
    readTheirText: typeof readTheirText;
    uploadLimit: number;
    isDemo: boolean;
    publicUrl: string;
    geocoder: Geocoder;
  },
  facts: RequestFacts,
): StaffContext {
  let signedIn: Promise<SignedIn | null> | undefined;
  const findSignedIn = (request: Request) => {
    signedIn ??= withResponses(() =>
      house.identity.authenticate(request.headers.get("cookie"), facts.requestId),
    );
    return signedIn;
  };
  const requireSignedIn = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const isForm = request.method !== "GET" && request.method !== "HEAD";
    const found = await findSignedIn(request).catch(async (refusal: unknown) => {
      if (!isForm || !(refusal instanceof Response)) throw refusal;
      const { status, headers } = refusal;
      throw Response.json(await expiredForm(request, pathname + search), { status, headers });
    });
    if (found) return found;
    if (isForm) {
      throw Response.json(await expiredForm(request, pathname + search), { status: 401 });
    }
    throw new Response(null, {
      status: 302,
      headers: {
        location: `/connexion?retour=${encodeURIComponent(pathname.replace(/\.data$/, "") + search)}`,
      },
    });
  };
  return {
    execute: executeWithResponses(house.execute),
    findSignedIn,
    requireSignedIn,
    requireActor: async (request) => (await requireSignedIn(request)).actor,
    identity: methodsWithResponses(house.identity),
    storage: methodsWithResponses(house.storage),
    prepareImage: house.prepareImage,
    drawReport: house.drawReport,
    printer: house.printer,
    seal: house.seal,
    sealPassword: house.sealPassword,
    hashAddress: house.hashAddress,
    readTheirText: house.readTheirText,
    uploadLimit: house.uploadLimit,
    address: facts.address,
    isDemo: house.isDemo,
    publicUrl: house.publicUrl,
    geocoder: house.geocoder,
  };
}

/**
 * What was typed in a form that came too late, so that it can be sent again. Never a password, and only to a
 * browser that had a session: its cookie outlives it.
 */
async function expiredForm(request: Request, action: string): Promise<ExpiredForm> {
  const fields: ExpiredForm["fields"] = [];
  const hadSession = sessionCookie.test(request.headers.get("cookie") ?? "");
  const form = hadSession && !request.bodyUsed ? await typedForm(request) : [];
  for (const [name, value] of form) {
    if (typeof value === "string" && !/password/i.test(name)) fields.push({ name, value });
  }
  return { expired: true, action, fields };
}

/** The text of a form, whether or not a file came with it: the file is dropped. */
async function typedForm(request: Request): Promise<FormData> {
  const isUpload = request.headers.get("content-type")?.startsWith("multipart/");
  return isUpload ? (await readUpload(request, { maxBytes: 0 })).form : readForm(request);
}

/** The same methods, whose refusals by the house (403, 404, 503) are thrown as responses. */
function methodsWithResponses<M extends object>(methods: M): M {
  const wrapped = Object.entries(methods).map(([name, method]) => [
    name,
    (...args: unknown[]) =>
      withResponses(() => (method as (...args: unknown[]) => Promise<unknown>)(...args)),
  ]);
  return Object.fromEntries(wrapped) as M;
}
