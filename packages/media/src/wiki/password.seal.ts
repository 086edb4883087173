import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export type PasswordSeal = {
  /** What the database may keep. */
  seal(password: string): string;
  /** The password again; null when it was sealed under another secret, or spoilt. */
  open(sealed: string): string | null;
};

/**
 * Seals passwords (AES-256-GCM) under a key that follows from the secret of the installation and is kept nowhere:
 * a copy of the database opens none of them.
 */
export function passwordSealOf(secret: string): PasswordSeal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "essaim wiki password", 32));
  return {
    seal(password) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const hidden = Buffer.concat([cipher.update(password, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64");
      if (bytes.length < 28) return null;
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), {
          authTagLength: 16,
        });
        decipher.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
          "utf8",
        );
      } catch {
        return null;
      }
    },
  };
}
