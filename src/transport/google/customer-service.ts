import { readFileSync } from "node:fs";
import protobuf from "protobufjs";
import { enumValueName } from "../../api/enums.ts";
import { apiVersion } from "../../api/package.ts";
import type { Answered, FailedCall } from "../transport.ts";
import { type Connection, openService } from "./service.ts";
import { unary } from "./unary.ts";

/** Google's data about an account. */
export interface Account {
  /** Empty if it has none. */
  readonly name: string;
  /** A value of enums/customer_status.proto: "ENABLED". */
  readonly status: string;
  readonly isManager: boolean;
  readonly isTest: boolean;
  /** "EUR"; empty if none is set. */
  readonly currency: string;
}

/** Queries about accounts. They change nothing, so they may be repeated; none throws. */
export interface CustomerService {
  /** The accounts of which the signed-in user is a user, ten digits each. */
  accessible(): Promise<Answered<{ readonly customerIds: readonly string[] }> | FailedCall>;
  /** An account, reached through the connection's login customer; null if the answer has no row. */
  account(customerId: string): Promise<Answered<{ readonly account: Account | null }> | FailedCall>;
  close(): Promise<void>;
}

const accountQuery =
  "SELECT customer.id, customer.status, customer.descriptive_name, customer.manager, " +
  "customer.test_account, customer.currency_code FROM customer";

/**
 * Opens CustomerService and GoogleAdsService on one channel, so that both use one access token.
 * @throws RunError if a header cannot be sent.
 */
export async function connectCustomers(connection: Connection): Promise<CustomerService> {
  const { stub, headers, close } = await openService(connection);
  const types = messages();
  const services = `/google.ads.googleads.${apiVersion()}.services`;
  // Listing is not about one account, so it does not go through a login customer.
  const ownHeaders = headers.clone();
  ownHeaders.remove("login-customer-id");

  return {
    accessible() {
      const method = `${services}.CustomerService/ListAccessibleCustomers`;
      return unary(stub, method, new Uint8Array(), ownHeaders, (bytes) => {
        // A repeated field is always there, if only as an empty list.
        const names = decode(types.listed, bytes)["resource_names"] as readonly string[];
        return { customerIds: names.map((name) => name.replace("customers/", "")) };
      });
    },
    account(customerId) {
      const metadata = headers.clone();
      metadata.set("x-goog-request-params", `customer_id=${customerId}`);
      const request = types.request.encode({ customer_id: customerId, query: accountQuery });
      const method = `${services}.GoogleAdsService/Search`;
      return unary(stub, method, request.finish(), metadata, (bytes) => {
        // The shape of protos/customer.proto, with its defaults.
        const rows = decode(types.response, bytes)["results"] as readonly Row[];
        return { account: accountIn(rows[0]?.customer ?? null) };
      });
    },
    close,
  };
}

interface Row {
  readonly customer: Customer | null;
}

interface Customer {
  readonly descriptive_name: string;
  readonly currency_code: string;
  readonly manager: boolean;
  readonly test_account: boolean;
  readonly status: number;
}

function accountIn(customer: Customer | null): Account | null {
  if (customer === null) return null;
  return {
    name: customer.descriptive_name,
    status: enumValueName("enums/customer_status.proto", customer.status),
    isManager: customer.manager,
    isTest: customer.test_account,
    currency: customer.currency_code,
  };
}

function decode(type: protobuf.Type, bytes: Uint8Array): Readonly<Record<string, unknown>> {
  // A decoded message is a plain record of its fields; the library's class adds only methods.
  return type.decode(bytes) as unknown as Readonly<Record<string, unknown>>;
}

interface Messages {
  readonly listed: protobuf.Type;
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
}

function messages(): Messages {
  const text = readFileSync(new URL("../../../protos/customer.proto", import.meta.url), "utf8");
  const { root } = protobuf.parse(text, { keepCase: true });
  return {
    listed: root.lookupType("rowmend.ListAccessibleCustomersResponse"),
    request: root.lookupType("rowmend.SearchGoogleAdsRequest"),
    response: root.lookupType("rowmend.SearchGoogleAdsResponse"),
  };
}
