import { syncBuiltinESMExports } from "node:module";
import type { Socket } from "node:net";
import { constants, setPriority } from "node:os";
import os from "node:os";
import traceEvents from "node:trace_events";

/**
 * Denies a function what Node.js's permission model lets through: signals to other processes (one of which makes a
 * Node.js process open its inspector to everyone on this machine), Unix sockets (Docker's, an SSH agent's), and
 * trace files.
 *
 * @param pipe any socket on a pipe
 */
export function confine(pipe: Socket): void {
  confineSignals();
  confinePipes(pipe);
  traceEvents.createTracing = () => deny("trace_events.createTracing");
  os.setPriority = (...parameters: number[]) => {
    if (parameters.length > 1 && parameters[0] !== 0 && parameters[0] !== process.pid) {
      deny("os.setPriority of another process");
    }
    setPriority(parameters.at(-1) ?? 0);
  };
  ignorePermissionWarning();
  syncBuiltinESMExports();
}

function confineSignals(): void {
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => {
    if (pid !== process.pid) deny("process.kill of another process");
    return kill(pid, signal);
  };
  // What `process.kill` and the inspector are made of; not in the types, since nobody shall use them.
  const raw = process as unknown as Record<string, (...parameters: unknown[]) => unknown>;
  const rawKill = raw._kill?.bind(process);
  raw._kill = (pid, signal) => {
    if (pid !== process.pid) deny("process.kill of another process");
    return rawKill?.(pid, signal);
  };
  raw._debugProcess = () => deny("process._debugProcess");
  raw._debugEnd = () => deny("process._debugEnd");
}

/** All that uses a Unix socket uses this prototype, whichever module offers it. */
function confinePipes(pipe: Socket): void {
  // Not in the types: the native handle of a socket, whose methods return zero or a negative error number.
  const { _handle: handle } = pipe as unknown as { readonly _handle: object };
  // A native handle's prototype is an object with methods.
  const prototype = Object.getPrototypeOf(handle) as Record<
    string,
    (request: Parameters<typeof refuseConnection>[0]) => number
  >;
  for (const method of ["bind", "bind2", "listen", "open"]) {
    if (method in prototype) prototype[method] = () => -constants.errno.EACCES;
  }
  for (const method of ["connect", "connect2"]) {
    if (method in prototype) prototype[method] = refuseConnection;
  }
}

/** As libuv refuses a connection: by the callback of the request, as some callers are not ready for an error before. */
function refuseConnection(
  this: object,
  request: { readonly oncomplete: (...parameters: unknown[]) => void },
): number {
  setImmediate(() => request.oncomplete(-constants.errno.EACCES, this, request, true, true));
  return 0;
}

/** Node.js 20 announces its permission model in each process that has one. */
function ignorePermissionWarning(): void {
  const [print] = process.listeners("warning");
  if (print === undefined) return;
  process.off("warning", print);
  process.on("warning", (warning) => {
    const isOwn = warning.name === "ExperimentalWarning" && /^Permission /.test(warning.message);
    if (!isOwn) print(warning);
  });
}

function deny(what: string): never {
  const error = new Error(`Access to this API has been restricted: ${what}`);
  throw Object.assign(error, { code: "ERR_ACCESS_DENIED" });
}
