import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "../../../errors/error-code";
import { LakeCommand } from "../../support/emulator/lake-command";
import { until } from "../../support/until";

const MINUTE = 60_000;
const READING_MS = 1_000;
/** More than a pipe holds. */
const MUCH = "x".repeat(1_000_000);

const folder = mkdtempSync(path.join(tmpdir(), "pipe-"));
const writers: number[] = [];

afterAll(() => {
  writers.forEach((writer) => closeSync(writer));
  rmSync(folder, { recursive: true });
});

function makePipe(name: string): string {
  const pipe = path.join(folder, name);
  execFileSync("mkfifo", [pipe]);
  return pipe;
}

describe("a pipe that a command reads", () => {
  it.each([
    ["query", (pipe: string) => ["query", "-f", pipe]],
    ["publish", (pipe: string) => ["publish", "--dry-run", pipe]],
    ["dataset add", (pipe: string) => ["dataset", "add", "things", "--from", pipe, "--dry-run"]],
    ["review", (pipe: string) => ["review", "--plan", pipe]],
    ["import", (pipe: string) => ["import", "--env", "dev", "--from-stack", pipe]],
  ])(
    "is not waited for by %s after Ctrl-C, when nobody writes its end",
    async (name, command) => {
      const pipe = makePipe(`${name.replace(" ", "-")}.json`);
      const { process: lake, ended } = new LakeCommand().start(...command(pipe));
      let writer: number | undefined;
      // Once somebody reads it, a pipe can be opened without a wait.
      await until("a reader of the pipe", () =>
        Promise.resolve((writer = openForWriting(pipe)) !== undefined),
      );
      writers.push(writer ?? -1);
      // Long enough to have read what there is, and to wait for more.
      writeSync(writer ?? -1, "[");
      await sleep(READING_MS);
      lake.kill("SIGINT");
      const { exitCode, stdout } = await ended;
      expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: "" });
    },
    2 * MINUTE,
  );

  it(
    "may be the standard input",
    async () => {
      const { process: lake, ended } = new LakeCommand().start("publish", "--dry-run", "-");
      await new Promise((resolve) => lake.stdin.write(MUCH, resolve));
      lake.kill("SIGINT");
      expect((await ended).exitCode).toBe(130);
    },
    2 * MINUTE,
  );

  it.each([
    [
      "a statement",
      "query.sql",
      (pipe: string) => ["query", "-f", pipe],
      "SELECT 1; SELECT 2",
      "There is more than one statement",
    ],
    [
      "a sample, which is looked at several times",
      "sample.csv",
      (pipe: string) => ["dataset", "add", "things", "--from", pipe, "--dry-run"],
      'id;price\n1;"1,5"\n2;"2,5"\n',
      "To read the numbers with commas as numbers",
    ],
  ])(
    "is read to its end once somebody has written it: %s",
    async (_, name, command, content, answer) => {
      const pipe = makePipe(name);
      const { ended } = new LakeCommand().start(...command(pipe));
      await writeFile(pipe, content);
      const { stdout, stderr } = await ended;
      expect(`${stdout}${stderr}`).toContain(answer);
    },
    2 * MINUTE,
  );
});

function openForWriting(pipe: string): number | undefined {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === "ENXIO") return undefined;
    throw error;
  }
}
