import type { Environment } from "../../model/environment/environment";
import { AwsClients } from "../../local/aws-clients";
import { openLocalClients } from "./local-clients";
import { LOCAL } from "./local-emulator";

/**
 * Clients for an environment that does not have to be deployed yet: with the user's own credentials, or for the
 * environment's emulator, which accepts any. `local` is the running embedded AWS, regardless of AWS_ENDPOINT_URL.
 *
 * @throws UserError for `local` if no embedded AWS is running
 */
export async function clientsFor(
  { name, emulator }: Environment,
  region: string,
): Promise<AwsClients> {
  if (name === LOCAL) return openLocalClients(region);
  if (emulator === undefined) return new AwsClients({ region });
  const credentials = { accessKeyId: LOCAL, secretAccessKey: LOCAL };
  return new AwsClients({ region, endpointUrl: emulator.endpointUrl, credentials });
}

/** {@link clientsFor} in the region of an environment's state: S3 redirects calls for a bucket of another region. */
export function stateClientsFor(environment: Environment): Promise<AwsClients> {
  const { state, region } = environment;
  return clientsFor(environment, state.type === "s3" ? state.region : region);
}
