import { S3Client } from "@aws-sdk/client-s3";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Stored {
  readonly content: Buffer;
  readonly etag: string;
  readonly lastModified: Date;
}

/** An S3 over HTTP, of one bucket without listings, whose clock is its own. */
export class FakeS3 {
  readonly objects = new Map<string, Stored>();
  private writes = 0;
  private readonly server: Server;

  private constructor(
    /** By its clock, which each answer names. */
    readonly now: () => Date,
  ) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(now: () => Date): Promise<FakeS3> {
    const s3 = new FakeS3(now);
    await new Promise<void>((resolve) => s3.server.listen(0, "127.0.0.1", resolve));
    return s3;
  }

  client(): S3Client {
    return new S3Client({
      region: "us-east-1",
      // A listening TCP server has an address of this form.
      endpoint: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
      forcePathStyle: true,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
  }

  /** Puts an object there as another would. */
  put(path: string, content: string | Buffer, lastModified = this.now()): string {
    this.writes += 1;
    const etag = `"${this.writes}"`;
    this.objects.set(path, { content: Buffer.from(content), etag, lastModified });
    return etag;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
    const path = new URL(request.url ?? "/", "http://s3").pathname;
    const found = this.objects.get(path);
    response.sendDate = false;
    response.setHeader("date", this.now().toUTCString());
    if (request.method === "PUT") {
      const { "if-match": match, "if-none-match": none } = request.headers;
      const holds =
        (match === undefined || match === found?.etag) &&
        (none === undefined || found === undefined);
      if (holds)
        response.setHeader("etag", this.put(path, contentOf(Buffer.concat(chunks), request)));
      response.writeHead(holds ? 200 : 412).end();
      return;
    }
    if (found === undefined) return void response.writeHead(404).end();
    response.setHeader("etag", found.etag);
    response.setHeader("last-modified", found.lastModified.toUTCString());
    response.setHeader("content-length", found.content.length);
    response.writeHead(200).end(request.method === "HEAD" ? undefined : found.content);
  }
}

/** The SDK may send a body in chunks, each with its length before it, and a checksum at the end. */
function contentOf(body: Buffer, { headers }: IncomingMessage): Buffer {
  if (!String(headers["content-encoding"]).includes("aws-chunked")) return body;
  const length = Number(headers["x-amz-decoded-content-length"]);
  const start = body.indexOf("\r\n") + 2;
  return body.subarray(start, start + length);
}
