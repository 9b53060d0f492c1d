import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeDiskUse, diskUse } from "../../../../cli/emulator/lake/disk-use";
import { lakeHome } from "../../../../local/home/lake-home";

describe("the disk use of a lake", () => {
  const parent = mkdtempSync(path.join(tmpdir(), "disk-use-"));
  const home = lakeHome({ LAKE_HOME: parent });

  afterAll(() => rmSync(parent, { recursive: true }));

  it("is that of du, in which a file that a snapshot shares counts once", () => {
    const object = path.join(home.stateFolder, "s3", "object");
    const shared = path.join(home.snapshotsFolder, "one", "object");
    for (const file of [object, shared]) mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(object, "x".repeat(100_000));
    linkSync(object, shared);
    writeFileSync(`${shared}-own`, "x".repeat(30_000));
    const { bytes, snapshotBytes } = diskUse(home);
    expect([bytes, snapshotBytes]).toEqual([blocks(object), blocks(`${shared}-own`)]);
  });

  it("is shown by part, with the space that is left", () => {
    const use = {
      ...{ folder: "/data/embedded-aws", bytes: 3072, snapshotBytes: 1024 },
      parts: [
        { part: "objects", bytes: 2048 },
        { part: "streams", bytes: 1024 },
      ],
    };
    const text = describeDiskUse({ ...use, freeBytes: 5 * 1024 ** 3 });
    expect(text).toBe(
      "Disk: 3.0 KiB in /data/embedded-aws (objects 2.0 KiB, streams 1.0 KiB). Snapshots take 1.0 KiB more. 5.0 GiB are free.",
    );
    expect(describeDiskUse({ ...use, freeBytes: 1024 ** 3 })).toContain("The disk is nearly full");
  });
});

/** As another program counts them. */
function blocks(file: string): number {
  return 1024 * Number(/^\d+/.exec(execFileSync("du", ["-k", file], { encoding: "utf8" }))?.[0]);
}
