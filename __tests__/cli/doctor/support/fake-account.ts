import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { AwsClients } from "../../../../local/aws-clients";

/** What a fake account answers. */
export interface FakeAccountProps {
  readonly accountId: string;
  /** @default - a user */
  readonly callerArn?: string;
  /** HTTP status of HeadBucket. @default 200 */
  readonly bucketStatus?: number;
  /** S3 redirects calls for a bucket from other regions. @default - that of each call */
  readonly bucketRegion?: string;
  /** Answers a call of IAM by its parameters: XML inside of the result, or the code of an error. */
  readonly iam?: (parameters: URLSearchParams) => { readonly result: string } | string;
}

/** STS, S3 and IAM of an account, as much as `lake doctor` asks of them, behind real SDK clients. */
export class FakeAccount {
  private constructor(
    private readonly server: Server,
    private readonly endpointUrl: string,
    /** Actions of IAM that were called. */
    readonly iamCalls: readonly URLSearchParams[],
  ) {}

  private readonly opened: AwsClients[] = [];

  /** Clients that are ended with the account. */
  clientsIn(region: string): AwsClients {
    const { endpointUrl } = this;
    const credentials = { accessKeyId: "fake", secretAccessKey: "fake" };
    const clients = new AwsClients({ region, endpointUrl, credentials });
    this.opened.push(clients);
    return clients;
  }

  static async start(props: FakeAccountProps): Promise<FakeAccount> {
    const iamCalls: URLSearchParams[] = [];
    const server = createServer((request, response) => {
      void answer(request, response, props, iamCalls);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // A server on a port has such an address.
    const { port } = server.address() as AddressInfo;
    return new FakeAccount(server, `http://127.0.0.1:${port}`, iamCalls);
  }

  stop(): void {
    for (const clients of this.opened) clients.destroy();
    this.server.close();
    this.server.closeAllConnections();
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { accountId, callerArn, bucketStatus = 200, bucketRegion, iam }: FakeAccountProps,
  iamCalls: URLSearchParams[],
): Promise<void> {
  const chunks: Buffer[] = [];
  // A request yields buffers; Node.js types them as `any`.
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const parameters = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
  const action = parameters.get("Action") ?? "";
  response.setHeader("content-type", "text/xml");
  if (request.method === "HEAD") {
    // Credential=<key>/<date>/<region>/s3/aws4_request
    const [, , region] =
      /Credential=([^,]+)/.exec(request.headers.authorization ?? "")?.[1]?.split("/") ?? [];
    const isElsewhere = bucketRegion !== undefined && bucketRegion !== region;
    if (isElsewhere) response.setHeader("x-amz-bucket-region", bucketRegion);
    response.statusCode = isElsewhere ? 301 : bucketStatus;
    response.end();
    return;
  }
  if (action === "GetCallerIdentity") {
    const arn = callerArn ?? `arn:aws:iam::${accountId}:user/person`;
    const result = `<Arn>${arn}</Arn><UserId>AIDAEXAMPLE</UserId><Account>${accountId}</Account>`;
    response.end(
      `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
    );
    return;
  }
  iamCalls.push(parameters);
  const answered = iam?.(parameters) ?? "AccessDenied";
  if (typeof answered === "string") {
    response.statusCode = 403;
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${answered}</Code><Message>not authorized to perform: iam:${action}</Message></Error></ErrorResponse>`,
    );
    return;
  }
  response.end(
    `<${action}Response><${action}Result>${answered.result}</${action}Result></${action}Response>`,
  );
}
