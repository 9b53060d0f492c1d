import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request as it came. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

/** One run of the fake. */
export interface FakeRunProps {
  /** Answer to `json-output`. */
  readonly plan: unknown;
  /** Statuses of planning, one for each time that the run is read; the last one stays. @default finished */
  readonly planning?: readonly string[];
  /** Attributes of the run, over the defaults. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const TOKEN = "team.atlasv1.token";
const TASK_TOKEN = "task.atlasv1.token";
const RUN = "run-CZcmD7eagjhyX0vN";
const PLAN_PATH = "/api/v2/plans/plan-8F5JFydVYAmtTjET/json-output";
const CALLBACK_PATH = "/api/v2/task-results/5ea8d46c-2ceb-42cd-83f2-82e54697bddd/callback";

/**
 * Terraform Cloud as its API's documentation describes it: anything else is answered with an error and noted in
 * `violations`. The plan itself is stored on another origin, as on Terraform Cloud.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class FakeTerraformCloud {
  readonly token = TOKEN;
  readonly runId = RUN;
  readonly requests: ReceivedRequest[] = [];
  /** Requests to the store of plans. */
  readonly downloads: ReceivedRequest[] = [];
  /** What a request did against the documentation. */
  readonly violations: string[] = [];
  /** Statuses that the next requests get instead of an answer. */
  readonly failures: number[] = [];
  private reads = 0;
  private readonly api: Server;
  private readonly store: Server;

  private constructor(private readonly run: FakeRunProps) {
    this.api = createServer((request, response) => void this.answer(request, response));
    this.store = createServer((request, response) => {
      void received(request).then((each) => this.downloads.push(each));
      response.end(JSON.stringify(this.run.plan));
    });
  }

  static async start(run: FakeRunProps): Promise<FakeTerraformCloud> {
    const fake = new FakeTerraformCloud(run);
    for (const server of [fake.api, fake.store]) {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    }
    return fake;
  }

  get host(): string {
    return `127.0.0.1:${portOf(this.api)}`;
  }

  /** What Terraform Cloud sends to a run task. */
  taskRequest(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return {
      payload_version: 1,
      stage: "post_plan",
      access_token: TASK_TOKEN,
      capabilities: { outcomes: true },
      organization_name: "my-company",
      plan_json_api_url: `http://${this.host}${PLAN_PATH}`,
      run_id: RUN,
      task_result_callback_url: `http://${this.host}${CALLBACK_PATH}`,
      task_result_enforcement_level: "mandatory",
      workspace_name: "lake-prod",
      ...overrides,
    };
  }

  /** Bodies of the answers to the run task. */
  get results(): unknown[] {
    return this.requests.filter(({ path }) => path === CALLBACK_PATH).map(({ body }) => body);
  }

  stop(): void {
    for (const server of [this.api, this.store]) {
      server.close();
      server.closeAllConnections();
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const each = await received(request);
    this.requests.push(each);
    const failure = this.failures.shift();
    if (failure !== undefined) return this.refuse(response, failure, "overloaded");
    if (each.contentType !== "application/vnd.api+json") {
      this.violations.push(`content type ${each.contentType ?? "missing"}`);
    }
    const isCallback = each.method === "PATCH" && each.path === CALLBACK_PATH;
    const isTask = isCallback || each.path === PLAN_PATH;
    if (each.authorization !== `Bearer ${isTask ? TASK_TOKEN : TOKEN}`) {
      return this.refuse(response, 401, "unauthorized");
    }
    if (isCallback) {
      this.violations.push(...resultViolations(each.body));
      response.end();
      return;
    }
    if (each.method !== "GET") return this.refuse(response, 404, "not found");
    if (each.path === `/api/v2/runs/${RUN}/plan/json-output` || each.path === PLAN_PATH) {
      response
        .writeHead(307, { location: `http://127.0.0.1:${portOf(this.store)}/object/1` })
        .end();
      return;
    }
    const document = this.documentOf(each.path);
    if (document === undefined) return this.refuse(response, 404, "not found");
    response.end(JSON.stringify(document));
  }

  private documentOf(path: string): unknown {
    if (path === "/api/v2/workspaces/ws-ck4G5bb1Yei5szRh") {
      return { data: { type: "workspaces", attributes: { name: "lake-prod" } } };
    }
    if (path !== `/api/v2/runs/${RUN}?include=plan`) return undefined;
    const planning = this.run.planning ?? ["finished"];
    const status = planning[Math.min(this.reads++, planning.length - 1)];
    return {
      data: {
        id: RUN,
        type: "runs",
        attributes: {
          "auto-apply": false,
          "is-destroy": false,
          "plan-only": false,
          message: "Custom message",
          status: "planned",
          "target-addrs": null,
          ...this.run.attributes,
        },
        relationships: {
          plan: { data: { id: "plan-8F5JFydVYAmtTjET", type: "plans" } },
          workspace: { data: { id: "ws-ck4G5bb1Yei5szRh", type: "workspaces" } },
        },
      },
      included: [{ id: "plan-8F5JFydVYAmtTjET", type: "plans", attributes: { status } }],
    };
  }

  private refuse(response: ServerResponse, status: number, title: string): void {
    const errors = [{ status: String(status), title }];
    response.writeHead(status).end(JSON.stringify({ errors }));
  }
}

function portOf(server: Server): number {
  // A server on a port has such an address.
  return (server.address() as AddressInfo).port;
}

async function received(request: IncomingMessage): Promise<ReceivedRequest> {
  const body = await text(request);
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    authorization: request.headers.authorization,
    contentType: request.headers["content-type"],
    body: body === "" ? undefined : JSON.parse(body),
  };
}

/** @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#request-body-1 */
function resultViolations(body: unknown): string[] {
  // Every property is checked below.
  const { data } = body as {
    data?: {
      type?: unknown;
      attributes?: { status?: unknown; message?: unknown };
      relationships?: { outcomes: { data: { type?: unknown; attributes: OutcomeAttributes }[] } };
    };
  };
  const outcomes = data?.relationships?.outcomes.data ?? [];
  const tags = outcomes.flatMap(({ attributes }) => Object.values(attributes.tags ?? {}).flat());
  const violates: readonly (readonly [string, boolean])[] = [
    ["type", data?.type !== "task-results"],
    ["status", !["running", "passed", "failed"].includes(String(data?.attributes?.status))],
    ["message", typeof data?.attributes?.message !== "string"],
    ["type of an outcome", outcomes.some(({ type }) => type !== "task-result-outcomes")],
    [
      "texts of an outcome",
      outcomes.some(({ attributes }) =>
        ["outcome-id", "description", "body"].some(
          (name) => typeof attributes[name] !== "string" || attributes[name] === "",
        ),
      ),
    ],
    ["one line", outcomes.some(({ attributes }) => /\n/.test(String(attributes.description)))],
    ["level of a tag", tags.some(({ level }) => !/^(none|info|warning|error)$/.test(level))],
  ];
  return violates.filter(([, isViolated]) => isViolated).map(([what]) => what);
}

interface OutcomeAttributes {
  readonly [name: string]: unknown;
  readonly tags?: Readonly<Record<string, readonly { readonly level: string }[]>>;
}
