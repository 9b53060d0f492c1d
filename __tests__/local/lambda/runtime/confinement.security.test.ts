import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { filterVariables } from "../../../../local/lambda/process/function-variables";
import { ControlPlane, payloadOf } from "../support/control-plane";
import { invoke, payloadOf as endOf, RunningFunctions } from "../support/running-functions";

// Not in /tmp, which is redirected to the function's own.
const outside = mkdtempSync("/var/tmp/confinement-");
const home = join(outside, "home");
mkdirSync(join(home, ".aws"), { recursive: true });
writeFileSync(join(home, ".aws", "credentials"), "planted-secret");
writeFileSync(join(home, ".aws", "credentials.mjs"), "export const planted = true;");

const plane = new ControlPlane(outside);
const functions = new RunningFunctions(outside);
beforeAll(async () => {
  await Promise.all([plane.start(), functions.prepare()]);
});
afterEach(() => functions.end());
afterAll(async () => {
  functions.remove();
  await plane.stop();
  rmSync(outside, { recursive: true, force: true });
});

/** The outcome of each piece of code in a function: its result, or the error code. */
async function attempt(attempts: Readonly<Record<string, string>>): Promise<unknown> {
  const body = Object.entries(attempts).map(
    ([name, code]) => `${JSON.stringify(name)}: await attempt(async () => ${code}),`,
  );
  const { process: running } = await functions.start({
    "index.js": `
      const fs = require("node:fs"), os = require("node:os"), net = require("node:net");
      const attempt = async (code) => {
        try { return { got: String(await code()) }; } catch (error) { return error.code ?? String(error); }
      };
      exports.handler = async (event) => ({ ${body.join("\n")} });`,
  });
  return endOf(
    await invoke(running, { outside, home, project: resolve("."), parent: process.pid }),
  );
}

const DENIED = "ERR_ACCESS_DENIED";

