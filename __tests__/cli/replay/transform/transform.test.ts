import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Transform } from "../../../../cli/replay/transform/transform";

const record = (text: string) => ({
  id: "1",
  place: "errors/orders/x#0",
  data: Buffer.from(text),
  arrival: new Date("2026-11-25T21:00:00Z"),
  writtenAt: new Date("2026-11-25T21:01:00Z"),
  failure: { code: "Bad", message: "So bad." },
});

describe("a transform", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "transform-"));
  let files = 0;

  const loaded: Transform[] = [];

  async function load(name: string): Promise<Transform> {
    const transform = await Transform.load(name);
    loaded.push(transform);
    return transform;
  }

  afterEach(async () => {
    await Promise.all(loaded.splice(0).map((transform) => transform.close()));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function file(source: string, extension = "ts"): string {
    files += 1;
    const name = path.join(folder, `${files}.${extension}`);
    writeFileSync(name, source);
    return name;
  }

  async function apply(source: string, text: string): Promise<string | undefined> {
    const transform = await load(file(source));
    const result = await transform.apply(record(text));
    return "data" in result ? result.data.toString("utf8") : undefined;
  }

  it("returns the event to send", async () => {
    const source =
      "export default (event: { id: unknown }) => ({ ...event, id: Number(event.id), more: undefined });";
    expect(await apply(source, '{"id":"4","name":"Ann"}')).toBe('{"id":4,"name":"Ann"}');
  });

  it("returns null to send none, and may be asynchronous", async () => {
    expect(await apply("export default async () => null;", "{}")).toBeUndefined();
  });

  it("receives the failure, and data that is not JSON as text", async () => {
    const source = "export default (event, context) => ({ event, ...context });";
    expect(JSON.parse((await apply(source, '{"id":')) ?? "")).toEqual({
      event: '{"id":',
      text: '{"id":',
      errorCode: "Bad",
      errorMessage: "So bad.",
      arrival: "2026-11-25T21:00:00.000Z",
      place: "errors/orders/x#0",
    });
  });

  it("keeps every digit of numbers that JavaScript can't represent", async () => {
    const text = '{"id":9007199254740993,"price":0.10,"deep":[{"x":1e400}]}';
    expect(await apply("export default (event) => event;", text)).toBe(
      '{"id":9007199254740993,"price":0.1,"deep":[{"x":1e400}]}',
    );
  });

  it("calculates with whole numbers that JavaScript can't represent as bigint", async () => {
    const source = "export default ({ id }) => ({ id, next: id + 1n, text: `${id}` });";
    expect(await apply(source, '{"id":9007199254740993}')).toBe(
      '{"id":9007199254740993,"next":9007199254740994,"text":"9007199254740993"}',
    );
  });

  it("may be CommonJS or JavaScript, and import files next to it", async () => {
    const helper = file(
      "export const correct = (event) => ({ ...event, corrected: true });",
      "mjs",
    );
    const main = file(
      `const { correct } = require(${JSON.stringify(helper)}); module.exports = { default: correct };`,
      "cjs",
    );
    const transform = await load(main);
    const result = await transform.apply(record("{}"));
    expect("data" in result && result.data.toString("utf8")).toBe('{"corrected":true}');
  });

  it("has a fingerprint that changes with it", async () => {
    const source = file("export default (e) => e;");
    const [one, same] = [await load(source), await load(source)];
    writeFileSync(source, "export default (e) => null;");
    const other = await load(source);
    expect(one.fingerprint).toBe(same.fingerprint);
    expect(one.fingerprint).not.toBe(other.fingerprint);
  });

  it.each([
    ["undefined", "it returned undefined instead of an object or null"],
    ["[event]", "it returned [{}] instead of an object or null"],
    ["7", "it returned 7 instead of an object or null"],
    ["{ throw new Error('no way'); }", "no way"],
  ])("that returns %s fails for the record", async (result, message) => {
    const body = result.startsWith("{") ? result : `(${result})`;
    const transform = await load(file(`export default (event) => ${body};`));
    await expect(transform.apply(record("{}"))).rejects.toThrow(message);
  });

  it.each([
    ["export default (event =>", "can't be built: "],
    [
      "export const correct = () => null;",
      "has a default export that is not a function: undefined.",
    ],
    ["export default 7;", "has a default export that is not a function: 7."],
    ["throw new Error('no database');", "no database"],
  ])("that is %j is rejected before anything is sent", async (source, message) => {
    await expect(Transform.load(file(source))).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(message) as string,
      advice: expect.stringMatching(/^Nothing was sent\./) as string,
    });
  });

  it("that does not exist is rejected", async () => {
    await expect(Transform.load(path.join(folder, "none.ts"))).rejects.toThrow("can't be built");
  });
});
