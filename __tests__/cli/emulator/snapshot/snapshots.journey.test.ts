import {
  CreateDatabaseCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
} from "@aws-sdk/client-glue";
import { CreateStreamCommand, DeleteStreamCommand } from "@aws-sdk/client-kinesis";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeDeployment } from "../../../../cli/emulator/deployment-record";
import type { ListedSnapshot } from "../../../../cli/emulator/snapshot/list-snapshots";
import { AwsClients } from "../../../../local/aws-clients";
import { lakeHome, projectFolder } from "../../../../local/home/lake-home";
import { endpointOn } from "../../../../local/lifecycle/emulator-options";
import { startEmulator } from "../../../../local/lifecycle/start-emulator";
import { stopEmulator } from "../../../../local/lifecycle/stop-emulator";
import { freePort } from "../../../../local/processes/free-port";
import { startProcess } from "../../../support/emulator/lake-command";
import { deployResources } from "../../../local/control-plane/kept_state/deploy-resources";
import type { DeployedResources } from "../../../local/control-plane/kept_state/deploy-resources";
import { describeResources } from "../../../local/control-plane/kept_state/describe-resources";
import { zipOf } from "../../../local/lambda/support/control-plane";
import { until } from "../../../support/until";
import { BUCKET, DATABASE, STREAM, WriteChain, chainsIn } from "./write-chain";

const MINUTE = 60_000;
const CHAINS = 6;
/** Fewest writes of a chain before and after the snapshot is begun. */
const WRITES = 15;

