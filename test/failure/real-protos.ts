import type protobuf from "protobufjs";
import { apiVersion } from "../../src/api/package.ts";
import { loadProtos } from "../../src/api/protos.ts";

/** The error messages of the installed API package, from its own .proto files. */
export const realRoot = loadProtos(["errors/errors.proto"]);

export const errorsPackage = `google.ads.googleads.${apiVersion()}.errors`;

export const failureTypeUrl = `type.googleapis.com/${errorsPackage}.GoogleAdsFailure`;

function realType(name: string): protobuf.Type {
  return realRoot.lookupType(name);
}

/** Encodes a GoogleAdsFailure as the API does; enums may be names. */
export function encodeFailure(failure: object): Uint8Array {
  return encode(`${errorsPackage}.GoogleAdsFailure`, failure);
}

/** Encodes a google.rpc.Status; each detail has its type and its bytes. */
export function encodeStatus(status: {
  readonly code?: number;
  readonly message?: string;
  readonly details?: readonly { readonly type_url: string; readonly value: Uint8Array }[];
}): Uint8Array {
  return encode("google.rpc.Status", status);
}

/** A Status around one failure of the installed API version. */
export function encodeStatusOf(failure: object, message = ""): Uint8Array {
  const value = encodeFailure(failure);
  return encodeStatus({ code: 3, message, details: [{ type_url: failureTypeUrl, value }] });
}

function encode(name: string, object: object): Uint8Array {
  const type = realType(name);
  return type.encode(type.fromObject(object)).finish();
}
