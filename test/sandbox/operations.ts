import { CUSTOMER } from "./client.ts";

/** Operations that the sandbox accepts; a test changes the one thing that it is about. */
export type Fields = Readonly<Record<string, unknown>>;

export function nameOf(collection: string, id: number | string): string {
  return `customers/${CUSTOMER}/${collection}/${id}`;
}

export function budget(fields: Fields = {}): object {
  return {
    campaign_budget_operation: { create: { name: "Budget", amount_micros: 5_000_000, ...fields } },
  };
}

export function campaign(fields: Fields = {}): object {
  return {
    campaign_operation: {
      create: {
        name: "Shoes",
        advertising_channel_type: "SEARCH",
        campaign_budget: nameOf("campaignBudgets", 1),
        contains_eu_political_advertising: "DOES_NOT_CONTAIN_EU_POLITICAL_ADVERTISING",
        manual_cpc: {},
        ...fields,
      },
    },
  };
}

export function adGroup(fields: Fields = {}): object {
  return {
    ad_group_operation: { create: { name: "Boots", campaign: nameOf("campaigns", 2), ...fields } },
  };
}

export function keyword(text: string, fields: Fields = {}, around: Fields = {}): object {
  return {
    ad_group_criterion_operation: {
      create: {
        ad_group: nameOf("adGroups", 3),
        keyword: { text, match_type: "EXACT" },
        ...fields,
      },
      ...around,
    },
  };
}

export function searchAd(fields: Fields = {}, around: Fields = {}, ad: Fields = {}): object {
  return {
    ad_group_ad_operation: {
      create: {
        ad_group: nameOf("adGroups", 3),
        ad: {
          final_urls: ["https://example.com/shoes"],
          responsive_search_ad: {
            headlines: texts("One", "Two", "Three"),
            descriptions: texts("First", "Second"),
            ...fields,
          },
          ...ad,
        },
      },
      ...around,
    },
  };
}

export function texts(...values: readonly string[]): readonly object[] {
  return values.map((text) => ({ text }));
}

export function label(fields: Fields = {}): object {
  return { label_operation: { create: { name: "Season", ...fields } } };
}

/** An update of a resource; the mask is all of its fields unless one is given. */
export function update(
  member: string,
  resourceName: string,
  fields: Fields,
  mask?: string[],
): object {
  return {
    [member]: {
      update: { resource_name: resourceName, ...fields },
      update_mask: { paths: mask ?? Object.keys(fields) },
    },
  };
}

export function remove(member: string, resourceName: string): object {
  return { [member]: { remove: resourceName } };
}
