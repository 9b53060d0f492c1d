import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { emulatorState, hasEnded, healthOf } from "../../../local/lifecycle/emulator-state";
import { lakeHome } from "../../../local/home/lake-home";
import { writeRunFile } from "../../../local/home/run-file";
import type { RunningEmulator } from "../../../local/home/run-file";
import { ownIdentity } from "../../../local/processes/process-identity";

const folder = mkdtempSync(path.join(tmpdir(), "lifecycle-"));
const home = lakeHome({ LAKE_HOME: folder });
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(home.runFile, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Address of a program that answers every request in the same way. */
async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering =
  (body: unknown): RequestListener =>
  (_, response) =>
    response.end(JSON.stringify(body));
const silent: RequestListener = () => undefined;

function recorded(endpointUrl: string, changes: Partial<RunningEmulator> = {}): RunningEmulator {
  return {
    ...ownIdentity(),
    endpointUrl,
    startedAt: "2026-11-28T18:00:00.000Z",
    enforceIam: false,
    controlPlane: ownIdentity(),
    ...changes,
  };
}

describe("the embedded AWS of a home", () => {
  it("is stopped without a run file", async () => {
    expect(await emulatorState(home)).toEqual({ state: "stopped" });
  });

  it("runs if its own process answers", async () => {
    const emulator = recorded(await serve(answering({ pid: process.pid, home: folder })));
    writeRunFile(home, emulator);
    expect(await emulatorState(home)).toEqual({ state: "running", emulator });
    expect(hasEnded(emulator)).toBe(false);
  });

  it("is refused if it was moved here while it ran, since it writes elsewhere", async () => {
    const answer = answering({ pid: process.pid, home: "/clone/.lake" });
    writeRunFile(home, recorded(await serve(answer)));
    await expect(emulatorState(home)).rejects.toMatchObject({
      name: "UserError",
      message: `${folder} was moved here from /clone/.lake while its embedded AWS (process ${process.pid}) ran, which still writes to /clone/.lake.`,
    });
  });

  it("runs if it was started with another path of its folder", async () => {
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    const emulator = recorded(await serve(answering({ pid: process.pid, home: link })));
    writeRunFile(home, emulator);
    expect(await emulatorState(home)).toEqual({ state: "running", emulator });
    rmSync(link);
  });

  it("has ended if its run file says so, with the reason", async () => {
    const end = { at: "2026-11-28T19:00:00.000Z", reason: "moto exited." };
    const emulator = recorded("http://127.0.0.1:9", { ended: end });
    writeRunFile(home, emulator);
    expect(await emulatorState(home)).toEqual({ state: "ended", emulator, end });
  });

  it("was killed if another process has its number", async () => {
    const emulator = recorded("http://127.0.0.1:9", { startTime: "another" });
    writeRunFile(home, emulator);
    expect(await emulatorState(home)).toEqual({ state: "killed", emulator });
    expect(hasEnded(emulator)).toBe(true);
  });

  it.each<[string, RequestListener]>([
    ["it does not answer", silent],
    ["another program answers", answering({ hello: "world" })],
    ["another embedded AWS answers", answering({ pid: process.pid + 1 })],
  ])("is unresponsive if its process exists, but %s", async (_, answer) => {
    const emulator = recorded(await serve(answer));
    writeRunFile(home, emulator);
    const found = await emulatorState(home, 200);
    expect(found).toMatchObject({ state: "unresponsive", emulator });
  });
});

describe("the health of an endpoint", () => {
  it.each<[string, unknown, unknown]>([
    ["the process and the home", { pid: 7, home: "/lake" }, { pid: 7, home: "/lake" }],
    ["nothing of another type", { pid: "7", home: 1 }, {}],
    ["nothing that is not an object", "up", undefined],
    ["nothing of null", null, undefined],
  ])("has %s", async (_, body, health) => {
    expect(await healthOf(await serve(answering(body)), 5_000)).toEqual(health);
  });

  it("is missing if nothing answers, no JSON does, or it redirects", async () => {
    expect(await healthOf("http://127.0.0.1:9", 5_000)).toBeUndefined();
    expect(await healthOf(await serve((_, response) => response.end("up")), 5_000)).toBeUndefined();
    server?.close();
    const elsewhere = await serve((_, response) =>
      response.writeHead(302, { location: "https://example.com/" }).end(),
    );
    expect(await healthOf(elsewhere, 5_000)).toBeUndefined();
  });
});
