import { ListQueryExecutionsCommand } from "@aws-sdk/client-athena";
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
} from "@aws-sdk/client-kinesis";
import { startConsole } from "../../../../cli/console/console-command";
import { TOKEN_HEADER } from "../../../../cli/console/server/console-server";
import type { ConsoleServer } from "../../../../cli/console/server/console-server";
import { requireEnvironment } from "../../../../cli/target/require-environment";
import { resolveTargets } from "../../../../cli/target/target";
import type { Target } from "../../../../cli/target/target";
import { send } from "../../../cli/console/server/support/raw-request";
import { sampleEvent } from "../../../support/events/sample-events";
import type { ConsoleContext } from "./console-context";
import { ConsoleCaller } from "./running-console";

const DATASET = "sample_events";

/** Tests of what a console refuses: foreign callers, and changes of a lake that it only reads. */
export function testRefusals(context: ConsoleContext): void {
  const guarded = () => {
    const { port, hash, host } = new URL(context.running.address);
    return { port: Number(port), host, token: hash.replace("#token=", "") };
  };

  it.each([
    ["without the token", { [TOKEN_HEADER]: "" }, 401],
    ["with another token", { [TOKEN_HEADER]: "guessed" }, 401],
    ["from a page of another site", { origin: "https://evil.example" }, 403],
    ["from a page of another port", { origin: "http://127.0.0.1:1" }, 403],
    ["under a name that is rebound to this machine", { host: "evil.example" }, 403],
  ])("answers no call %s", async (_, changed, status) => {
    const { port, host, token } = guarded();
    const headers = { host, "content-type": "application/json", [TOKEN_HEADER]: token };
    const call = { port, method: "POST", path: "/api/lake", body: "{}" };
    expect((await send({ ...call, headers })).status).toBe(200);
    const reply = await send({ ...call, headers: { ...headers, ...changed } });
    expect(reply.status).toBe(status);
    expect(reply.text).not.toMatch(/sample_events|us-east-1/);
    expect(reply.headers).not.toHaveProperty("access-control-allow-origin");
  });

  it("confines its page, and keeps what it answers out of caches", async () => {
    const { port, host } = guarded();
    const { headers, text } = await send({ port, headers: { host } });
    expect(text).toContain('<script type="module" src="/console.js">');
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-frame-options": "DENY" });
    const directives = String(headers["content-security-policy"]).split("; ");
    expect(directives).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'"]),
    );
  });

  describe("of a lake that it only reads", () => {
    let server: ConsoleServer;
    let console: ConsoleCaller;
    let target: Target;

    beforeAll(async () => {
      const { LAKE_HOME } = process.env;
      process.env.LAKE_HOME = context.lake.home;
      const targets = await resolveTargets("local").finally(() => {
        if (LAKE_HOME === undefined) delete process.env.LAKE_HOME;
        else process.env.LAKE_HOME = LAKE_HOME;
      });
      const found = targets.find(({ dataset }) => dataset.name === DATASET);
      if (found === undefined) throw new Error(`The lake has no ${DATASET}`);
      target = found;
      const lake = { readOnly: true, targets: () => Promise.resolve(targets) };
      server = await startConsole({ ...lake, environment: requireEnvironment("dev") }, 0);
      console = new ConsoleCaller(server.address);
    });
    afterAll(async () => {
      await server.stop();
      target.clients.destroy();
    });

    it("refuses every change before anything is sent", async () => {
      const before = await stateOf(target);
      const content = Buffer.from(sampleEvent(1)).toString("base64");
      const file = { dataset: DATASET, name: "a.json", content, jq: "", force: false };
      const failed = { dataset: DATASET, since: "1h", match: "" };
      const changes = [
        ["startQuery", { sql: "DROP TABLE sample_events", plan: false }],
        ["startQuery", { sql: "-- SELECT\nINSERT INTO sample_events SELECT 1", plan: false }],
        ["startQuery", { sql: "EXPLAIN ANALYZE INSERT INTO sample_events SELECT 1", plan: false }],
        ["publish", { ...file, dryRun: false }],
        ["replay", { ...failed, dryRun: false }],
      ] as const;
      for (const [name, input] of changes) {
        const { status, error } = await console.failure(name, input);
        expect({ input, status }).toEqual({ input, status: 403 });
        expect(error.message).toBe("This console only reads dev, and nothing was changed.");
      }
      expect(await stateOf(target)).toEqual(before);
      expect((await console.call("publish", { ...file, dryRun: true })).dryRun).toBe(true);
      expect((await console.call("replay", { ...failed, dryRun: true })).dryRun).toBe(true);
    });
  });
}

/** The statements of the workgroup, and the records of the stream. */
async function stateOf({ clients, names }: Target): Promise<object> {
  const { athena, kinesis } = clients;
  const { QueryExecutionIds } = await athena.send(
    new ListQueryExecutionsCommand({ WorkGroup: names.workGroup }),
  );
  const stream = { StreamName: names.stream };
  const { Shards = [] } = await kinesis.send(new ListShardsCommand(stream));
  const records = await Promise.all(
    Shards.map(async ({ ShardId }) => {
      const { ShardIterator } = await kinesis.send(
        new GetShardIteratorCommand({ ...stream, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
      );
      const { Records = [] } = await kinesis.send(new GetRecordsCommand({ ShardIterator }));
      return Records.length;
    }),
  );
  return { QueryExecutionIds, records };
}
