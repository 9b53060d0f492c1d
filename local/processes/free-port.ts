import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

const HIGHEST_PORT = 65_535;

/** Finds a free port of the loopback interface. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/**
 * The first free port above another one, so that it stays the same until a program takes or frees one.
 *
 * @param isUsable whether the caller can use a port @default - all of them
 * @returns undefined if there is none
 */
export async function freePortAbove(
  port: number,
  isUsable: (port: number) => boolean = () => true,
): Promise<number | undefined> {
  for (let next = port + 1; next <= HIGHEST_PORT; next += 1) {
    if (isUsable(next) && (await isFree(next))) return next;
  }
  return undefined;
}

/** Whether a program could listen on a port of the loopback interface. */
export async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch {
    // Another program listens there, or this user may not.
    return false;
  }
}

async function listenOnce(wanted: number): Promise<number> {
  const probe = createServer().listen(wanted, "127.0.0.1");
  await once(probe, "listening");
  // A listening TCP server has an address of this form.
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