describe("a function", () => {
  it("reads and writes only its own files", async () => {
    const other = join(functions.folder, "other-code");
    mkdirSync(other);
    writeFileSync(join(other, "index.js"), "other");
    const outcome = await attempt({
      environmentOfParent: "fs.readFileSync(`/proc/${process.ppid}/environ`)",
      environmentOfEmulator: "fs.readFileSync(`/proc/${event.parent}/environ`)",
      ownEnvironment: 'fs.readFileSync("/proc/self/environ")',
      credentials: "fs.readFileSync(`${event.home}/.aws/credentials`)",
      credentialsByBuffer: "fs.readFileSync(Buffer.from(`${event.home}/.aws/credentials`))",
      credentialsByUrl: "fs.readFileSync(new URL(`file://${event.home}/.aws/credentials`))",
      credentialsByPromise: "fs.promises.readFile(`${event.home}/.aws/credentials`)",
      credentialsByStream:
        "new Promise((done, fail) => fs.createReadStream(`${event.home}/.aws/credentials`).on('error', fail).on('data', done))",
      credentialsByTraversal: "fs.readFileSync(`${process.cwd()}/../../home/.aws/credentials`)",
      credentialsByEnvFile: "process.loadEnvFile(`${event.home}/.aws/credentials`)",
      credentialsByCopy: "fs.copyFileSync(`${event.home}/.aws/credentials`, '/tmp/copy')",
      credentialsByHardLink: "fs.linkSync(`${event.home}/.aws/credentials`, '/tmp/link')",
      credentialsBySymbolicLink: "fs.symlinkSync(`${event.home}/.aws/credentials`, '/tmp/link')",
      credentialsByImport: "import(`${event.home}/.aws/credentials.mjs`)",
      project: "fs.readFileSync(`${event.project}/package.json`)",
      otherCode: "fs.readFileSync(`${process.cwd()}/../other-code/index.js`)",
      otherFolder: "fs.readdirSync(`${process.cwd()}/..`)",
      ownCodeChanged: "fs.writeFileSync(`${process.cwd()}/index.js`, '')",
      writes: "fs.writeFileSync(`${event.outside}/written`, '')",
      report: "process.report.writeReport(`${event.outside}/report.json`)",
      heapSnapshot: "require('node:v8').writeHeapSnapshot(`${event.outside}/heap`)",
      traces: "require('node:trace_events').createTracing({ categories: ['v8'] }).enable()",
    });
    expect(outcome).toEqual({
      ...mapValues(outcome, () => DENIED),
      // A path in the machine's /tmp is redirected to the function's own, which contains no project.
      project: resolve(".").startsWith("/tmp/") ? "ENOENT" : DENIED,
    });
    expect(existsSync(join(outside, "written"))).toBe(false);
  });

  it("starts no process, thread, native code or inspector, and signals no other process", async () => {
    const outcome = await attempt({
      child: "require('node:child_process').execFileSync('/bin/true')",
      cluster: "require('node:cluster').fork()",
      worker: "new (require('node:worker_threads').Worker)('1', { eval: true })",
      inspector: "require('node:inspector').open(0)",
      binding: "process.binding('fs')",
      wasi: "new (require('node:wasi').WASI)({ version: 'preview1', preopens: { '/': '/' } })",
      signal: "process.kill(event.parent, 0)",
      everyone: "process.kill(-1, 0)",
      // It makes a Node.js process listen for a debugger on the default port.
      debug: "process._debugProcess(event.parent)",
      raw: "process._kill(event.parent, 0)",
    });
    expect(outcome).toEqual(mapValues(outcome, () => DENIED));
    expect(await attempt({ addon: "process.dlopen({ exports: {} }, '/tmp/x.node')" })).toEqual({
      addon: "ERR_DLOPEN_DISABLED",
    });
    expect(await attempt({ sqlite: "require('node:sqlite')" })).toMatchObject({
      sqlite: expect.stringMatching(/^(ERR_UNKNOWN_BUILTIN_MODULE|MODULE_NOT_FOUND)$/) as string,
    });
  });

  it("connects to no Unix socket by any means", async () => {
    const path = join(outside, "docker.sock");
    const server = createServer((socket) => socket.end("secret"));
    await new Promise<void>((done) => server.listen(path, done));
    try {
      const connect = (how: string) =>
        `new Promise((done, fail) => ${how}.on('error', fail).on('data', done))`;
      const outcome = await attempt({
        net: connect("net.connect(`${event.outside}/docker.sock`)"),
        http: connect(
          "require('node:http').get({ socketPath: `${event.outside}/docker.sock`, path: '/' })",
        ),
        listen:
          "new Promise((done, fail) => net.createServer().on('error', fail).listen(`${event.outside}/own`, done))",
      });
      expect(outcome).toEqual({ net: "EACCES", http: "EACCES", listen: "EACCES" });
    } finally {
      server.close();
    }
  });

  it("has a /tmp of its own, and finds time zones, names and the endpoint", async () => {
    await plane.deploy(
      "works",
      `const fs = await import("node:fs");
       const { tmpdir, homedir } = await import("node:os");
       fs.mkdirSync("/tmp/a/b", { recursive: true });
       fs.writeFileSync("/tmp/a/b/c", "text");
       const unique = await fs.promises.mkdtemp("/tmp/unique-");
       await new Promise((done) => fs.createWriteStream("/tmp/streamed-${process.pid}").end("streamed", done));
       return {
         read: fs.readFileSync(tmpdir() + "/a/b/c", "utf8"),
         streamed: await fs.promises.readFile("/tmp/streamed-${process.pid}", "utf8"),
         listed: fs.readdirSync("/tmp").length,
         unique: unique.startsWith(tmpdir() + "/unique-"),
         home: homedir() === tmpdir(),
         zone: new Date(0).toLocaleString("de-DE", { timeZone: "Europe/Berlin" }),
         localhost: (await (await import("node:dns/promises")).lookup("localhost")).address !== "",
         answered: (await fetch(process.env.AWS_ENDPOINT_URL + "/bucket/key", { headers: {
           authorization: "AWS4-HMAC-SHA256 Credential=of-the-role/20260101/eu-west-1/s3/aws4_request",
         } })).status,
         arguments: process.argv.length,
       };`,
      { Timeout: 10 },
    );
    const answer = await plane.invoke("works", {}, { LogType: "Tail" });
    expect(payloadOf(answer)).toEqual({
      read: "text",
      streamed: "streamed",
      listed: 3,
      unique: true,
      home: true,
      zone: "1.1.1970, 01:00:00",
      localhost: true,
      answered: 200,
      arguments: 2,
    });
    expect(existsSync(`/tmp/streamed-${process.pid}`)).toBe(false);
    const log = Buffer.from(answer.LogResult ?? "", "base64").toString();
    expect(log).not.toMatch(/Warning|ERROR/);
  });

  it("may do what Lambda allows if the user disables the confinement", async () => {
    const { process: running } = await functions.start(
      {
        "index.js":
          "exports.handler = async () => require('node:child_process').execFileSync('echo', ['ran']).toString();",
      },
      "index.handler",
      {},
      { confined: false },
    );
    expect(endOf(await invoke(running, {}))).toBe("ran\n");
  });

  const onLinux = process.platform === "linux" ? it : it.skip;
  onLinux("is started with the listed environment only, as /proc shows it", async () => {
    await plane.deploy("environment", "return process.pid;", {
      Environment: { Variables: { NAME: "value" } },
    });
    process.env.PLANTED_TOKEN = "planted";
    const pid = payloadOf(await plane.invoke("environment")) as number;
    delete process.env.PLANTED_TOKEN;
    const names = readFileSync(`/proc/${pid}/environ`, "utf8")
      .split("\0")
      .filter(Boolean)
      .map((entry) => entry.slice(0, entry.indexOf("=")));
    const lambdas = /^(AWS_\w+|_HANDLER|HOME|LAMBDA_TASK_ROOT|LANG|NAME|PATH|TMPDIR|TZ)$/;
    expect(names.filter((name) => !lambdas.test(name))).toEqual([]);
    expect(names).toContain("NAME");
  });
});

