import path from "node:path";
import { CreateBucketCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import { installMoto } from "../../../toolchain/moto/moto-install";
import { pythonCommands, probePython } from "../../../toolchain/moto/python";
import { runTool } from "../../../toolchain/executables";
import { isAtLeast } from "../../../toolchain/version-order";
import { MOTO_VERSION, PYTHON_MINIMUM_VERSION } from "../../../toolchain/versions";
import { ControlPlane } from "../../support/emulator/control-plane";
import { testFolder } from "../support/test-folder";

const TIME_MS = 600_000;

/** Every Python on this machine that moto supports, each minor version once. */
async function supportedPythons(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const command of pythonCommands(process.env.PATH ?? "")) {
    const python = await probePython(command);
    if (python === undefined || !python.supportsVenv) continue;
    const minor = python.version.split(".").slice(0, 2).join(".");
    if (!isAtLeast(python.version, PYTHON_MINIMUM_VERSION) || found.has(minor)) continue;
    found.set(minor, python.executable);
  }
  return found;
}

/** The buckets of a control plane after one was created. */
async function listedBuckets(python: string): Promise<(string | undefined)[]> {
  const plane = await ControlPlane.start(() => undefined, python);
  try {
    await plane.clients.s3.send(new CreateBucketCommand({ Bucket: "installed" }));
    const { Buckets: buckets = [] } = await plane.clients.s3.send(new ListBucketsCommand({}));
    return buckets.map(({ Name }) => Name);
  } finally {
    await plane.stop();
  }
}

describe("moto from the Python index", () => {
  const folder = testFolder();

  it(
    "is installed from the committed checksums on each Python here, completely, and answers",
    async () => {
      const pythons = await supportedPythons();
      expect(pythons.size).toBeGreaterThan(0);
      for (const [minor, python] of pythons) {
        const installed = await installMoto({
          toolsFolder: path.join(folder.path, minor),
          progress: () => undefined,
          platform: process.platform,
          pythons: [python],
        });
        expect([minor, installed.moto, installed.missingModules]).toEqual([
          minor,
          MOTO_VERSION,
          [],
        ]);
        const check = await runTool(installed.executable, ["-m", "pip", "check"]);
        expect([minor, check.stdout.trim()]).toEqual([minor, "No broken requirements found."]);
        expect([minor, await listedBuckets(installed.executable)]).toEqual([minor, ["installed"]]);
        process.stdout.write(`moto ${MOTO_VERSION} was installed and run on Python ${minor}\n`);
      }
    },
    TIME_MS,
  );
});
