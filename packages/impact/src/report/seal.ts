import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

/** What proves that a text is word for word what was sealed, and by which installation. */
export type Seal = {
  /** SHA-256 of the text in UTF-8, in hexadecimal. */
  hash: string;
  /** Ed25519, of the same bytes, in base64. */
  signature: string;
  keyId: string;
  /** SubjectPublicKeyInfo, in base64. */
  publicKey: string;
};

export type Sealer = (text: string) => Seal;

/** What comes before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const pkcs8Start = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Seals texts with the key that follows from the secret of the installation: it is kept nowhere, and another secret
 * makes another key. Made once per process; whoever seals holds this function and never the secret.
 */
export function sealerOf(secret: string): Sealer {
  const seed = Buffer.from(hkdfSync("sha256", secret, "", "essaim impact report seal", 32));
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Start, seed]),
    format: "der",
    type: "pkcs8",
  });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const key = { keyId: keyIdOf(spki), publicKey: spki.toString("base64") };
  return (text) => ({
    hash: hashOf(text),
    signature: sign(null, Buffer.from(text, "utf8"), privateKey).toString("base64"),
    ...key,
  });
}

export const hashOf = (text: string): string =>
  createHash("sha256").update(text, "utf8").digest("hex");

/** A key is called by the beginning of its hash. */
export const keyIdOf = (spki: Uint8Array): string =>
  createHash("sha256").update(spki).digest("hex").slice(0, 16);

export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
  } catch {
    return false;
  }
  return (
    key.asymmetricKeyType === "ed25519" &&
    verify(null, Buffer.from(text, "utf8"), key, Buffer.from(signature, "base64"))
  );
}
