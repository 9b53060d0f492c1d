import type { Environment } from "../config/environment";
import { AwsClients } from "../local/aws-clients";

/**
 * Clients for an environment of which nothing needs to be deployed yet: with the user's own credentials, or at the
 * environment's emulator, which takes any.
 */
export function clientsOf({ emulator }: Environment, region: string): AwsClients {
  if (emulator === undefined) return new AwsClients({ region });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  return new AwsClients({ region, endpointUrl: emulator.endpointUrl, credentials });
}
