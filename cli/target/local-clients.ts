import { AwsClients } from "../../local/aws-clients";
import { TimeoutHttpHandler } from "./timeout-http-handler";
import { LOCAL, requireRunningEmulator } from "./local-emulator";

const MINUTE_MS = 60_000;

/** How long the embedded AWS may take for an answer. */
const ANSWER_LIMIT_MS = MINUTE_MS;

/**
 * An invocation's answer comes when the function ends, at the latest by its timeout.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const INVOCATION_LIMIT_MS = 15.5 * MINUTE_MS;

/**
 * How long a command waits for work that the embedded AWS does on its own, a query or a crawl: Athena's own limit of a
 * query.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
export const JOB_TIMEOUT_MS = 30 * MINUTE_MS;

/**
 * Clients that reach the embedded AWS that runs, and nothing else whatever the user has set.
 *
 * @throws UserError when none runs
 */
export async function openLocalClients(region: string): Promise<AwsClients> {
  const { endpointUrl } = await requireRunningEmulator();
  return new AwsClients({
    region,
    endpointUrl,
    credentials: { accessKeyId: LOCAL, secretAccessKey: LOCAL },
    requestHandler: (service) =>
      new TimeoutHttpHandler({
        service,
        endpointUrl,
        timeoutMs: service === "lambda" ? INVOCATION_LIMIT_MS : ANSWER_LIMIT_MS,
      }),
  });
}
