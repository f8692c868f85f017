/** Where the next page starts; it needs no memory of the search. */
export interface PageToken {
  readonly served: number;
  readonly after: string;
}

export function writeToken({ served, after }: PageToken): string {
  return Buffer.from(`${served} ${after}`).toString("base64url");
}

/** Reads a token; undefined if it is not one of ours. An empty one is the start. */
export function readToken(token: string): PageToken | undefined {
  if (token === "") return { served: 0, after: "" };
  const parts = /^(?<served>\d+) (?<after>\S+)$/.exec(Buffer.from(token, "base64url").toString());
  if (parts === null) return undefined;
  return { served: Number(parts[1]), after: parts[2] ?? "" };
}
