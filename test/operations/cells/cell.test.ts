import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { faultOf, operationOf, sent, updated } from "../sheet.ts";

/** What one cell of an update puts on the wire. */
function value(entity: string, header: string, cell: string): unknown {
  const path = header.replaceAll(/\[\d+\]/g, ".0").split(".");
  let at: unknown = updated(entity, { [header]: cell }).value;
  // Reads into plain objects as they are decoded.
  for (const step of path) at = (at as Readonly<Record<string, unknown>>)[step];
  return at;
}

function json(entity: string, header: string, cell: unknown): unknown {
  return value(entity, header, JSON.stringify(cell));
}

suite("text", () => {
  test("is sent as it stands, blanks and quotes included", () => {
    for (const text of [" a  b ", 'say "x"', "línea\n2", "a|b", "{x", "=1+1", "Ünï🎉"]) {
      assert.equal(value("campaign", "name", text), text);
    }
  });
});

suite("true and false", () => {
  for (const [cell, expected] of [
    ["true", true],
    [" TRUE ", true],
    ["yes", true],
    ["1", true],
    ["False", false],
    ["no", false],
    ["0", false],
  ] as const) {
    test(`"${cell}" is ${expected}`, () => {
      assert.equal(value("campaign", "network_settings.target_youtube", cell), expected);
    });
  }

  test("are nothing else", () => {
    const fault = faultOf("campaign", "network_settings.target_youtube", "ja");
    assert.equal(fault.code, "BAD_BOOLEAN");
    assert.match(fault.message, /"ja"/);
  });
});

suite("an enum", () => {
  for (const cell of ["PAUSED", "paused", " Paused "]) {
    test(`is taken in any case: "${cell}"`, () => {
      assert.equal(value("campaign", "status", cell), "PAUSED");
    });
  }

  test("may be written with blanks and hyphens", () => {
    const create = { name: "x", campaign: "1", type: "search standard" };
    assert.match(JSON.stringify(sent("ad_group", "create", create)), /"SEARCH_STANDARD"/);
  });

  test("names what it takes, and what may have been meant", () => {
    const fault = faultOf("campaign", "status", "pasued");
    assert.equal(fault.code, "BAD_ENUM_VALUE");
    assert.match(fault.advice, /Did you mean PAUSED\? Use one of: ENABLED, PAUSED, REMOVED\./);
    for (const cell of ["UNSPECIFIED", "unknown", "2", "constructor"]) {
      assert.equal(faultOf("campaign", "status", cell).code, "BAD_ENUM_VALUE", cell);
    }
  });
});

suite("a whole number", () => {
  test("of any size that the field takes is exact", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (number) => {
        assert.equal(value("ad_group", "cpc_bid_micros", String(number)), String(number));
      }),
    );
  });

  test("may be written with a sign and an empty fraction", () => {
    assert.equal(value("ad_group", "cpc_bid_micros", " +7.00 "), "7");
  });

  for (const cell of ["9223372036854775808", "1.5", "1e6", "0x10", "ten", "1 000", "1,000"]) {
    test(`is refused, not rounded: ${cell}`, () => {
      assert.equal(faultOf("ad_group", "cpc_bid_micros", cell).code, "BAD_NUMBER");
    });
  }

  test("of 32 bits has their range", () => {
    assert.deepEqual(value("campaign", "frequency_caps", '[{"cap": 2147483647}]'), [
      { cap: 2147483647 },
    ]);
    assert.equal(faultOf("campaign", "frequency_caps", '[{"cap": 2147483648}]').code, "BAD_NUMBER");
  });
});

