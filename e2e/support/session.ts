import { createIdentity } from "@essaim/identity/identity";
import { type BrowserContextOptions, test as base, type Page } from "@playwright/test";
import { type Account, accounts, type Member, password } from "./accounts.ts";
import { auth } from "./database.ts";
import { secret, staffUrl } from "./environment.ts";
import { Visitor } from "./visitor.ts";

const identity = createIdentity({
  auth,
  secret,
  staffUrl,
  allowDemo: true,
  mailer: () => Promise.reject(new Error("These journeys send no mail by themselves.")),
  onMailError: (error) => {
    throw error;
  },
});

export type Who = Account | Member;

const known = new Map<Account, Promise<string>>();

/**
 * A session's cookie, `name=value`, opened as the back office does but without its form. The sessions of
 * the demonstration's accounts are shared: a journey that ends sessions takes a member of its own.
 */
export function sessionOf(who: Who): Promise<string> {
  if (typeof who !== "string") return openSession(who.email);
  const session = known.get(who) ?? openSession(accounts[who]);
  known.set(who, session);
  return session;
}

export async function openSession(email: string): Promise<string> {
  const outcome = await identity.signIn({ email, password, address: "", requestId: "e2e" });
  if (!outcome.ok) throw new Error(`${email} cannot sign in: ${outcome.reason}`);
  return outcome.cookie.split(";")[0] as string;
}

/** Somebody who sends requests without a browser. */
export const visitorAs = async (who: Who) => new Visitor(staffUrl, await sessionOf(who));

export async function addSession(page: Page, cookie: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await page.context().addCookies([{ name, value, url: staffUrl }]);
}

type Fixtures = {
  /** A page in a browser of its own, signed in. */
  signedInAs: (who: Who, options?: BrowserContextOptions) => Promise<Page>;
  /** A page in a browser of its own, signed out. */
  newVisitor: (options?: BrowserContextOptions) => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  newVisitor: async ({ browser }, use) => {
    const pages: Page[] = [];
    await use(async (options) => {
      const page = await (await browser.newContext(options)).newPage();
      pages.push(page);
      return page;
    });
    await Promise.all(pages.map((page) => page.context().close()));
  },
  signedInAs: async ({ newVisitor }, use) => {
    await use(async (who, options) => {
      const page = await newVisitor(options);
      await addSession(page, await sessionOf(who));
      return page;
    });
  },
});

export { expect } from "@playwright/test";
