import type { Environment } from "../../model/environment/environment";
import { AwsClients } from "../../local/aws-clients";
import { openLocalClients } from "./local-clients";
import { LOCAL } from "./local-emulator";

/**
 * Clients for an environment of which nothing needs to be deployed yet: with the user's own credentials, or at the
 * environment's emulator, which takes any. `local` is the embedded AWS that runs, whatever address the shell names.
 *
 * @throws UserError for `local` when no embedded AWS runs
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
