export interface SeedOptions {
  /** The owner's address. */
  url: string;
  secret: string;
  dataDir: string;
  onStep?: (step: string) => void;
}

export async function isSeeded(_options: { url: string; secret: string }): Promise<boolean> {
  return true;
}

export async function seedDemo(_options: SeedOptions): Promise<void> {}
