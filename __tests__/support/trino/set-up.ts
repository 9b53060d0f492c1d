import { setTimeout as sleep } from "node:timers/promises";

import { messageOf } from "../../../errors/message-of";
import setUpRun from "../test-run/set-up";
import { announceBackend, startBackend } from "./trino-backend";

/** Global set-up of the tests on Trino: one embedded AWS for all, whose tables the server of TRINO_URL reads. */
export default async function setUp(): Promise<void> {
  setUpRun();
  const url = process.env["TRINO_URL"];
  if (url === undefined) {
    throw new Error(
      "TRINO_URL is not set. Set it to the address of a Trino server, for example http://127.0.0.1:8080; its config.properties need catalog.management=dynamic.",
    );
  }
  await untilReady(url);
  const { backend, stop } = await startBackend(url);
  announceBackend(backend);
  stopBackend = stop;
}

/** How long a server may take to start, in milliseconds. */
const START_MS = 180_000;

/** Waits for a server that was started just before. @throws Error if it is not ready in time */
async function untilReady(url: string): Promise<void> {
  const until = Date.now() + START_MS;
  for (;;) {
    const info = await fetch(new URL("/v1/info", url)).then(
      (response) => response.text(),
      (error: unknown) => messageOf(error),
    );
    if (info.includes('"starting":false')) return;
    if (Date.now() > until) throw new Error(`No Trino is ready at TRINO_URL ${url}: ${info}`);
    await sleep(500);
  }
}

/** Stops what the set-up started. */
export let stopBackend: () => Promise<void> = () => Promise.resolve();