describe("a snapshot of a running lake", () => {
  const parent = mkdtempSync(path.join(tmpdir(), "snapshots-"));
  let home = lakeHome({ LAKE_HOME: path.join(parent, "home") });
  const chains = Array.from({ length: CHAINS }, (_, index) => new WriteChain(`c${index}`));
  let port: number;
  let clients: AwsClients;
  let deployed: DeployedResources;
  let described: readonly object[];
  let acknowledged: readonly number[];
  let sent: readonly number[];

  const lake = (...args: readonly string[]) =>
    startProcess(process.execPath, [path.join(projectFolder, "cli", "lake.mjs"), ...args], {
      LAKE_HOME: home.folder,
    }).ended;
  const start = () => startEmulator(home, { port, enforceIam: false });
  /** Without the states of alarms, which are evaluated all the time. */
  const describeAll = async () => {
    const answers = await describeResources(clients, deployed);
    return answers.map((answer) => ("MetricAlarms" in answer ? withoutStates(answer) : answer));
  };
  const object = async () => {
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: "one" }));
    return Body?.transformToString();
  };

  beforeAll(async () => {
    port = await freePort();
    await start();
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    clients = new AwsClients({ region: "us-east-1", endpointUrl: endpointOn(port), credentials });
    deployed = await deployResources(clients, zipOf("return 1;"));
    await clients.kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 1 }));
    await clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
    await clients.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "one", Body: "before" }));
    writeDeployment(home, { complete: true, applying: false });
    described = await describeAll();
  }, 5 * MINUTE);

  afterAll(async () => {
    await Promise.all(chains.map((each) => each.stop()));
    clients?.destroy();
    await stopEmulator(home);
    rmSync(parent, { recursive: true, force: true });
  }, MINUTE);

  it(
    "is saved while it is written to, says its size, and is accessible only to its owner",
    async () => {
      for (const each of chains) each.start(clients);
      await until("writes", () => chains.every((each) => each.acknowledged >= WRITES), MINUTE);
      acknowledged = chains.map((each) => each.acknowledged);
      const saved = await lake("snapshot", "save", "prepared", "--json");
      sent = chains.map((each) => each.sent);
      expect(saved).toMatchObject({ exitCode: 0 });
      // JSON of the command, which this type describes.
      const { saved: listed } = JSON.parse(saved.stdout) as { readonly saved: ListedSnapshot };
      expect(listed).toMatchObject({ name: "prepared", record: { running: true } });
      expect(listed.bytes).toBeGreaterThan(listed.ownBytes);
      const more = () =>
        chains.every((each, index) => each.acknowledged >= (sent[index] ?? 0) + WRITES);
      await until("more writes", more, MINUTE);
      await Promise.all(chains.map((each) => each.stop()));
      const files = readdirSync(home.snapshotsFolder, { recursive: true, encoding: "utf8" });
      for (const file of ["", ...files]) {
        expect(statSync(path.join(home.snapshotsFolder, file)).mode & 0o077).toBe(0);
      }
    },
    4 * MINUTE,
  );

  it(
    "replaces a lake only if somebody confirms, and then stops it",
    async () => {
      await clients.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "one", Body: "after" }));
      const refused = await lake("snapshot", "load", "prepared");
      expect(refused).toMatchObject({ exitCode: 1 });
      expect(refused.stderr).toMatch(/will be replaced: no deployed dataset; \d+ objects? of /);
      expect(refused.stderr).toContain("there is no terminal. Nothing was replaced.");
      expect(await object()).toBe("after");
      await clients.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: "one" }));
      await clients.kinesis.send(new DeleteStreamCommand({ StreamName: STREAM }));
      await clients.glue.send(new DeleteDatabaseCommand({ Name: DATABASE }));
      await clients.glue.send(new DeleteTableCommand({ DatabaseName: "lake", Name: "events" }));
      const loaded = await lake("snapshot", "load", "prepared", "--yes", "--json");
      expect(loaded).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(loaded.stdout)).toMatchObject({
        ...{ stopped: true, loaded: { name: "prepared" } },
        replaced: { folder: home.runFolder },
      });
    },
    4 * MINUTE,
  );

  it(
    "brings back every resource and object as they were",
    async () => {
      await start();
      expect(await object()).toBe("before");
      expect(await describeAll()).toEqual(described);
    },
    2 * MINUTE,
  );

  it("holds of each chain of writes what was acknowledged before, and nothing without what preceded it", async () => {
    const found = await chainsIn(clients);
    chains.forEach(({ name }, index) => {
      const numbers = found.get(name) ?? [];
      expect(numbers).toEqual(numbers.map((_, at) => at + 1));
      expect(numbers.length).toBeGreaterThanOrEqual(acknowledged[index] ?? Infinity);
      expect(numbers.length).toBeLessThanOrEqual(sent[index] ?? 0);
    });
  });

  it(
    "is another clone's after the folder was moved there, with the lake",
    async () => {
      await stopEmulator(home);
      const moved = lakeHome({ LAKE_HOME: path.join(parent, "moved") });
      renameSync(home.folder, moved.folder);
      home = moved;
      await start();
      expect(await describeAll()).toEqual(described);
      expect(await object()).toBe("before");
      const { stdout } = await lake("snapshot", "list", "--json");
      expect(JSON.parse(stdout)).toMatchObject({ snapshots: [{ name: "prepared" }] });
    },
    2 * MINUTE,
  );

  it(
    "is deleted only if somebody confirms, and the lake stays",
    async () => {
      expect(await lake("snapshot", "delete", "prepared")).toMatchObject({ exitCode: 1 });
      expect(existsSync(path.join(home.snapshotsFolder, "prepared"))).toBe(true);
      const { stdout } = await lake("snapshot", "delete", "prepared", "--yes");
      expect(stdout).toBe('Deleted: "prepared".\n');
      expect(readdirSync(home.snapshotsFolder)).toEqual([]);
      expect(await object()).toBe("before");
    },
    2 * MINUTE,
  );
});

function withoutStates({ MetricAlarms = [] }: { readonly MetricAlarms?: unknown }): object {
  const alarms = Array.isArray(MetricAlarms) ? (MetricAlarms as readonly object[]) : [];
  const isState = (name: string) => name.startsWith("State");
  return alarms.map((alarm) =>
    Object.fromEntries(Object.entries(alarm).filter(([name]) => !isState(name))),
  );
}
