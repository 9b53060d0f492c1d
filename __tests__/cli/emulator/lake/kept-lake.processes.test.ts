import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeDeployment } from "../../../../cli/emulator/deployment-record";
import type { DiskUse } from "../../../../cli/emulator/lake/disk-use";
import { lakeHome, projectFolder } from "../../../../local/home/lake-home";
import { openHome } from "../../../../local/home/open-home";
import { startProcess } from "../../../support/emulator/lake-command";

const MINUTE = 60_000;
const STATE = {
  serial: 1,
  outputs: {
    orders_data_location: { value: "s3://lake-orders/data/", type: "string" },
    database_name: { value: "lake", type: "string" },
  },
};

describe("a lake that is deployed and stopped", () => {
  const parent = mkdtempSync(path.join(tmpdir(), "kept-lake-"));
  const home = lakeHome({ LAKE_HOME: path.join(parent, "home") });
  const object = path.join(home.stateFolder, "s3", "object");
  const snapshot = path.join(home.snapshotsFolder, "before", "object");

  beforeEach(() => {
    openHome(home);
    const others = ["kinesis", "control-plane", "buckets"].map((part) =>
      path.join(home.stateFolder, part, "journal"),
    );
    for (const file of [object, ...others, snapshot]) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, "x".repeat(10_000));
    }
    mkdirSync(home.terraformFolder, { recursive: true });
    writeFileSync(path.join(home.terraformFolder, "local.tfstate"), JSON.stringify(STATE));
    writeFileSync(home.logFile, "listening\n");
    writeDeployment(home, { complete: true, applying: false });
  });

  afterAll(() => rmSync(parent, { recursive: true }));

  const lake = (...args: readonly string[]) => {
    const program = path.join(projectFolder, "cli", "lake.mjs");
    const environment = { LAKE_HOME: home.folder };
    return startProcess(process.execPath, [program, ...args], environment).ended;
  };
  const down = (...args: readonly string[]) => lake("down", ...args);

  it(
    "shows its disk use by part, also while it is stopped",
    async () => {
      const { stdout } = await lake("status", "--json");
      // Each file takes one or more whole blocks of its file system.
      const { disk } = JSON.parse(stdout) as { readonly disk: DiskUse };
      const sizes = new Map(disk.parts.map(({ part, bytes }) => [part, bytes]));
      for (const part of ["objects", "streams", "catalog and configuration", "buckets"]) {
        expect(sizes.get(part)).toBeGreaterThanOrEqual(10_000);
      }
      expect(disk.bytes).toBe([...sizes.values()].reduce((sum, bytes) => sum + bytes));
      expect(disk.snapshotBytes).toBeGreaterThanOrEqual(10_000);
    },
    2 * MINUTE,
  );

  it(
    "keeps it, and says where and how to delete it",
    async () => {
      const { exitCode, stdout } = await down();
      expect(exitCode).toBe(0);
      expect(stdout).toContain("The embedded AWS is not running.");
      expect(stdout).toMatch(
        /The lake stays in \S+embedded-aws\s\(.* KiB\),\sand\snpx lake up\sbrings\sit\sback\swith\severything\sin\sit\.\nTo delete it: npx lake down --delete/,
      );
      for (const file of [object, home.deploymentFile, home.logFile, snapshot]) {
        expect(existsSync(file)).toBe(true);
      }
    },
    2 * MINUTE,
  );

  it(
    "deletes nothing unless somebody confirms",
    async () => {
      const { exitCode, stderr } = await down("--delete");
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/will be deleted: 1 dataset \(orders\), .* on disk \(/);
      expect(stderr).toContain("there is no terminal. Nothing was deleted.");
      expect(existsSync(object)).toBe(true);
    },
    2 * MINUTE,
  );

  it(
    "deletes all of it with --delete, also what an earlier one has left, but no snapshot",
    async () => {
      const left = `${home.runFolder}.123.deleted`;
      mkdirSync(left);
      const { exitCode, stdout } = await down("--delete", "--yes", "--json");
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        stopped: false,
        deleted: { datasets: ["orders"], folder: home.runFolder },
      });
      for (const file of [home.runFolder, home.logFile, left]) expect(existsSync(file)).toBe(false);
      expect(existsSync(snapshot)).toBe(true);
      expect((await down("--delete", "--yes")).stdout).toBe("The embedded AWS is not running.\n");
    },
    2 * MINUTE,
  );
});
