import { formatRecord } from "../../src/sheet/csv/write.ts";
import type { Dialect } from "../../src/sheet/sheet.ts";

/** What a row of a generated file asks for, and what has to become of it. */
export interface Wish {
  /** The row's number. */
  readonly row: number;
  readonly customerId: string;
  readonly entity: string;
  readonly verb: "create" | "update" | "remove";
  readonly cells: Readonly<Record<string, string>>;
  /** Google cannot accept it as it is; the cells that mend it. */
  readonly mend: Readonly<Record<string, string>> | null;
  /** The row that creates what this one refers to by a temporary id. */
  readonly parent: number | null;
  /** Rows of one set ask for the same thing, which only one of them can have. */
  readonly rivals: string | null;
  /** Only a person can settle its doubt if it is not there: it has no natural key. */
  readonly hasKey: boolean;
}

/** What stands in every account before the file is sent. */
export const seedLabels = 6;

const columns = [
  "entity",
  "operation",
  "customer_id",
  "resource_name",
  "name",
  "text_label.description",
  "amount_micros",
  "campaign_budget",
  "advertising_channel_type",
  "contains_eu_political_advertising",
  "manual_cpc.enhanced_cpc_enabled",
  "campaign",
  "ad_group",
  "keyword.text",
  "keyword.match_type",
  "placement.url",
  "ad.final_urls",
  "ad.responsive_search_ad.headlines[0].text",
  "ad.responsive_search_ad.headlines[1].text",
  "ad.responsive_search_ad.headlines[2].text",
  "ad.responsive_search_ad.descriptions[0].text",
  "ad.responsive_search_ad.descriptions[1].text",
] as const;

/** A responsive search ad by its first headline. */
function adCells(headline: string): Readonly<Record<string, string>> {
  return {
    ad_group: "55",
    "ad.final_urls": "https://example.com/",
    "ad.responsive_search_ad.headlines[0].text": headline,
    "ad.responsive_search_ad.headlines[1].text": "Second",
    "ad.responsive_search_ad.headlines[2].text": "Third",
    "ad.responsive_search_ad.descriptions[0].text": "One.",
    "ad.responsive_search_ad.descriptions[1].text": "Two.",
  };
}

/** So many rows of a sheet at most can only be settled one by one, or cost a search for each. */
const MOST_TEDIOUS = 12;

const dialect: Dialect = { encoding: "utf-8", bom: false, delimiter: ",", quote: '"', eol: "\n" };

export function sheetOf(wishes: readonly Wish[]): string {
  const records = wishes.map(({ cells }) => columns.map((column) => cells[column] ?? ""));
  return [columns, ...records].map((record) => `${formatRecord(record, dialect)}\n`).join("");
}

/** Thousands every third time, some dozens otherwise. */
function sizeFrom(random: () => number): number {
  const isLarge = random() < 0.33;
  return Math.floor(isLarge ? 1_000 + random() * 2_000 : 4 + random() * 50);
}

