import { hash, verify } from "@node-rs/argon2";

// OWASP Password Storage: argon2id, 19 MiB, 2 passes, 1 lane. Algorithm 2 is argon2id (a const enum, so by value).
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The argon2id hash to store, salt and parameters included. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), options);
}

/**
 * Is this the password? Without a stored hash the same work is done all the same, so that the time taken
 * does not tell whether the account exists.
 */
export async function verifyPassword(
  stored: string | null | undefined,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword("a password nobody has");
  const matches = await verify(stored ?? (await decoy), password.normalize("NFC"));
  return stored ? matches : false;
}

let decoy: Promise<string> | undefined;
