import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { lockHome } from "../../../local/home/home-lock";
import { lakeHome, projectFolder } from "../../../local/home/lake-home";

const CONTENDER = path.join(__dirname, "support", "lock-contender.ts");
/** Time for all of them to load. */
const START_MS = 3_000;

describe("the lock of a home", () => {
  const started: ChildProcess[] = [];
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "home-lock-"))));

  afterEach(() => {
    for (const each of started.splice(0)) each.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  const home = () => lakeHome({ LAKE_HOME: folder });

  function contend(moment: number, end: string): ChildProcess {
    const args = ["--require", "tsx/cjs", CONTENDER, folder, String(moment), end];
    const child = spawn(process.execPath, args, { cwd: projectFolder });
    started.push(child);
    return child;
  }

  it("is acquired by one of several processes, also if it is stale", async () => {
    const killed = contend(0, "stays");
    await once(killed.stdout ?? killed, "data");
    killed.kill("SIGKILL");
    await once(killed, "exit");
    expect(existsSync(home().lockFile)).toBe(true);

    const moment = Date.now() + START_MS;
    const contenders = Array.from({ length: 6 }, () => contend(moment, "stays"));
    const said = await Promise.all(
      contenders.map(async (each) => String((await once(each.stdout ?? each, "data"))[0])),
    );
    expect(said.filter((line) => line.startsWith("got"))).toHaveLength(1);
    for (const line of said.filter((each) => !each.startsWith("got"))) {
      expect(line).toMatch(/^lost `lake test` \(process \d+, since .*\) is running in /);
    }
  }, 30_000);

  it("ends with its process, however that exits, and leaves nothing behind", async () => {
    const child = contend(0, "exits");
    if (child.stdout === null) throw new Error("no output");
    expect(await text(child.stdout)).toBe("got\n");
    const onlyMarker = [".lake-home"];
    expect(readdirSync(folder)).toEqual(onlyMarker);
    lockHome(home(), "lake up")();
    expect(readdirSync(folder)).toEqual(onlyMarker);
  });

  it("is reported in one line to another command", () => {
    const release = lockHome(home(), "lake up");
    expect(() => lockHome(home(), "lake down")).toThrow(
      new RegExp(`^\`lake up\` \\(process ${process.pid}, since [^)]*\\) is running in ${folder}`),
    );
    release();
    lockHome(home(), "lake down")();
  });

  it.each([
    ["damaged", "{"],
    ["empty", ""],
  ])("is taken over from a file that is %s", (_, content) => {
    writeFileSync(home().lockFile, content);
    const release = lockHome(home(), "lake up");
    expect(JSON.parse(readFileSync(home().lockFile, "utf8"))).toMatchObject({ pid: process.pid });
    release();
  });

  it("is taken over if another process has its holder's number", () => {
    const release = lockHome(home(), "lake up");
    const content = readFileSync(home().lockFile, "utf8");
    release();
    const recycled = content.replace(/"startTime":"[^"]*"/, '"startTime":"another boot 1"');
    writeFileSync(home().lockFile, recycled);
    const releaseAgain = lockHome(home(), "lake up");
    expect(JSON.parse(readFileSync(home().lockFile, "utf8"))).toMatchObject({ pid: process.pid });
    releaseAgain();
  });

  it("is left to a process that is already taking it over", () => {
    const release = lockHome(home(), "lake up");
    const content = readFileSync(home().lockFile, "utf8");
    release();
    const left = content.replace(/"startTime":"[^"]*"/, '"startTime":"another boot 1"');
    const [, token = ""] = /"token":"([^"]+)"/.exec(left) ?? [];
    writeFileSync(home().lockFile, left);
    writeFileSync(`${home().lockFile}.${token}`, content);
    expect(() => lockHome(home(), "lake down")).toThrow("is running in");
    expect(readFileSync(home().lockFile, "utf8")).toBe(left);
  });

  it("is not released by its former holder after it was taken over", () => {
    const release = lockHome(home(), "lake up");
    const content = readFileSync(home().lockFile, "utf8");
    const others = content.replace(/"token":"[^"]{8}/, '"token":"00000000');
    writeFileSync(home().lockFile, others);
    release();
    expect(readFileSync(home().lockFile, "utf8")).toBe(others);
  });
});
