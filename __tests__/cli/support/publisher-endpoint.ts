import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Dataset } from "../../../model/dataset/dataset";
import { resolveDataset } from "../../../model/dataset/resolve-dataset";
import { createHandler } from "../../../lambda-src/publisher/handler";

/** Lambda's `Invoke` over HTTP, with the publisher function behind it and a stream that keeps what it takes. */
export class PublisherEndpoint {
  /** Data of every record in the stream. */
  readonly stream: string[] = [];
  invocations = 0;
  /** Records that the stream rejects, at each try. */
  rejects: (data: string) => boolean = () => false;
  /** Takes over the answer to an invocation. @default - it is answered whole */
  answer: ((response: ServerResponse, body: Buffer) => void) | undefined;
  private readonly server: Server;

  private constructor(dataset: Dataset) {
    const handler = createHandler({
      dataset: resolveDataset(dataset),
      settings: () => ({ streamName: "events", partitionKeyPath: dataset.partitionKeyPath }),
      putRecords: (_, records) =>
        Promise.resolve({
          Records: records.map(({ data }) => {
            const text = Buffer.from(data).toString("utf8").trim();
            if (this.rejects(text)) return { ErrorCode: "InternalFailure", ErrorMessage: "no" };
            return { SequenceNumber: String(this.stream.push(text)) };
          }),
        }),
    });
    const invoke = async (request: IncomingMessage, response: ServerResponse) => {
      this.invocations += 1;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
      // Always the same, so that a busy machine changes nothing: long waits between tries find no time.
      const context = { getRemainingTimeInMillis: () => 1_000 };
      const input: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      const result = await handler(input, context).catch((error: Error) => error);
      const isError = result instanceof Error;
      const document = isError ? { errorType: result.name, errorMessage: result.message } : result;
      const body = Buffer.from(JSON.stringify(document));
      if (isError) response.setHeader("x-amz-function-error", "Unhandled");
      if (this.answer === undefined) response.end(body);
      else this.answer(response, body);
    };
    this.server = createServer((request, response) => void invoke(request, response));
  }

  static async start(dataset: Dataset): Promise<PublisherEndpoint> {
    const endpoint = new PublisherEndpoint(dataset);
    await new Promise<void>((resolve) => endpoint.server.listen(0, "127.0.0.1", resolve));
    return endpoint;
  }

  get url(): string {
    // A listening TCP server has an address of this form.
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}
