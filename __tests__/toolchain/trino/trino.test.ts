import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { findJava } from "../../../toolchain/trino/java";
import { findTrino } from "../../../toolchain/trino/trino";

const folder = mkdtempSync(path.join(tmpdir(), "find-trino-"));
const javas = path.join(folder, "javas");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that names its version as Java does. */
function plantJava(name: string, version: string): string {
  const home = path.join(javas, name);
  mkdirSync(path.join(home, "bin"), { recursive: true });
  const file = path.join(home, "bin", "java");
  writeFileSync(file, `#!/bin/sh\necho 'openjdk version "${version}" 2026-01-01' >&2\n`);
  chmodSync(file, 0o755);
  return home;
}

function plantTrino(version: string, plugins: readonly string[]): string {
  const home = path.join(folder, `trino-${version}-${plugins.length}`);
  mkdirSync(path.join(home, "lib"), { recursive: true });
  writeFileSync(path.join(home, "lib", `io.trino_trino-main-${version}.jar`), "");
  for (const plugin of plugins) mkdirSync(path.join(home, "plugin", plugin), { recursive: true });
  return home;
}

const java17 = plantJava("java-17", "17.0.1");
const java26 = plantJava("java-26", "26");
plantJava("java-25", "25.0.3");

function props(environment: Record<string, string>, folders: readonly string[] = [javas]) {
  const toolsFolder = path.join(folder, "tools");
  return { toolsFolder, progress: () => undefined, environment, folders };
}

describe("Java for Trino", () => {
  it("is that of JAVA_HOME if it is new enough, otherwise the oldest installed one that is", async () => {
    const found = await findJava(24, props({ JAVA_HOME: java26 }));
    expect(found).toEqual({ executable: path.join(java26, "bin", "java"), release: 26 });
    expect(await findJava(24, props({ JAVA_HOME: java17 }))).toMatchObject({ release: 25 });
  });

  it("is reported with what was found, if none is new enough", async () => {
    await expect(findJava(27, props({ JAVA_HOME: java17 }))).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(/needs Java 27 .*17 \(.*25 \(/) as unknown,
    });
    await expect(findJava(24, props({}, []))).rejects.toThrow("Found: no Java.");
  });
});

describe("the Trino of the engine trino", () => {
  const plugins = ["hive", "iceberg"];

  it("is that of TRINO_HOME", async () => {
    const home = plantTrino("476", plugins);
    expect(await findTrino(props({ TRINO_HOME: home }))).toEqual({
      type: "server",
      folder: home,
      java: path.join(javas, "java-25", "bin", "java"),
    });
  });

  it.each([
    ["another version", plantTrino("475", plugins), "it has Trino 475, expected 476"],
    ["a missing plug-in", plantTrino("476", ["hive"]), "it lacks the plug-in iceberg"],
    ["an empty folder", folder, "it has no folder lib"],
  ])("is refused for %s", async (_, home, reason) => {
    await expect(findTrino(props({ TRINO_HOME: home }))).rejects.toThrow(reason);
  });

  it("is reported with every way to get it, if nothing can be found or downloaded", async () => {
    await expect(findTrino(props({}))).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining("Maven (mvn) is not on PATH") as unknown,
      advice: expect.stringMatching(/Maven.*TRINO_HOME.*TRINO_URL/) as unknown,
    });
  });

  it.each([
    ["an address with credentials", "http://user:secret@127.0.0.1:1", "has credentials"],
    ["no address", "127.0.0.1", "not the address of a server"],
    ["a server that does not answer", "http://127.0.0.1:1", "does not answer as Trino does"],
  ])("is refused at TRINO_URL for %s", async (_, url, reason) => {
    await expect(findTrino(props({ TRINO_URL: url }))).rejects.toThrow(reason);
  });

  it.each([
    ["477", false, "Trino of version 477, expected 476"],
    ["476", true, "is still starting"],
    ["476", false, undefined],
  ])("is the server at TRINO_URL if its version is %s and it is ready", async (...args) => {
    const [version, starting, reason] = args;
    const server = createServer((_, response) =>
      response.end(JSON.stringify({ nodeVersion: { version }, starting })),
    ).listen(0, "127.0.0.1");
    await once(server, "listening");
    // A listening TCP server has an address of this form.
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const found = findTrino(props({ TRINO_URL: url }));
      if (reason === undefined) expect(await found).toEqual({ type: "url", url });
      else await expect(found).rejects.toThrow(reason);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
