import { createServer } from "node:http";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { lakeHome } from "../../../local/home/lake-home";
import { openHome } from "../../../local/home/open-home";
import type { UserError } from "../../../errors/user-error";
import { startEmulator } from "../../../local/lifecycle/start-emulator";
import { stopEmulator } from "../../../local/lifecycle/stop-emulator";

const MINUTE = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), "lifecycle-"));
const home = lakeHome({ LAKE_HOME: folder });
const noPython = { motoPython: path.join(folder, "no-python"), enforceIam: false };

afterAll(async () => {
  await stopEmulator(home);
  rmSync(folder, { recursive: true, force: true });
});

/** A port that another program uses. */
async function usedPort(answer: object) {
  const server = createServer((_, response) => response.end(JSON.stringify(answer)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

describe("the start of the embedded AWS", () => {
  afterEach(() => delete process.env.LAKE_ALLOWED_HOSTS);

  it("fails for an invalid setting before anything is started", async () => {
    process.env.LAKE_ALLOWED_HOSTS = "http://not a host";
    await expect(startEmulator(home, { ...noPython, port: 1 })).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining("LAKE_ALLOWED_HOSTS") as unknown,
    });
    expect(existsSync(home.logFile)).toBe(false);
  });

  it.each([
    ["another program", {}],
    ["the embedded AWS of /lake", { home: "/lake" }],
  ])(
    "names the owner of a port that is in use: %s",
    async (owner, answer) => {
      const { server, port } = await usedPort(answer);
      try {
        const started = startEmulator(home, { ...noPython, port });
        const failure = await started.then(
          () => undefined,
          (error: unknown) => error as UserError,
        );
        expect(failure).toMatchObject({
          name: "UserError",
          message: `Port ${port} on 127.0.0.1 is in use by ${owner}.`,
        });
        const [, free] =
          /^Stop it, or run the same command on a free port: --port (\d+)$/.exec(
            failure?.advice ?? "",
          ) ?? [];
        // One nearby, so that a second run advises the same.
        expect(Number(free)).toBeGreaterThan(port);
        expect(Number(free)).toBeLessThan(port + 20);
      } finally {
        server.closeAllConnections();
        server.close();
      }
      expect(existsSync(home.runFile)).toBe(false);
    },
    2 * MINUTE,
  );

  it(
    "fails with the reason in the log if moto can't be started",
    async () => {
      const { server, port } = await usedPort({});
      server.close();
      await once(server, "close");
      await expect(startEmulator(home, { ...noPython, port })).rejects.toMatchObject({
        name: "UserError",
        message: expect.stringMatching(/^The embedded AWS did not start: .*no-python/) as unknown,
        advice: expect.stringContaining(home.logFile) as unknown,
      });
    },
    2 * MINUTE,
  );
});

describe("the stop of the embedded AWS", () => {
  it("says that there was none", async () => {
    expect(await stopEmulator(home)).toBe(false);
  });

  it("removes a damaged run file, and keeps what was deployed", async () => {
    openHome(home);
    writeFileSync(home.runFile, "{");
    mkdirSync(home.stateFolder, { recursive: true });
    writeFileSync(home.deploymentFile, "{}");
    expect(await stopEmulator(home)).toBe(true);
    expect(existsSync(home.runFile)).toBe(false);
    expect(existsSync(home.deploymentFile)).toBe(true);
  });
});
