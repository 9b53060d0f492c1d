import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { LakeCommand } from "../../support/emulator/lake-command";
import { processesOf } from "../../support/test-run/leftover-processes";
import { until } from "../../support/until";

const MINUTE = 60_000;

describe("a command that is interrupted", () => {
  const lake = new LakeCommand();
  let requests = 0;
  /** Takes every request, and answers none. */
  const silent = createServer(() => (requests += 1));

  beforeAll(async () => {
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo; // it listens on TCP
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
    process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = "test";
  });
  afterAll(() => {
    silent.closeAllConnections();
    silent.close();
    for (const name of ["ENDPOINT_URL", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY"]) {
      delete process.env[`AWS_${name}`];
    }
  });

  it.each([
    ["status", []],
    ["status", ["--watch"]],
    ["crawl", []],
    ["query", ["SELECT 1"]],
    ["publish", ["--count", "1"]],
    ["replay", ["--from", "errors"]],
    ["doctor", []],
  ])(
    "exits with 130 while AWS does not answer: %s %j",
    async (verb, args) => {
      const before = requests;
      const started = lake.start(verb, "--env", "dev", ...args);
      let isOver = false;
      void started.ended.then(() => (isOver = true));
      await until("a request", () => isOver || requests > before);
      started.process.kill("SIGINT");
      const { exitCode, stderr } = await started.ended;
      expect({ exitCode, stderr: stderr.includes("    at ") }).toEqual({
        exitCode: 130,
        stderr: false,
      });
    },
    2 * MINUTE,
  );

  it.each(["cost", "review"])(
    "exits with 130 while another program runs, and leaves none: %s",
    async (verb) => {
      const started = lake.start(verb, "--env", "dev");
      await until("the other program", () =>
        processesOf(lake.home).some(({ command }) => command.includes("synth")),
      );
      started.process.kill("SIGINT");
      expect((await started.ended).exitCode).toBe(130);
      await until("the end of every process", () => processesOf(lake.home).length === 0);
    },
    2 * MINUTE,
  );

  it(
    "exits with 130 also as demo, which ends the embedded AWS that it has started",
    async () => {
      const demo = lake.start("demo");
      await until(
        "the embedded AWS",
        () => existsSync(path.join(lake.home, "emulator.json")),
        2 * MINUTE,
      );
      demo.process.kill("SIGINT");
      expect((await demo.ended).exitCode).toBe(130);
      await until("the end of every process", () => processesOf(lake.home).length === 0);
    },
    5 * MINUTE,
  );
});
