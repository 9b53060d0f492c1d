import { syncBuiltinESMExports } from "node:module";
import type { Socket } from "node:net";
import { constants, setPriority } from "node:os";
import os from "node:os";
import traceEvents from "node:trace_events";

/**
 * Denies a function what Node.js's permission model allows: signals to other processes (one of them opens the inspector
 * of a Node.js process to everyone on this machine), Unix sockets (those of Docker or an SSH agent), and trace files.
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
  // Internal functions behind `process.kill` and the inspector, which are not in the types.
  const raw = process as unknown as Record<string, (...parameters: unknown[]) => unknown>;
  const rawKill = raw._kill?.bind(process);
  raw._kill = (pid, signal) => {
    if (pid !== process.pid) deny("process.kill of another process");
    return rawKill?.(pid, signal);
  };
  raw._debugProcess = () => deny("process._debugProcess");
  raw._debugEnd = () => deny("process._debugEnd");
}

/** All users of Unix sockets share this prototype, whichever module they use. */
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

/** Fails as in libuv: in the callback of the request, because some callers do not expect an earlier error. */
function refuseConnection(
  this: object,
  request: { readonly oncomplete: (...parameters: unknown[]) => void },
): number {
  setImmediate(() => request.oncomplete(-constants.errno.EACCES, this, request, true, true));
  return 0;
}

/** Node.js 20 prints a warning about the permission model in each process. */
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
