import type { Words } from "../column-map.ts";

const FIELDS = ["target_google_search", "target_search_network", "target_content_network"] as const;

type Field = (typeof FIELDS)[number];

function only(...on: readonly Field[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    FIELDS.map((field) => [`campaign.network_settings.${field}`, String(on.includes(field))]),
  );
}

const SEARCH = only("target_google_search", "target_search_network");

const DISPLAY = only("target_content_network");

/** Networks of a campaign. A cell lists several of them; those that it does not list are off. */
export const networks: Words = {
  "google search": only("target_google_search"),
  "search partners": only("target_search_network"),
  "display network": DISPLAY,
  display: DISPLAY,
  "display select": DISPLAY,
  select: DISPLAY,
  // Editor and the web interface both mean the partners too.
  search: SEARCH,
  "search network": SEARCH,
  "search network only": SEARCH,
};
