import { AwsClients } from "../../local/aws-clients";
import { TimeoutHttpHandler } from "./timeout-http-handler";
import { LOCAL, requireRunningEmulator } from "./local-emulator";

const MINUTE_MS = 60_000;

/** Timeout of a response of the embedded AWS. */
const RESPONSE_TIMEOUT_MS = MINUTE_MS;

/**
 * Timeout of an invocation, which responds when the function ends: the maximum timeout of a function, and some more.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const INVOCATION_TIMEOUT_MS = 15.5 * MINUTE_MS;

/**
 * How long a command waits for an asynchronous job of the embedded AWS, a query or a crawl: Athena's own limit of a query.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
export const JOB_TIMEOUT_MS = 30 * MINUTE_MS;

/**
 * Clients for the running embedded AWS, regardless of the user's AWS settings.
 *
 * @throws UserError if none is running
 */
export async function openLocalClients(region: string): Promise<AwsClients> {
  const { endpointUrl } = await requireRunningEmulator();
  return localClients(endpointUrl, region);
}

/** Clients for the embedded AWS at an endpoint, regardless of the user's AWS settings; each call has a timeout. */
export function localClients(endpointUrl: string, region: string): AwsClients {
  return new AwsClients({
    region,
    endpointUrl,
    credentials: { accessKeyId: LOCAL, secretAccessKey: LOCAL },
    requestHandler: (service) =>
      new TimeoutHttpHandler({
        service,
        endpointUrl,
        timeoutMs: service === "lambda" ? INVOCATION_TIMEOUT_MS : RESPONSE_TIMEOUT_MS,
      }),
  });
}
