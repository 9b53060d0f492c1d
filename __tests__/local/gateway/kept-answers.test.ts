import fc from "fast-check";
import type { AwsReply, AwsRequest } from "../../../local/gateway/aws-request";
import { KeptAnswers } from "../../../local/gateway/kept-answers";

function call(service: string, changes: Partial<AwsRequest>): AwsRequest {
  return {
    service,
    operation: "",
    region: "eu-west-1",
    accessKeyId: "analyst",
    method: "POST",
    url: "/",
    headers: { host: "127.0.0.1:4566" },
    body: Buffer.alloc(0),
    ...changes,
  };
}

const s3 = (method: string, url: string, changes: Partial<AwsRequest> = {}) =>
  call("s3", { method, url, ...changes });
const json = (service: string, operation: string, body: object = {}) =>
  call(service, { operation, body: Buffer.from(JSON.stringify(body)) });

const listing = s3("GET", "/lake?list-type=2&prefix=data%2F");
const table = json("glue", "GetTable", { Name: "t" });

describe("answers that the gateway keeps", () => {
  let kept: KeptAnswers;
  let asked: number;

  beforeEach(() => {
    kept = new KeptAnswers();
    asked = 0;
  });

  const ask = (request: AwsRequest, status = 200) =>
    kept.answer(request, () => {
      asked += 1;
      return Promise.resolve({ status, headers: {}, body: `answer ${asked}` });
    });
  const isAskedAgain = async (request: AwsRequest) => {
    const before = asked;
    await ask(request);
    return asked > before;
  };

  it.each([
    ["a listing of objects", listing],
    ["a table", table],
    ["a table's partitions", json("glue", "GetPartitions")],
    ["a database", json("glue", "GetDatabase")],
    ["a work group", json("athena", "GetWorkGroup")],
  ])("gives %s again without asking", async (_, request) => {
    expect(kept.mayKeep(request)).toBe(true);
    const first = await ask(request);
    expect(await ask(request)).toEqual(first);
    expect(asked).toBe(1);
  });

  it.each([
    ["an object", s3("GET", "/lake/key?list-type=2")],
    ["what a bucket is set to", s3("GET", "/lake?policy")],
    ["a listing of a bucket in the host's name", s3("GET", "/?list-type=2")],
    [
      "a listing of another host",
      s3("GET", "/lake?list-type=2", { headers: { host: "lake.s3.amazonaws.com" } }),
    ],
    ["a write", s3("PUT", "/lake?list-type=2")],
    ["records", json("kinesis", "GetRecords")],
    ["what another service gets", json("constructor", "GetTable")],
  ])("never keeps %s", (_, request) => {
    expect(kept.mayKeep(request)).toBe(false);
  });

  it.each([
    ["another caller", { ...table, accessKeyId: "other" }],
    ["another region", { ...table, region: "us-east-1" }],
    ["another table", json("glue", "GetTable", { Name: "u" })],
  ])("asks for %s", async (_, request) => {
    await ask(table);
    expect(await isAskedAgain(request)).toBe(true);
  });

  it("asks for another owner's bucket", async () => {
    await ask(listing);
    const headers = { ...listing.headers, "x-amz-expected-bucket-owner": "111122223333" };
    expect(await isAskedAgain({ ...listing, headers })).toBe(true);
  });

  it("keeps no refusal", async () => {
    await ask(table, 400);
    expect(await isAskedAgain(table)).toBe(true);
  });

  it.each([
    ["an object that is put", s3("PUT", "/lake/data/x"), { listing: true, table: false }],
    ["objects that are deleted", s3("POST", "/lake?delete"), { listing: true, table: false }],
    ["an object of another bucket", s3("PUT", "/results/x"), { listing: false, table: false }],
    [
      "an object put by a host's name",
      s3("PUT", "/x", { headers: { host: "lake.localhost" } }),
      { listing: true, table: true },
    ],
    ["an object that is read", s3("GET", "/lake/data/x"), { listing: false, table: false }],
    ["a table that is changed", json("glue", "UpdateTable"), { listing: false, table: true }],
    ["a crawler that is read", json("glue", "GetCrawler"), { listing: false, table: false }],
    ["a stack", call("cloudformation", {}), { listing: true, table: true }],
    ["a call that no one signed", call("", {}), { listing: true, table: true }],
    ["records", json("kinesis", "PutRecords"), { listing: false, table: false }],
    ["log lines", json("logs", "PutLogEvents"), { listing: false, table: false }],
  ])("forgets what %s may have changed", async (_, change, forgotten) => {
    await ask(listing);
    await ask(table);
    kept.answered(change);
    expect({ listing: await isAskedAgain(listing), table: await isAskedAgain(table) }).toEqual(
      forgotten,
    );
  });

  it("forgets the answer that was used longest ago", async () => {
    await ask(table);
    for (let other = 0; other < 499; other += 1) await ask(json("glue", "GetTable", { other }));
    expect(await isAskedAgain(table)).toBe(false);
    await ask(json("glue", "GetTable", { other: "one too many" }));
    expect(await isAskedAgain(table)).toBe(false);
    expect(await isAskedAgain(json("glue", "GetTable", { other: 0 }))).toBe(true);
  });

  it("never gives a state older than a change that its caller saw end", async () => {
    const bucket = fc.constantFrom("lake", "raw");
    const steps = fc.array(fc.record({ bucket, writes: fc.boolean() }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, fc.scheduler(), async (calls, scheduler) => {
        const answers = new KeptAnswers();
        const state = { lake: 0, raw: 0 };
        const seen = { lake: 0, raw: 0 };
        type Bucket = keyof typeof state;
        const onItsWay = () => scheduler.schedule(Promise.resolve());
        const write = async (name: Bucket) => {
          await onItsWay();
          const version = (state[name] += 1);
          await onItsWay();
          answers.answered(s3("PUT", `/${name}/key`));
          seen[name] = Math.max(seen[name], version);
        };
        const read = async (name: Bucket) => {
          const oldest = seen[name];
          const answer = await answers.answer(
            s3("GET", `/${name}?list-type=2`),
            async (): Promise<AwsReply> => {
              await onItsWay();
              const body = String(state[name]);
              await onItsWay();
              return { status: 200, headers: {}, body };
            },
          );
          expect(Number(answer.body)).toBeGreaterThanOrEqual(oldest);
        };
        const running = calls.map(async ({ bucket: name, writes }) => {
          await onItsWay();
          await (writes ? write(name) : read(name));
        });
        await scheduler.waitAll();
        await Promise.all(running);
      }),
      { numRuns: 500 },
    );
  });
});
