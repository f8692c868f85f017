// Sheets to upload. Those that name no account go to the one of the run.

/** Labels to create, one for each name. */
export function labels(...names: readonly string[]): string {
  return ["entity,name", ...names.map((name) => `label,${name}`), ""].join("\n");
}

/** Keywords to create. */
export function keywordSheet(texts: readonly string[]): string {
  const lines = texts.map((text) => `ad_group_criterion,55,${text},EXACT`);
  return ["entity,ad_group,keyword.text,keyword.match_type", ...lines, ""].join("\n");
}

/** `keyword 2`, `keyword 3`, …: each says its own row. */
export function rowTexts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, position) => `keyword ${position + 2}`);
}
