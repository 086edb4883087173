import { createHmac, hkdfSync } from "node:crypto";

/** Recognises an address without keeping it. */
export type AddressKey = (address: {
  organisationId: string;
  /** In small letters. */
  email: string;
}) => string;

/**
 * Hashes addresses under a key that follows from the secret of the installation and is kept nowhere: a copy of the
 * database tells of no address whether it refused letters. One organisation recognises nothing of another.
 */
export function addressKeyOf(secret: string): AddressKey {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "essaim letter address", 32));
  return ({ organisationId, email }) =>
    createHmac("sha256", key).update(`${organisationId}:${email.toLowerCase()}`).digest("hex");
}
