import type protobuf from "protobufjs";
import { apiVersion } from "../../src/api/package.ts";
import { loadProtos } from "../../src/api/protos.ts";
import type { Reply } from "./scripted-server.ts";

// Answers as Google gives them, written with the .proto files of the installed API package.

const root = loadProtos(["services/google_ads_service.proto", "errors/errors.proto"]);

const services = `google.ads.googleads.${apiVersion()}.services`;

const errorsPackage = `google.ads.googleads.${apiVersion()}.errors`;

/** A GoogleAdsError in the form that protobufjs takes: snake_case, enums by name. */
export interface ErrorSpec {
  readonly error_code?: Readonly<Record<string, string | number>>;
  readonly message?: string;
  readonly trigger?: Readonly<Record<string, string>>;
  readonly location?: {
    readonly field_path_elements: readonly { field_name?: string; index?: number }[];
  };
  readonly details?: object;
}

export interface Detail {
  readonly type_url: string;
  readonly value: Uint8Array;
}

/** `errorAt("mutate_operations[3].campaign_operation.create.name", "string_length_error", "TOO_LONG")`; an empty path is no location. */
export function errorAt(
  path: string,
  category: string,
  name: string | number,
  message = `This is ${name}.`,
): ErrorSpec {
  const elements = Array.from(path.matchAll(/([^.[\]]+)(?:\[(\d+)\])?/g), ([, field, index]) => ({
    ...(field !== undefined && { field_name: field }),
    ...(index !== undefined && { index: Number(index) }),
  }));
  return {
    error_code: { [category]: name },
    message,
    ...(elements.length > 0 && { location: { field_path_elements: elements } }),
  };
}

/** The path of a keyword's text in the operation at that position. */
export function textAt(position: number): string {
  return `mutate_operations[${position}].ad_group_criterion_operation.create.keyword.text`;
}

export function failureBytes(errors: readonly ErrorSpec[], requestId?: string): Uint8Array {
  return encode(`${errorsPackage}.GoogleAdsFailure`, {
    errors,
    ...(requestId !== undefined && { request_id: requestId }),
  });
}

/** The failure as it is packed into a Status. */
export function detailOf(errors: readonly ErrorSpec[], version = apiVersion()): Detail {
  return {
    type_url: `type.googleapis.com/google.ads.googleads.${version}.errors.GoogleAdsFailure`,
    value: failureBytes(errors),
  };
}

export function statusBytes(details: readonly Detail[], message = "", code = 3): Uint8Array {
  return encode("google.rpc.Status", { code, message, details });
}

/** The resource name that the operation at a position of the request `call` got. */
export function nameAt(call: number, position: number): string {
  return `customers/1234567890/adGroupCriteria/${call}~${position}`;
}

/** The bytes of a MutateGoogleAdsResponse: null is an empty response, "" one with an empty result in it. */
export function mutateResponse(
  names: readonly (string | null)[],
  status: Uint8Array | null = null,
): Uint8Array {
  const responses = names.map((name) =>
    name === null ? {} : { ad_group_criterion_result: name === "" ? {} : { resource_name: name } },
  );
  const type = root.lookupType(`${services}.MutateGoogleAdsResponse`);
  const message = type.fromObject({ mutate_operation_responses: responses });
  const bytes = type.encode(message).finish();
  if (status === null) return bytes;
  // Field 3 is written by hand, so that a status may be any bytes.
  return Buffer.concat([bytes, Buffer.of(0x1a), lengthOf(status), status]);
}

function lengthOf(bytes: Uint8Array): Uint8Array {
  const prefix: number[] = [];
  let rest = bytes.length;
  for (; rest > 127; rest >>>= 7) prefix.push((rest & 127) | 128);
  return Uint8Array.from([...prefix, rest]);
}

export interface SentRequest {
  readonly customer_id: string;
  readonly mutate_operations: readonly Readonly<Record<string, unknown>>[];
  readonly partial_failure: boolean;
  readonly validate_only: boolean;
}

/** What a request asks for. */
export function readRequest(bytes: Uint8Array): SentRequest {
  const type = root.lookupType(`${services}.MutateGoogleAdsRequest`);
  // All fields are asked for, so the message has this form.
  return type.toObject(type.decode(bytes), {
    defaults: true,
    enums: String,
    longs: String,
    arrays: true,
  }) as unknown as SentRequest;
}

/** An answer to `size` operations: those with an error have no result, the others a name. */
export function partialFailure(
  call: number,
  size: number,
  errors: readonly ErrorSpec[] = [],
): Reply {
  const failed = new Set(
    errors.map((error) => error.location?.field_path_elements[0]?.index ?? null),
  );
  const names = Array.from({ length: size }, (_, position) =>
    failed.has(position) ? null : nameAt(call, position),
  );
  const status = errors.length === 0 ? null : statusBytes([detailOf(errors)], "Request failed.");
  return {
    kind: "answer",
    bytes: mutateResponse(names, status),
    headers: { "request-id": `request-${call}` },
  };
}

/** A call that failed as a whole, with the failure in its trailers as Google sends it. */
export function refusal(code: number, errors: readonly ErrorSpec[], message = "Refused."): Reply {
  const key = `google.ads.googleads.${apiVersion()}.errors.googleadsfailure-bin`;
  return {
    kind: "status",
    code,
    message,
    trailers: {
      "request-id": "refused-1",
      ...(errors.length > 0 && { [key]: failureBytes(errors, "refused-1") }),
      ...(errors.length > 0 && {
        "grpc-status-details-bin": statusBytes([detailOf(errors)], message, code),
      }),
    },
  };
}

function encode(name: string, object: object): Uint8Array {
  const type: protobuf.Type = root.lookupType(name);
  return type.encode(type.fromObject(object)).finish();
}
