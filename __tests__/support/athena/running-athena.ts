import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { stop as stopEsbuild } from "esbuild";

import { EnginePool, type EnginePoolProps } from "../../../local/athena/engine-process/engine-pool";
import { QueryService } from "../../../local/athena/query-service";
import { FakeAws } from "../fake-aws/fake-aws";

/** The fields of GetQueryExecution that the tests use. */
export interface DescribedExecution {
  readonly Status: {
    readonly State: string;
    readonly StateChangeReason?: string;
    readonly AthenaError?: { readonly ErrorCategory: number; readonly ErrorType: number };
  };
}

const BASE = {
  service: "athena",
  region: "eu-west-1",
  accessKeyId: "analyst",
  method: "POST",
  url: "/",
  headers: {},
};

/** Athena with real query processes, and an endpoint that accepts results and has no tables. */
export class RunningAthena {
  readonly log: string[] = [];
  pool: EnginePool | undefined;
  /** Requests that got no answer. */
  stalledRequests = 0;
  readonly folder = mkdtempSync(join(tmpdir(), "running-athena-"));
  private readonly server: Server = createServer((request, response) => {
    request.resume().once("end", () => {
      if (request.method === this.props.stalledMethod) {
        this.stalledRequests += 1;
        return;
      }
      response.writeHead(request.method === "PUT" ? 200 : 404).end();
    });
  });
  private started: QueryService | undefined;

  constructor(
    private readonly props: Pick<EnginePoolProps, "limits" | "bundle" | "reportsMemory"> & {
      /** HTTP method of the requests that get no answer. @default - all get one */
      readonly stalledMethod?: string;
    } = {},
  ) {}

  get service(): QueryService {
    if (this.started === undefined) throw new Error("call start() first");
    return this.started;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    // A server that listens on a port has an AddressInfo.
    const { port } = this.server.address() as AddressInfo;
    const aws = new FakeAws({
      GetWorkGroupCommand: ({ WorkGroup: Name }) => ({
        WorkGroup: {
          Name,
          Configuration: { ResultConfiguration: { OutputLocation: "s3://results/" } },
        },
      }),
    });
    const context = {
      endpointUrl: `http://127.0.0.1:${port}`,
      stateFolder: this.folder,
      scratchFolder: join(this.folder, "scratch"),
      regions: () => ["eu-west-1"],
      clients: () => aws.clients,
      revisions: () => ({ everywhere: 0, scopes: {} }),
      log: {
        info: (_: string, message: string) => void this.log.push(message),
        error: (_: string, message: string) => void this.log.push(message),
      },
    };
    this.started = new QueryService(context, (resultFolder) => {
      const folder = join(this.folder, "athena");
      this.pool = new EnginePool({ folder, resultFolder, context, ...this.props });
      return this.pool;
    });
    this.started.start();
  }

  async call(operation: string, input: object): Promise<Readonly<Record<string, unknown>>> {
    const body = Buffer.from(JSON.stringify(input));
    const reply = await this.service.handle({ ...BASE, operation, body }, () =>
      Promise.reject(new Error("nothing is to be forwarded")),
    );
    // Every response of this service is a JSON object.
    return JSON.parse(String(reply?.body)) as Readonly<Record<string, unknown>>;
  }

  /** Starts a query. @returns its id */
  async query(sql: string): Promise<string> {
    const answer = await this.call("StartQueryExecution", { QueryString: sql });
    if (typeof answer["QueryExecutionId"] === "string") return answer["QueryExecutionId"];
    throw new Error(JSON.stringify(answer));
  }

  async describe(id: string): Promise<DescribedExecution> {
    const answer = await this.call("GetQueryExecution", { QueryExecutionId: id });
    // The service's response has these fields.
    return answer["QueryExecution"] as DescribedExecution;
  }

  async stateOf(id: string): Promise<string> {
    return (await this.describe(id)).Status.State;
  }

  async ended(id: string): Promise<DescribedExecution["Status"]> {
    for (;;) {
      const { Status } = await this.describe(id);
      if (!["QUEUED", "RUNNING"].includes(Status.State)) return Status;
      await sleep(5);
    }
  }

  /** Runs a query and waits for its end. */
  async run(sql: string): Promise<DescribedExecution["Status"]> {
    return this.ended(await this.query(sql));
  }

  async stop(): Promise<void> {
    await this.started?.stop();
    // esbuild's process would keep running.
    await stopEsbuild();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
