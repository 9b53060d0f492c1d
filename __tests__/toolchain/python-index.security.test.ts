import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findInstalledMoto, installMoto } from "../../toolchain/moto/moto-install";
import { pythonCommands } from "../../toolchain/moto/python";
import { MOTO_VERSION } from "../../toolchain/versions";
import { content, ReleaseServer } from "./support/release-server";
import { testFolder } from "./support/test-folder";
import { motoWheel, requirementOf, sha256 } from "./support/wheel";
import type { IndexFile } from "./support/wheel";

// Real interpreters, virtual environments and pip; the index is on the loopback interface.
const TIME_MS = 120_000;

describe("a Python index with other files", () => {
  const folder = testFolder();
  const variables = { ...process.env };
  let index: ReleaseServer;
  const tools = () => path.join(folder.path, "tools");
  const marker = () => path.join(folder.path, "ran");
  const requirements = () => path.join(folder.path, "requirements.txt");

  const offer = (file: IndexFile) => {
    index.on("/simple/moto/", (response, times) => {
      response.setHeader("content-type", "text/html");
      content(`<a href="/files/${file.name}">${file.name}</a>`)(response, times);
    });
    index.on(`/files/${file.name}`, content(file.body));
  };
  const install = () =>
    installMoto({
      toolsFolder: tools(),
      progress: () => undefined,
      platform: process.platform,
      pythons: pythonCommands(process.env.PATH ?? ""),
      requirementsFile: requirements(),
    });
  const rejection = async () => {
    // The error is compared with the message of a UserError.
    const error = (await install().catch((thrown: unknown) => thrown)) as { message?: string };
    expect(readdirSync(path.join(tools(), `moto-${MOTO_VERSION}`))).toEqual([]);
    expect(await findInstalledMoto(tools(), process.platform, requirements())).toBeUndefined();
    expect(existsSync(marker())).toBe(false);
    expect(error).toMatchObject({ name: "UserError" });
    expect(error.message).not.toContain("\n");
    return error.message;
  };
  const leaveMarker = () => `import pathlib; pathlib.Path(${JSON.stringify(marker())}).touch()\n`;

  beforeEach(async () => {
    index = await ReleaseServer.start();
    Object.assign(process.env, {
      PIP_INDEX_URL: `${index.url}/simple/`,
      PIP_EXTRA_INDEX_URL: "",
      PIP_FIND_LINKS: "",
      PIP_NO_CACHE_DIR: "1",
      PIP_CONFIG_FILE: "/dev/null",
      NO_PROXY: "127.0.0.1",
    });
  });
  afterEach(async () => {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, variables);
    await index.stop();
  });

  it(
    "is asked only for the requirements",
    async () => {
      const wheel = motoWheel();
      writeFileSync(requirements(), requirementOf(wheel));
      offer(wheel);
      expect((await install()).moto).toBe(MOTO_VERSION);
      expect(index.asked).toEqual(["/simple/moto/", `/files/${wheel.name}`]);
    },
    TIME_MS,
  );

  it(
    "can't replace a wheel: it is rejected in one line, and nothing of it remains",
    async () => {
      writeFileSync(requirements(), requirementOf(motoWheel()));
      // Python executes the lines of a .pth file at each start.
      const tampered = motoWheel({ "moto.pth": leaveMarker() });
      offer(tampered);
      expect(await rejection()).toBe(
        `pip could not install moto ${MOTO_VERSION} (exit 1): the file of moto==${MOTO_VERSION} in the index does not match the pinned checksums (received SHA-256 ${sha256(tampered.body)})`,
      );
    },
    TIME_MS,
  );

  it(
    "can't run code with a source archive, even if its checksum is right",
    async () => {
      const name = `moto-${MOTO_VERSION}`;
      const source = path.join(folder.path, name);
      mkdirSync(source);
      writeFileSync(
        path.join(source, "setup.py"),
        `${leaveMarker()}from setuptools import setup\nsetup(name="moto", version="${MOTO_VERSION}")\n`,
      );
      writeFileSync(
        path.join(source, "PKG-INFO"),
        `Metadata-Version: 1.0\nName: moto\nVersion: ${MOTO_VERSION}\n`,
      );
      execFileSync("tar", ["-czf", `${source}.tar.gz`, "-C", folder.path, name]);
      const archive = { name: `${name}.tar.gz`, body: readFileSync(`${source}.tar.gz`) };
      writeFileSync(requirements(), requirementOf(archive));
      offer(archive);
      expect(await rejection()).toContain(
        `No matching distribution found for moto==${MOTO_VERSION}`,
      );
      expect(index.asked).not.toContain(`/files/${archive.name}`);
    },
    TIME_MS,
  );
});
