import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { pollUntil } from "../../target/poll";
import { apiUrl } from "./host";
import { errorDetail } from "./json-api";

/** A hung connection ends after this; a plan of thousands of resources is read in less. */
const TIMEOUT_MS = 60_000;
/** How long an overloaded or restarting API is asked again. HCP Terraform allows 30 requests a second. */
const RETRY_MS = 60_000;

/** A request to the API. */
export interface ApiRequest {
  readonly method?: "GET" | "PATCH";
  /** Document of JSON:API. @default - none */
  readonly body?: unknown;
}

/**
 * The API of Terraform Cloud or Terraform Enterprise.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs
 */
export class ApiClient {
  readonly url: URL;

  constructor(
    readonly host: string,
    private readonly token: string,
    private readonly retryMs = RETRY_MS,
  ) {
    this.url = apiUrl(host);
  }

  /**
   * Sends a request, again while the API is overloaded.
   *
   * @param path relative to the API, or a URL of it
   * @returns the text of a successful response; undefined if it has none
   * @throws UserError for a URL of another host, an unreachable host, and any other response
   */
  async send(path: string, { method = "GET", body }: ApiRequest = {}): Promise<string | undefined> {
    const url = new URL(path, this.url);
    if (url.origin !== this.url.origin) {
      throw new UserError(
        `${url.origin} is not ${this.url.origin}, to which the token belongs.`,
        "Give the host of your Terraform Enterprise with --tfc-host.",
      );
    }
    const response = await pollUntil(
      () => this.request(url, method, body),
      ({ status }) => status !== 429 && status < 500,
      { firstMs: 500, slowestMs: 10_000 },
      {
        timeoutMs: this.retryMs,
        what: `The overload or failure of ${this.host}`,
        advice: "Try again later.",
      },
    );
    if (response.status === 204) return undefined;
    if (response.ok) return response.text();
    throw await refusal(url, response);
  }

  /** A redirect to the stored plan is followed; `fetch` gives the token to no other host. */
  private async request(url: URL, method: string, body: unknown): Promise<Response> {
    try {
      return await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${this.token}`,
          "content-type": "application/vnd.api+json",
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
      throw new UserError(
        `Can't reach ${this.host}: ${messageOf(cause)}.`,
        "Check the name of the host (--tfc-host), and the connection to it.",
      );
    }
  }
}

/** Terraform Cloud answers 404 also for what the token may not see. */
async function refusal(url: URL, response: Response): Promise<UserError> {
  const detail = errorDetail(await response.text());
  return new UserError(
    `${url.host} answered ${response.status} to ${url.pathname}${detail === undefined ? "" : `: ${detail}`}.`,
    "Check the id and the token: a plan is readable with a token of a user or a team that may administer the workspace, not with one of an organization.",
  );
}
