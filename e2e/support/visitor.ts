export type Fields = Record<string, string | readonly string[]>;

/** What an app answered to a request sent without a browser. */
export type Answer = {
  status: number;
  /** Where it leads, without the host. */
  location: string | null;
  headers: Headers;
  text: string;
};

/** Sends requests as a browser without script would, and follows no redirection. */
export class Visitor {
  constructor(
    readonly origin: string,
    readonly cookie: string | null = null,
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(path, { headers });
  }

  post(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
    }
    return this.send(path, { method: "POST", body, headers: { origin: this.origin, ...headers } });
  }

  /** Sends a form with a file in its field `file`. */
  upload(path: string, fields: Record<string, string>, file: File): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    body.append("file", file);
    return this.send(path, { method: "POST", body, headers: { origin: this.origin } });
  }

  private async send(path: string, request: RequestInit): Promise<Answer> {
    const headers = new Headers(request.headers);
    if (this.cookie) headers.set("cookie", this.cookie);
    const response = await fetch(this.origin + path, { ...request, headers, redirect: "manual" });
    const location = response.headers.get("location");
    return {
      status: response.status,
      location: location?.replace(this.origin, "") ?? null,
      headers: response.headers,
      text: await response.text(),
    };
  }
}
