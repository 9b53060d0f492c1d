import path from "node:path";
import { installMoto } from "../../../toolchain/moto/moto-install";
import { pythonCommands, probePython } from "../../../toolchain/moto/python";
import { runTool } from "../../../toolchain/executables";
import { isAtLeast } from "../../../toolchain/version-order";
import { MOTO_VERSION, PYTHON_MINIMUM_VERSION } from "../../../toolchain/versions";
import { countedOf515 } from "../../local/control-plane/support/counted-records";
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

describe("moto from the Python index", () => {
  const folder = testFolder();

  it(
    "is installed from the committed checksums on each Python here, completely, and counts correctly",
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
        expect([minor, await countedOf515(installed.executable)]).toEqual([minor, 515]);
        process.stdout.write(`moto ${MOTO_VERSION} was installed and run on Python ${minor}\n`);
      }
    },
    TIME_MS,
  );
});
