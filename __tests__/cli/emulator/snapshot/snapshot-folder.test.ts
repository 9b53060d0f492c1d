import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeDeployment } from "../../../../cli/emulator/deployment-record";
import { listSnapshots } from "../../../../cli/emulator/snapshot/list-snapshots";
import {
  checkSnapshot,
  deleteSnapshot,
  loadSnapshot,
} from "../../../../cli/emulator/snapshot/load-snapshot";
import { saveSnapshot } from "../../../../cli/emulator/snapshot/save-snapshot";
import { lakeHome } from "../../../../local/home/lake-home";
import type { LakeHome } from "../../../../local/home/lake-home";
import { openHome } from "../../../../local/home/open-home";
import { writeStateFormat } from "../../../../local/storage/state-format";

const WRITER = { project: "0.1.0", moto: "5.2.3", python: "3.12.1" };
const STATE = JSON.stringify({
  serial: 1,
  outputs: { orders_data_location: { value: "s3://lake/orders/", type: "string" } },
});

const failure = (message: string, advice: string) =>
  expect.objectContaining({
    name: "UserError",
    message: expect.stringContaining(message) as unknown,
    advice: expect.stringContaining(advice) as unknown,
  }) as Error;

describe("snapshots of a stopped lake", () => {
  let parent: string;
  let home: LakeHome;

  beforeEach(() => {
    parent = mkdtempSync(path.join(tmpdir(), "snapshot-folder-"));
    home = lakeHome({ LAKE_HOME: path.join(parent, "home") });
    openHome(home);
    for (const folder of ["s3/lake/contents/01", "control-plane", "scratch"]) {
      mkdirSync(path.join(home.stateFolder, folder), { recursive: true });
    }
    mkdirSync(home.scratchFolder, { recursive: true });
    mkdirSync(home.terraformFolder, { recursive: true });
    write("state/s3/lake/contents/01/one", "object");
    write("state/control-plane/journal", "before");
    write("scratch/made-again", "");
    write("terraform/local.tfstate", STATE);
    write("terraform/apply.jsonl", "");
    writeStateFormat(home.stateFolder, WRITER);
    writeDeployment(home, { complete: true, applying: false });
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const write = (file: string, text: string) =>
    writeFileSync(path.join(home.runFolder, file), text);
  const read = (file: string) => readFileSync(path.join(home.runFolder, file), "utf8");
  const save = (name = "prepared") => saveSnapshot(home, name, undefined);
  const record = () => path.join(home.snapshotsFolder, "prepared", "snapshot.json");

  it("hold what is kept of it, and nothing that is made again", () => {
    expect(save()).toMatchObject({ running: false, datasets: ["orders"] });
    write("state/control-plane/journal", "after");
    write("state/control-plane/more", "");
    write("terraform/local.tfstate", "{}");
    expect(checkSnapshot(home, "prepared", WRITER)).toMatchObject({ state: { writtenBy: WRITER } });
    loadSnapshot(home, "prepared");
    expect(read("state/control-plane/journal")).toBe("before");
    expect(read("terraform/local.tfstate")).toBe(STATE);
    expect(readdirSync(home.runFolder).sort()).toEqual(["state", "terraform"]);
    expect(readdirSync(path.join(home.stateFolder, "control-plane"))).toEqual(["journal"]);
    expect(readdirSync(home.folder).filter((name) => name.includes("embedded-aws."))).toEqual([]);
  });

  it("are not changed by the lake that was loaded from them", () => {
    save();
    loadSnapshot(home, "prepared");
    write("state/control-plane/journal", "after");
    rmSync(path.join(home.stateFolder, "s3/lake/contents/01/one"));
    loadSnapshot(home, "prepared");
    expect(read("state/control-plane/journal")).toBe("before");
    expect(read("state/s3/lake/contents/01/one")).toBe("object");
  });

  it("are listed with their sizes, also one that can't be read", () => {
    save();
    save("other");
    writeFileSync(record(), "{}");
    const [other, prepared] = listSnapshots(home);
    expect(other).toMatchObject({ name: "other", record: { datasets: ["orders"] } });
    expect(other?.bytes).toBeGreaterThan(other?.ownBytes ?? Infinity);
    expect(prepared?.problem).toContain("does not match the schema of this version");
  });

  it.each([
    ["Prepared", "is not the name of a snapshot"],
    ["../home", "is not the name of a snapshot"],
    [".hidden", "is not the name of a snapshot"],
    ["a".repeat(64), "is not the name of a snapshot"],
  ])("have names that every file system distinguishes: not %s", (name, message) => {
    expect(() => save(name)).toThrow(failure(message, "Choose another name"));
    expect(() => deleteSnapshot(home, name)).toThrow(failure(message, "Choose another name"));
  });

  it("are not overwritten", () => {
    save();
    write("state/control-plane/journal", "after");
    expect(() => save()).toThrow(
      failure('There is a snapshot "prepared" already', "delete prepared"),
    );
  });

  it("are not taken of half a deployment", () => {
    writeDeployment(home, { complete: true, applying: true });
    expect(() => save()).toThrow(failure("is not complete. Nothing was saved", "npx lake up"));
    expect(listSnapshots(home)).toEqual([]);
  });

  it("leave nothing of one that fails", () => {
    rmSync(path.join(home.terraformFolder, "local.tfstate"));
    mkdirSync(path.join(home.terraformFolder, "local.tfstate"));
    expect(() => save()).toThrow(failure("could not be saved", "Make room"));
    expect(readdirSync(home.snapshotsFolder)).toEqual([]);
  });

  it.each([
    [
      "another format of snapshots",
      {
        format: 2,
        savedAt: "",
        running: false,
        datasets: [],
        state: { format: 7, writtenBy: { ...WRITER, project: "9.0.0" } },
      },
      "has format 2, saved by version 9.0.0 of this project; this version reads format 1",
      "Use version 9.0.0, or delete the snapshot: npx lake snapshot delete prepared",
    ],
    [
      "a damaged record",
      { format: "one" },
      "does not match the schema",
      "npx lake snapshot delete",
    ],
  ])("are refused by name and kept with %s", (_, content, message, advice) => {
    save();
    writeFileSync(record(), JSON.stringify(content));
    expect(() => checkSnapshot(home, "prepared", WRITER)).toThrow(failure(message, advice));
    expect(JSON.parse(readFileSync(record(), "utf8"))).toEqual(content);
  });

  it("are refused by name if another version of moto wrote them", () => {
    save();
    expect(() => checkSnapshot(home, "prepared", { ...WRITER, moto: "5.2.1" })).toThrow(
      failure(
        "was written with moto 5.2.3; this is moto 5.2.1",
        "Put moto 5.2.3 first on PATH, or delete the snapshot: npx lake snapshot delete prepared",
      ),
    );
  });

  it("are named where one is missing", () => {
    save();
    expect(() => checkSnapshot(home, "none", WRITER)).toThrow(
      failure('There is no snapshot "none" in', "There is prepared."),
    );
  });
});