/** A file of mixed rows for one to three accounts, of which some are faulty. */
export function wishesFrom(random: () => number): readonly Wish[] {
  const wishes: Wish[] = [];
  const below = (limit: number): number => Math.floor(random() * limit);
  const accounts = ["1234567890", "2345678901", "3456789012"].slice(0, 1 + below(3));
  const touched = new Set<string>();
  const size = sizeFrom(random);
  let temporary = 0;
  let tedious = 0;

  const add = (wish: Partial<Wish> & Pick<Wish, "customerId" | "entity" | "cells">): number => {
    const row = wishes.length + 2;
    const verb = wish.verb ?? "create";
    const { customerId, entity } = wish;
    const control = { entity, operation: verb, customer_id: customerId };
    wishes.push({
      mend: null,
      parent: null,
      rivals: null,
      hasKey: true,
      ...wish,
      row,
      verb,
      cells: { ...control, ...wish.cells },
    });
    return row;
  };

  /** A budget, its campaign, its ad group and its keywords, tied by temporary ids; upside down at times. */
  const tree = (customerId: string): void => {
    const number = wishes.length;
    const budgetId = String(temporary - 1);
    const campaignId = String(temporary - 2);
    const adGroupId = String(temporary - 3);
    temporary -= 3;
    const isFaulty = random() < 0.2;
    const members: (Pick<Wish, "entity" | "cells"> &
      Partial<Wish> & { readonly below: number | null })[] = [
      {
        entity: "campaign_budget",
        cells: {
          resource_name: budgetId,
          name: `budget ${number}`,
          amount_micros: isFaulty ? "1" : "5000000",
        },
        mend: isFaulty ? { amount_micros: "6000000" } : null,
        below: null,
      },
      {
        entity: "campaign",
        cells: {
          resource_name: campaignId,
          name: `campaign ${number}`,
          campaign_budget: budgetId,
          advertising_channel_type: "SEARCH",
          contains_eu_political_advertising: "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
          "manual_cpc.enhanced_cpc_enabled": "false",
        },
        below: 0,
      },
      {
        entity: "ad_group",
        cells: { resource_name: adGroupId, name: `ad group ${number}`, campaign: campaignId },
        below: 1,
      },
    ];
    for (let keyword = below(3); keyword >= 0; keyword -= 1) {
      const text = `tree ${number} ${keyword}`;
      const cells = { ad_group: adGroupId, "keyword.text": text, "keyword.match_type": "PHRASE" };
      members.push({ entity: "ad_group_criterion", cells, below: 2 });
    }
    if (random() < 0.3) {
      const cells = { ...adCells(`tree ad ${number}`), ad_group: adGroupId };
      members.push({ entity: "ad_group_ad", cells, hasKey: false, below: 2 });
    }
    const isUpsideDown = random() < 0.25;
    const rowOf = (at: number): number =>
      number + 2 + (isUpsideDown ? members.length - 1 - at : at);
    for (const { below: at, ...wish } of isUpsideDown ? members.toReversed() : members)
      add({ ...wish, customerId, parent: at === null ? null : rowOf(at) });
  };

  const kinds: readonly ((customerId: string) => void)[] = [
    (customerId) => {
      const name = `label ${wishes.length}`;
      add({ customerId, entity: "label", cells: { name } });
    },
    (customerId) => {
      const name = `label ${wishes.length} ${"x".repeat(90)}`;
      const mend = { name: `mended ${wishes.length}` };
      add({ customerId, entity: "label", cells: { name }, mend });
    },
    (customerId) => {
      // Rivals: the same name twice.
      const name = `twice ${wishes.length}`;
      const rivals = `${customerId} ${name}`;
      add({ customerId, entity: "label", cells: { name }, rivals });
      if (random() < 0.5) add({ customerId, entity: "label", cells: { name: `between ${name}` } });
      add({ customerId, entity: "label", cells: { name }, rivals });
    },
    (customerId) => {
      const text = random() < 0.3 ? `Some Words ${wishes.length}` : `words ${wishes.length}`;
      add({
        customerId,
        entity: "ad_group_criterion",
        cells: { ad_group: "55", "keyword.text": text, "keyword.match_type": "EXACT" },
      });
    },
    (customerId) => {
      add({
        customerId,
        entity: "ad_group_criterion",
        cells: {
          ad_group: "55",
          "keyword.text": `bad @ words ${wishes.length}`,
          "keyword.match_type": "BROAD",
        },
        mend: { "keyword.text": `good words ${wishes.length}` },
      });
    },
    (customerId) => {
      // Our own check refuses it.
      add({
        customerId,
        entity: "ad_group_criterion",
        cells: {
          ad_group: "55",
          "keyword.text": `typed ${wishes.length}`,
          "keyword.match_type": "EXACTLY",
        },
        mend: { "keyword.match_type": "EXACT" },
      });
    },
    (customerId) => {
      if (tedious++ >= MOST_TEDIOUS) return;
      const isTooLong = random() < 0.5;
      const name = `masked fault ${wishes.length}${isTooLong ? "y".repeat(90) : ""}`;
      const mend = isTooLong ? { name: `unmasked ${wishes.length}` } : null;
      add({ customerId, entity: "label", cells: { name }, mend });
    },
    (customerId) => {
      // A budget without a name has no natural key; its amount tells it from the others.
      if (tedious++ >= MOST_TEDIOUS) return;
      const amount_micros = String((100 + wishes.length) * 1_000_000);
      add({ customerId, entity: "campaign_budget", cells: { amount_micros }, hasKey: false });
    },
    (customerId) => {
      const seed = below(seedLabels);
      const verb = random() < 0.5 ? "update" : "remove";
      const resource_name = `customers/${customerId}/labels/${7_000_000_001 + seed}`;
      if (touched.has(resource_name)) return;
      touched.add(resource_name);
      const description = verb === "update" ? `changed by ${wishes.length + 2}` : "";
      const cells = { resource_name, "text_label.description": description };
      add({ customerId, entity: "label", verb, cells });
    },
    (customerId) => {
      const resource_name = `customers/${customerId}/labels/88404`;
      if (touched.has(resource_name)) return;
      touched.add(resource_name);
      add({ customerId, entity: "label", verb: "remove", cells: { resource_name }, mend: {} });
    },
    (customerId) => {
      // Equal ads are allowed: each of them is wished for.
      const cells = adCells(`ad ${wishes.length}`);
      add({ customerId, entity: "ad_group_ad", cells, hasKey: false });
      if (random() < 0.3) add({ customerId, entity: "ad_group_ad", cells, hasKey: false });
    },
    (customerId) => {
      const cells = { ad_group: "55", "placement.url": `site${wishes.length}.example.com` };
      add({ customerId, entity: "ad_group_criterion", cells, hasKey: false });
    },
    tree,
    tree,
  ];
  while (wishes.length < size) {
    const customerId = accounts[below(accounts.length)] ?? "";
    kinds[below(kinds.length)]?.(customerId);
  }
  return wishes;
}
