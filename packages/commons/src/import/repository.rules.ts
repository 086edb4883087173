/**
 * Where a repository is online, without protocol, account or `.git`, so that the addresses of one clone over SSH and of
 * another over HTTPS are one: `git@github.com:Coop/Tournees.git` → `github.com/coop/tournees`.
 * @returns null when it is nowhere online
 */
export function repositoryOf(remote: string): string | null {
  const text = remote.trim();
  const scp = /^(?:[^@\s/]+@)?([a-z0-9.-]+\.[a-z]{2,}):(?!\/\/)(.+)$/i.exec(text);
  const url =
    /^(?:https?|ssh|git):\/\/(?:[^@\s/]*@)?([a-z0-9.-]+\.[a-z]{2,})(?::\d+)?\/(.+)$/i.exec(text);
  const [, host, path] = url ?? scp ?? [];
  const place = path?.replace(/[?#].*$/, "").replace(/(\.git)?\/*$/i, "");
  if (!host || !place || !/^[\w.~/-]+$/.test(place)) return null;
  return `${host}/${place}`.toLowerCase();
}