suite("an amount", () => {
  for (const [cell, micros] of [
    ["1.255", "1255000"],
    ["0.000001", "1"],
    [".5", "500000"],
    ["3.", "3000000"],
    ["-2", "-2000000"],
    ["+1.10", "1100000"],
    ["0.1000000000", "100000"],
    ["9223372036854.775807", "9223372036854775807"],
    ["0.60 (enhanced)", "600000"],
    ["1,250.50", "1250500000"],
  ] as const) {
    test(`is exact in micros: ${cell}`, () => {
      assert.equal(value("ad_group", "cpc_bid_micros", micros), micros);
      assert.deepEqual(updated("ad_group", { cpc_bid: cell }), {
        value: { cpc_bid_micros: micros },
        mask: ["cpc_bid_micros"],
      });
    });
  }

  test("is exact whatever its digits", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(999_999), (whole, fraction) => {
        const cell = `${whole}.${String(fraction).padStart(6, "0")}`;
        const { value: adGroup } = updated("ad_group", { cpc_bid: cell });
        const micros = String(BigInt(whole) * 1_000_000n + BigInt(fraction));
        assert.deepEqual(adGroup, { cpc_bid_micros: micros });
      }),
    );
  });

  for (const [cell, wayOut] of [
    ["0.0000001", /at most six decimals/],
    ["1,25", /Write a dot instead of the comma: 1\.25\./],
    ["€0.80", /Leave out everything but the number: 0\.80\./],
    ["0.80 EUR", /Leave out everything but the number: 0\.80\./],
    ["1,250", /Write 1250 or 1\.250: /],
    ["$1,250.00", /without currency signs or thousands separators/],
    ["0.80 €", /Leave out everything but the number: 0\.80\./],
    ["10%", /Percentages are not read/],
    ["02. Jan", /made a date of the number/],
    ["Jan-02", /made a date of the number/],
    ["2.1.2026", /made a date of the number/],
    ["about 5", /Write an amount such as 1\.25/],
    [".", /such as 1\.25/],
    ["99999999999999999999", /account's currency/],
  ] as const) {
    test(`is refused with a way out: ${cell}`, () => {
      const fault = faultOf("ad_group", "cpc_bid", cell);
      assert.equal(fault.code, "BAD_NUMBER");
      assert.match(fault.advice, wayOut);
      assert.ok(fault.message.includes(`"${cell}"`), fault.message);
    });
  }
});

suite("a decimal number", () => {
  test("is the nearest double", () => {
    assert.equal(value("campaign", "target_roas.target_roas", " 3.75 "), 3.75);
    assert.equal(value("campaign", "target_roas.target_roas", "1e-3"), 0.001);
  });

  for (const cell of ["3,75", "350%", "NaN", "Infinity", "1e999", "."]) {
    test(`is refused: ${cell}`, () => {
      assert.equal(faultOf("campaign", "target_roas.target_roas", cell).code, "BAD_NUMBER");
    });
  }
});

suite("bytes", () => {
  test("are written in base64", () => {
    const { create } = sent("asset", "create", { "image_asset.data": " AAH+/w== " }) as {
      create: object;
    };
    assert.deepEqual(create, { image_asset: { data: "AAH+/w==" } });
    assert.ok(operationOf("asset", "create", { "image_asset.data": "AAH+/w" }).bytes.length > 0);
  });

  test("are nothing else", () => {
    assert.equal(faultOf("asset", "image_asset.data", "not base64!").code, "BAD_JSON");
  });
});

suite("a list", () => {
  test("is a|b|c or JSON", () => {
    const urls = ["https://a.example", "https://b.example/?x=1"];
    assert.deepEqual(value("ad", "final_urls", urls.join(" | ")), urls);
    assert.deepEqual(json("ad", "final_urls", urls), urls);
    assert.deepEqual(json("ad", "final_urls", ["a|b"]), ["a|b"]);
  });

  for (const [cell, at] of [
    ["https://a.example|https://b.example|", 3],
    ["|https://a.example", 1],
    ["https://a.example | | https://b.example", 2],
    ["|", 1],
  ] as const) {
    test(`has no empty elements: ${cell}`, () => {
      const { code, message, advice } = faultOf("ad", "final_urls", cell);
      assert.equal(code, "EMPTY_ELEMENT");
      assert.equal(message, `Element ${at} of "${cell}" is empty.`);
      assert.match(advice, /^Remove the extra \|, or write element \d\. .* JSON/);
    });
  }

  test("of messages is JSON, one of them also without brackets", () => {
    const parameter = { key: "season", value: "winter" };
    for (const cell of [parameter, [parameter]]) {
      assert.deepEqual(json("campaign", "url_custom_parameters", cell), [parameter]);
    }
  });

  test("is refused whole if one element is wrong", () => {
    const header = "excluded_parent_asset_field_types";
    assert.deepEqual(value("campaign", header, "headline|Sitelink"), ["HEADLINE", "SITELINK"]);
    assert.equal(faultOf("campaign", header, "HEADLINE|HEADLIN").code, "BAD_ENUM_VALUE");
    assert.equal(faultOf("campaign", header, '["HEADLINE"').code, "BAD_JSON");
  });
});
