import { connect } from "node:net";
import type { Socket } from "node:net";

/** The bytes received on a connection. */
export interface RawAnswer {
  /** Status of the first response; undefined if the connection ended without one. */
  readonly status: number | undefined;
  readonly text: string;
}

/** Sends bytes that no HTTP client would send, and reads until a response is complete or the connection ends. */
export function rawCall(port: number, request: string, timeoutMs = 5_000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, "127.0.0.1");
    let text = "";
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      const [, status] = /^HTTP\/1\.[01] (\d{3})/.exec(text) ?? [];
      resolve({ status: status === undefined ? undefined : Number(status), text });
    };
    const timer = setTimeout(done, timeoutMs);
    socket.on("error", () => undefined);
    socket.on("connect", () => void socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (isWhole(text)) done();
    });
    socket.on("close", done);
  });
}

function isWhole(text: string): boolean {
  const [head = "", body] = text.split(/\r\n\r\n(.*)/s);
  if (body === undefined) return false;
  if (/^HTTP\/1\.1 (?:100|204)/.test(head)) return true;
  const [, length] = /content-length: (\d+)/i.exec(head) ?? [];
  return length === undefined ? body.endsWith("0\r\n\r\n") : body.length >= Number(length);
}
