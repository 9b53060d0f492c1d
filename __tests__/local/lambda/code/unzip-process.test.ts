import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UnzipProcesses } from "../../../../local/lambda/code/unzip/unzip-process";
import { ZipRejectedError } from "../../../../local/lambda/code/unzip/zip-limits";

const folder = mkdtempSync(join(tmpdir(), "unzip-process-"));
const zip = join(folder, "code.zip");
const target = join(folder, "code");
writeFileSync(zip, "");
mkdirSync(target);
afterAll(() => rmSync(folder, { recursive: true }));

/** The error of unpacking with a program of this code. */
async function failureOf(code: string, timeoutMs = 15_000): Promise<Error> {
  const program = join(folder, `${randomUUID()}.cjs`);
  writeFileSync(program, code);
  const processes = new UnzipProcesses(() => Promise.resolve(program), timeoutMs);
  return processes.unpack(zip, target).then(
    () => new Error("It did not fail"),
    (error: unknown) => error as Error, // it throws nothing else
  );
}

describe("an unzip process without a result", () => {
  it.each([
    ["exits", "process.exit(3);", /exited with exit code 3\.$/],
    ["fails", 'throw new Error("no room\\non the disk");', /Its output: .*no room on the disk/],
    ["is killed", 'process.kill(process.pid, "SIGKILL"); for (;;);', /was killed by SIGKILL\.$/],
    [
      "may not read",
      'require("node:fs").readFileSync("/etc/hostname");',
      /Its output: .*(ERR_ACCESS_DENIED|Access to this API has been restricted)/,
    ],
  ])("is not the zip's problem when it %s", async (_, code, message) => {
    const error = await failureOf(code);
    expect(error).not.toBeInstanceOf(ZipRejectedError);
    expect(error.message).toMatch(message);
  });

  it("is not the zip's problem when the program is missing", async () => {
    const processes = new UnzipProcesses(() => Promise.resolve(join(folder, "missing.cjs")));
    await expect(processes.unpack(zip, target)).rejects.toThrow("ENOENT");
  });

  it.each([
    ["takes too long", "for (;;);", 300, "unpacking took more than 0.3 s"],
    [
      "fills its heap",
      "const all = []; for (;;) all.push({ all, text: [all] });",
      15_000,
      "unpacking took more than 256 MiB of memory",
    ],
  ])("rejects the zip when it %s", async (_, code, timeoutMs, detail) => {
    expect(await failureOf(code, timeoutMs)).toMatchObject({ rejection: "unreadable", detail });
  });
});
