import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "../../../../errors/error-code";
import { LakeCommand } from "../../../support/emulator/lake-command";
import { until } from "../../../support/until";

const MINUTE = 60_000;
const READING_MS = 1_000;

describe("a statement in a pipe", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pipe-"));
  const pipe = path.join(folder, "pipe");
  let writer: number | undefined;

  afterAll(() => {
    if (writer !== undefined) closeSync(writer);
    rmSync(folder, { recursive: true });
  });

  it(
    "is not waited for after Ctrl-C, when nobody writes its end",
    async () => {
      execFileSync("mkfifo", [pipe]);
      const { process: query, ended } = new LakeCommand().start("query", "-f", pipe);
      // Once somebody reads it, a pipe can be opened without a wait.
      await until("a reader of the pipe", () =>
        Promise.resolve((writer = openForWriting(pipe)) !== undefined),
      );
      // Long enough to have read what there is, and to wait for more.
      writeSync(writer ?? -1, "SELECT");
      await sleep(READING_MS);
      query.kill("SIGINT");
      expect((await ended).exitCode).toBe(130);
    },
    2 * MINUTE,
  );

  it(
    "is read to its end once somebody has written it",
    async () => {
      const written = path.join(folder, "written");
      execFileSync("mkfifo", [written]);
      const { ended } = new LakeCommand().start("query", "-f", written);
      await writeFile(written, "SELECT 1; SELECT 2");
      const { exitCode, stderr } = await ended;
      expect(exitCode).toBe(1);
      expect(stderr).toContain("There is more than one statement");
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