describe("variables of a function", () => {
  const configure = (Variables: Record<string, string>) =>
    plane.lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: "variables",
        Environment: { Variables },
      }),
    );
  beforeAll(() => plane.deploy("variables", "return process.env;"));

  it.each(["AWS_REGION", "AWS_SECRET_ACCESS_KEY", "LAMBDA_TASK_ROOT", "_HANDLER"])(
    "can't be named %s",
    async (name) => {
      const message = `Reserved keys used in this request: ${name}`;
      await expect(configure({ [name]: "x" })).rejects.toMatchObject({
        name: "InvalidParameterValueException",
        message: expect.stringContaining(message) as string,
      });
      const created = plane.deploy("reserved", "", { Environment: { Variables: { [name]: "x" } } });
      await expect(created).rejects.toThrow(message);
    },
  );

  it("have valid names and 4 KB at most", async () => {
    await expect(configure({ "1A": "x" })).rejects.toThrow("Map keys must satisfy constraint");
    await expect(configure({ LARGE: "x".repeat(4096) })).rejects.toThrow("exceeded the 4KB limit");
  });

  it("do not lift the confinement", async () => {
    const variables = {
      NODE_OPTIONS:
        '--allow-fs-read=* --enable-source-maps --allow_child_process --inspect=0 "--allow-worker" --conditions custom --require --no-permission --no-experimental-permission --experimental-sqlite --openssl-config=/x',
      LD_PRELOAD: "/x.so",
      OPENSSL_CONF: "/x.cnf",
      NODE_V8_COVERAGE: "/x",
      NODE_CHANNEL_FD: "3",
      NODE_ENV: "production",
    };
    const { kept, dropped } = filterVariables(variables, true);
    expect(kept).toEqual({
      NODE_OPTIONS: "--enable-source-maps --conditions custom",
      NODE_ENV: "production",
    });
    expect(dropped).toContain("LD_PRELOAD");
    expect(dropped).toContain("--allow-fs-read of NODE_OPTIONS");
    await configure(variables);
    expect(payloadOf(await plane.invoke("variables"))).toMatchObject(kept);
  });

  it("are passed unchanged to a function that is not confined", () => {
    const variables = { NODE_OPTIONS: "--inspect=0", LD_PRELOAD: "/x.so" };
    expect(filterVariables(variables, false)).toEqual({ kept: variables, dropped: [] });
  });
});

function mapValues(outcome: unknown, map: () => unknown): object {
  // If an outcome is not an object, the test fails.
  return Object.fromEntries(Object.keys(outcome as object).map((name) => [name, map()]));
}
