import { execFileSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { errorCode } from "../../../../errors/error-code";
import { LakeCommand } from "../../../support/emulator/lake-command";
import { until } from "../../../support/until";

const MINUTE = 60_000;

describe("a statement in a pipe that nobody writes", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pipe-"));
  const pipe = path.join(folder, "pipe");
  let writer: number | undefined;

  afterAll(() => {
    if (writer !== undefined) closeSync(writer);
    rmSync(folder, { recursive: true });
  });

  it(
    "is not waited for after Ctrl-C",
    async () => {
      execFileSync("mkfifo", [pipe]);
      const { process: query, ended } = new LakeCommand().start("query", "-f", pipe);
      // Once somebody reads it, a pipe can be opened without a wait.
      await until("a reader of the pipe", () =>
        Promise.resolve((writer = openForWriting(pipe)) !== undefined),
      );
      query.kill("SIGINT");
      expect((await ended).exitCode).toBe(130);
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
