import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, suite, test } from "node:test";
import protobuf from "protobufjs";
import { decodeTrailers } from "../../../src/failure/trailer.ts";
import { loadApi } from "../../../src/sandbox/api.ts";
import { startSandbox } from "../../../src/sandbox/server.ts";
import { connectCustomers } from "../../../src/transport/google/customer-service.ts";

const sandbox = await startSandbox({ statePath: null, now: () => new Date(0) });

const connection = (port: number) => ({
  credentials: {
    developerToken: "none",
    loginCustomerId: null,
    auth: { kind: "application_default" } as const,
  },
  plaintext: { host: "127.0.0.1", port },
});

const service = await connectCustomers(connection(sandbox.port));

after(async () => {
  await service.close();
  await sandbox.close();
});

suite("questions about accounts", () => {
  test("list those that are reached directly", async () => {
    const answer = await service.accessible();
    assert.ok(answer.kind === "answered");
    assert.ok(answer.customerIds.includes("1234567890"));
    for (const id of answer.customerIds) assert.match(id, /^\d{10}$/);
  });

  test("go through the login customer, but for the list", async () => {
    const { credentials, plaintext } = connection(sandbox.port);
    const through = { ...credentials, loginCustomerId: "no customer" };
    const other = await connectCustomers({ credentials: through, plaintext });
    assert.equal((await other.accessible()).kind, "answered");
    const answer = await other.account("1234567890");
    await other.close();
    assert.ok(answer.kind === "failed");
    const [error] = decodeTrailers(answer.trailers).errors;
    assert.equal(error?.code, "HeaderError.INVALID_LOGIN_CUSTOMER_ID");
  });

  test("tell an account's state", async () => {
    const answer = await service.account("9000000005");
    assert.ok(answer.kind === "answered");
    assert.deepEqual(answer.account, {
      name: "Sandbox account, cancelled",
      status: "CANCELED",
      isManager: false,
      isTest: true,
      currency: "EUR",
    });
  });

  test("give back a refusal with its details and request id", async () => {
    const answer = await service.account("9000000002");
    assert.ok(answer.kind === "failed");
    const { errors, requestId } = decodeTrailers(answer.trailers);
    assert.equal(errors[0]?.code, "AuthorizationError.USER_PERMISSION_DENIED");
    assert.match(requestId ?? "", /^[\w-]{22}$/);
  });

  test("end where no server is", async () => {
    const nowhere = await connectCustomers(connection(1));
    const answer = await nowhere.accessible();
    await nowhere.close();
    assert.ok(answer.kind === "failed");
    assert.equal(answer.sent, false);
  });

  test("are not sent with a header that cannot be", async () => {
    const { credentials, plaintext } = connection(sandbox.port);
    const broken = { credentials: { ...credentials, developerToken: "“hush”" }, plaintext };
    await assert.rejects(connectCustomers(broken), /^RunError: developer_token holds/);
  });
});

suite("protos/customer.proto", () => {
  const text = readFileSync(new URL("../../../protos/customer.proto", import.meta.url), "utf8");
  const ours = protobuf.parse(text, { keepCase: true }).root.lookup("rowmend");
  assert.ok(ours instanceof protobuf.Namespace);
  const api = loadApi();

  for (const type of ours.nestedArray.filter((nested) => nested instanceof protobuf.Type)) {
    test(`${type.name} has the numbers of the API`, () => {
      const real = api.message(
        `${type.name === "Customer" ? "resources" : "services"}.${type.name}`,
      );
      for (const field of type.fieldsArray) {
        const other = real.fields[field.name]?.resolve();
        assert.equal(field.id, other?.id, field.name);
        assert.equal(field.repeated, other?.repeated, field.name);
        const isEnum = other?.resolvedType instanceof protobuf.Enum;
        if (!(other?.resolvedType instanceof protobuf.Type))
          assert.equal(field.type, isEnum ? "int32" : other?.type, field.name);
      }
    });
  }
});
