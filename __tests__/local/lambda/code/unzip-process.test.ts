import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UnzipProcesses } from "../../../../local/lambda/code/unzip/unzip-process";
import { ZipRefusedError } from "../../../../local/lambda/code/unzip/zip-limits";

const folder = mkdtempSync(join(tmpdir(), "unzip-process-"));
const zip = join(folder, "code.zip");
const target = join(folder, "code");
writeFileSync(zip, "");
mkdirSync(target);
afterAll(() => rmSync(folder, { recursive: true }));

/** What unpacking throws with a program of this code. */
async function failureOf(code: string, timeoutMs = 15_000): Promise<Error> {
  const program = join(folder, `${Math.random()}.cjs`);
  writeFileSync(program, code);
  const processes = new UnzipProcesses(() => Promise.resolve(program), timeoutMs);
  return processes.unpack(zip, target).then(
    () => new Error("It did not fail"),
    (error: unknown) => error as Error, // it throws nothing else
  );
}

describe("a process that unpacks and gives no answer", () => {
  it.each([
    ["exits", "process.exit(3);", /ended with exit code 3\.$/],
    ["fails", 'throw new Error("no room\\non the disk");', /It said: .*no room on the disk/],
    ["is killed", 'process.kill(process.pid, "SIGKILL"); for (;;);', /ended by SIGKILL\.$/],
    [
      "may not read",
      'require("node:fs").readFileSync("/etc/hostname");',
      /It said: .*(ERR_ACCESS_DENIED|Access to this API has been restricted)/,
    ],
  ])("is no fault of the zip when it %s", async (_, code, message) => {
    const error = await failureOf(code);
    expect(error).not.toBeInstanceOf(ZipRefusedError);
    expect(error.message).toMatch(message);
  });

  it("is no fault of the zip when there is no program", async () => {
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
  ])("refuses the zip when it %s", async (_, code, timeoutMs, detail) => {
    expect(await failureOf(code, timeoutMs)).toMatchObject({ refusal: "unreadable", detail });
  });
});
