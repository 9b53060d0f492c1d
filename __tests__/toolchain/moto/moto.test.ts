import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findMoto } from "../../../toolchain/moto/moto";
import { MOTO_REQUIREMENTS_FILE } from "../../../toolchain/moto/moto-install";
import { MOTO_VERSION, TESTED_MOTOS } from "../../../toolchain/versions";
import { fakePython, script } from "../support/fake-tools";
import { testFolder } from "../support/test-folder";

describe("moto", () => {
  const folder = testFolder();
  let lines: string[];
  const bin = () => path.join(folder.path, "bin");
  const parent = () => path.join(folder.path, "tools", `moto-${MOTO_VERSION}`);
  const python3 = () => path.join(bin(), "python3");
  const find = (searchPath = bin(), report?: (line: string) => void) =>
    findMoto({
      report,
      toolsFolder: path.join(folder.path, "tools"),
      progress: (line) => void lines.push(line),
      path: searchPath,
      platform: "linux",
    });
  const environments = () => readdirSync(parent()).filter((name) => name.startsWith("venv-"));

  beforeEach(() => {
    lines = [];
  });

  describe("on PATH", () => {
    it.each(TESTED_MOTOS)("is used in version $version", async ({ version: moto }) => {
      fakePython(python3(), { moto });
      expect(await find()).toBe(python3());
      expect(existsSync(parent())).toBe(false);
    });

    it("is found behind the name python", async () => {
      fakePython(path.join(bin(), "python"), { moto: "5.2.1" });
      expect(await find()).toBe(path.join(bin(), "python"));
    });

    it.each([
      ["its first line", (interpreter: string) => `#!${interpreter}\nimport moto\n`],
      [
        "a line for long paths",
        (interpreter: string) => `#!/bin/sh\n'''exec' "${interpreter}" "$0" "$@"\n' '''\n`,
      ],
    ])("is found in an environment that moto_server names in %s", async (_where, text) => {
      const interpreter = path.join(folder.path, "pipx", "bin", "python3.12");
      fakePython(interpreter, { moto: "5.2.1" });
      fakePython(python3());
      writeFileSync(path.join(bin(), "moto_server"), text(interpreter), { mode: 0o755 });
      expect(await find()).toBe(interpreter);
    });

    it("is found behind a version manager's shim", async () => {
      script(path.join(bin(), "moto_server"), 'exec pyenv exec moto_server "$@"');
      const real = path.join(folder.path, "versions", "python3");
      fakePython(real, { moto: "5.2.1" });
      script(python3(), `exec ${real} "$@"`);
      expect(await find()).toBe(real);
    });

    // 5.2.4 and later publish stream metrics themselves, 5.2.0 and 5.2.2 were not tested.
    it.each(["5.1.22", "5.2.0", "5.2.2", "5.2.4", "5.2.10", "5.2.3.post1", "5.3.0", "6.0.0"])(
      "is reported and not used in version %s; the pinned one is installed",
      async (moto) => {
        fakePython(python3(), { moto });
        const reported: string[] = [];
        const command = await find(bin(), (line) => void reported.push(line));
        expect(path.dirname(path.dirname(path.dirname(command)))).toBe(parent());
        expect(reported).toEqual([
          `moto ${moto} of ${python3()} is not used; the embedded AWS was tested on 5.2.3, 5.2.1: moto 5.2.3 in the project's folder is used instead`,
        ]);
        expect(await find(bin(), (line) => void reported.push(line))).toBe(command);
        expect(reported).toHaveLength(2);
      },
    );

    it("is reported once if two names lead to it", async () => {
      fakePython(python3(), { moto: "5.2.4" });
      fakePython(path.join(bin(), "python"), { moto: "5.2.4" });
      const reported: string[] = [];
      await find(bin(), (line) => void reported.push(line));
      expect(reported).toHaveLength(1);
    });

    it("is not used without its server", async () => {
      fakePython(python3(), { moto: "5.2.1", missingModules: ["flask", "flask_cors"] });
      await find().catch(() => undefined);
      expect(lines[0]).toBe(
        `moto 5.2.1 of ${python3()} is not used; its server lacks flask, flask_cors: moto 5.2.3 in the project's folder is used instead`,
      );
    });
  });

  describe("in the tools folder", () => {
    it("is installed in its own environment", async () => {
      fakePython(python3());
      const command = await find();
      const [name] = environments();
      expect(command).toBe(path.join(parent(), name ?? "", "bin", "python3"));
      expect(readFileSync(path.join(path.dirname(command), "pip-arguments"), "utf8").trim()).toBe(
        "-m pip install --require-hashes --no-deps --only-binary=:all: --no-input " +
          `--disable-pip-version-check --progress-bar=off --retries=2 -r ${MOTO_REQUIREMENTS_FILE}`,
      );
      expect(lines).toEqual([
        `Installing moto 5.2.3 in ${parent()} with Python 3.12.1`,
        `moto 5.2.3 is installed in ${path.join(parent(), name ?? "")}`,
      ]);
    });

    it("is reused without an installation", async () => {
      fakePython(python3());
      const first = await find();
      lines = [];
      expect(await find("")).toEqual(first);
      expect(lines).toEqual([]);
    });

    it("is installed again if its Python no longer exists", async () => {
      fakePython(python3());
      const command = await find();
      rmSync(command);
      const again = await find();
      expect(again).not.toBe(command);
      expect(existsSync(again)).toBe(true);
    });

    it("is installed again if the requirements have changed", async () => {
      fakePython(python3());
      const command = await find();
      const current = path.join(parent(), "current");
      const [name = ""] = readFileSync(current, "utf8").split(" ");
      writeFileSync(current, `${name} ${"0".repeat(64)}\n`);
      expect(await find()).not.toBe(command);
    });

    it("is not used if its installation was not completed", async () => {
      fakePython(path.join(parent(), "venv-half", "bin", "python3"), { moto: MOTO_VERSION });
      fakePython(python3());
      expect(await find()).not.toContain("venv-half");
    });

    it("can be installed by several processes at once", async () => {
      fakePython(python3());
      const all = await Promise.all([find(), find(), find()]);
      const current = await find("");
      expect(all).toContainEqual(current);
      for (const command of all) expect(existsSync(command)).toBe(true);
    });

    it("is installed with the first suitable Python", async () => {
      fakePython(python3(), { version: "3.9.18" });
      fakePython(path.join(bin(), "python3.13"), { version: "3.13.0", supportsVenv: false });
      fakePython(path.join(bin(), "python3.12"), { version: "3.12.1" });
      await find();
      expect(lines[0]).toContain("with Python 3.12.1");
    });
  });

  describe("that can't be installed", () => {
    const failure = async () => {
      // The error is compared with the message and advice of a UserError.
      const error = (await find().catch((thrown: unknown) => thrown)) as object;
      if (existsSync(parent())) expect(readdirSync(parent())).toEqual([]);
      return error;
    };
    const userError = (message: string, advice: string) => ({
      name: "UserError",
      message,
      advice: expect.stringContaining(advice) as unknown,
    });

    it("reports that there is no Python", async () => {
      mkdirSync(bin());
      expect(await failure()).toMatchObject(
        userError(
          "There is no Python on PATH: the embedded AWS runs on moto, which needs Python 3.10 or newer.",
          "https://www.python.org/downloads/",
        ),
      );
    });

    it("ignores a Python that does not run", async () => {
      script(python3(), "exit 9009");
      expect(await failure()).toMatchObject({
        message: expect.stringContaining("There is no Python on PATH") as unknown,
      });
    });

    it.each(["2.7.18", "3.6.15", "3.9.18"])(
      "reports that Python %s is too old",
      async (version) => {
        fakePython(python3(), { version });
        expect(await failure()).toMatchObject(
          userError(
            `Python ${version} (${python3()}) is too old: the embedded AWS runs on moto, which needs Python 3.10 or newer.`,
            "https://www.python.org/downloads/",
          ),
        );
      },
    );

    it("reports that Python can't create virtual environments", async () => {
      fakePython(python3(), { supportsVenv: false });
      expect(await failure()).toMatchObject(
        userError(
          `Python 3.12.1 (${python3()}) lacks the modules venv and ensurepip, which are required to install moto.`,
          "sudo apt install python3-venv",
        ),
      );
    });

    it("reports why the virtual environment could not be created", async () => {
      fakePython(python3(), { venv: 'echo "Error: disk quota exceeded" >&2; echo bye; exit 1' });
      expect(await failure()).toMatchObject({
        message: expect.stringMatching(
          /could not create a virtual environment in .*\(exit 1\): Error: disk quota exceeded$/,
        ) as unknown,
      });
    });

    it("reports why pip failed", async () => {
      fakePython(python3(), { pip: 'echo "ERROR: No matching distribution found" >&2; exit 1' });
      expect(await failure()).toMatchObject(
        userError(
          "pip could not install moto 5.2.3 (exit 1): ERROR: No matching distribution found",
          "python3 -m pip install --require-hashes --only-binary=:all: -r ",
        ),
      );
    });

    it("rejects another version than the pinned one", async () => {
      fakePython(python3(), { installs: "5.1.0" });
      expect(await failure()).toMatchObject({
        message: expect.stringContaining("pip installed moto 5.1.0") as unknown,
      });
    });
  });
});
