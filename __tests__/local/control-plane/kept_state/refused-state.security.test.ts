import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { lakeHome } from "../../../../local/home/lake-home";
import { ControlPlane } from "../../../support/emulator/control-plane";
import { findMoto } from "../../../../toolchain/moto/moto";

const MAGIC = "lake control plane 1\n";

/** Pickles Python's value of an expression, which may use `os`. */
const PICKLE = `
import os, pickle, sys
class Call:
    def __init__(self, function, *args): self.parts = (function, args)
    def __reduce__(self): return self.parts
sys.stdout.buffer.write(pickle.dumps(eval(sys.argv[1]), protocol=5))
`;

describe("a state that the control plane can't read", () => {
  let folder: string;
  let python: string;

  beforeAll(async () => {
    const { toolsFolder } = lakeHome();
    python = await findMoto({ toolsFolder, progress: () => undefined });
  });
  beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), "refused-"))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const journal = () => path.join(folder, "journal");
  const pickled = async (expression: string) => {
    const options = { encoding: "buffer" as const };
    return (await promisify(execFile)(python, ["-c", PICKLE, expression], options)).stdout;
  };
  const write = (content: Buffer, mode = 0o600) => writeFile(journal(), content, { mode });
  const start = () => ControlPlane.start(() => undefined, python, folder);

  /** Refused with a reason, and kept. */
  async function expectRefused(reason: RegExp): Promise<void> {
    const before = await readFile(journal());
    await expect(start()).rejects.toThrow(reason);
    expect(await readFile(journal())).toEqual(before);
  }

  it.each([
    ["runs a program as an entry", (file: string) => `[Call(os.mkdir, "${file}")]`, /posix\.mkdir/],
    [
      "runs a program as part of a backend",
      (file: string) =>
        `[("backend", ("glue", "1", "us-east-1"), pickle.dumps(Call(os.mkdir, "${file}")))]`,
      /posix\.mkdir/,
    ],
    [
      "calls a function of moto",
      () =>
        `[("backend", ("glue", "1", "us-east-1"), b"cmoto.core.utils\\nget_equivalent_url_in_aws_domain\\n(tR.")]`,
      /get_equivalent_url_in_aws_domain/,
    ],
    [
      "reaches a module through one of moto",
      () =>
        `[("backend", ("glue", "1", "us-east-1"), b"cmoto.core.utils\\ninspect.os.getcwd\\n(tR.")]`,
      /inspect\.os\.getcwd/,
    ],
    [
      "loads another service of moto",
      () => `[("backend", ("../x", "1", "us-east-1"), pickle.dumps({}))]`,
      /There is no service/,
    ],
  ])("is refused where it %s", async (_, expression, reason) => {
    const made = path.join(folder, "made");
    await write(frame(await pickled(expression(made))));
    await expectRefused(reason);
    await expect(readFile(made)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("is refused if it is damaged, of another version, or accessible to others", async () => {
    const good = frame(await pickled("[]"));
    const damaged = Buffer.from(good);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    await write(damaged);
    await expectRefused(/is damaged at byte 21/);
    await write(Buffer.from("lake control plane 2\n"));
    await expectRefused(/is no journal of this version/);
    await write(good);
    await chmod(journal(), 0o640);
    await expectRefused(/is accessible to other users/);
  });

  it("is read without a change that a kill left incomplete", async () => {
    const good = frame(await pickled("[]"));
    await write(Buffer.concat([good, good.subarray(MAGIC.length, -1)]));
    const controlPlane = await start();
    await controlPlane.kill();
    expect(await readFile(journal())).toEqual(good);
  });
});

function frame(content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(content.length, 0);
  header.writeUInt32LE(crc32(content), 4);
  return Buffer.concat([Buffer.from(MAGIC), header, content]);
}
