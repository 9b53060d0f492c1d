import { UserError } from "../../../errors/user-error";

/** Host of HCP Terraform; Terraform Enterprise has one of its own. */
const DEFAULT_HOST = "app.terraform.io";
/** A host name or address, with or without a port. */
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i;

/**
 * Host of the API: the option, else `TF_CLOUD_HOSTNAME`, which Terraform reads as well.
 *
 * @throws UserError unless it is a host name, with or without a port
 * @see https://developer.hashicorp.com/terraform/cli/cloud/settings#environment-variables
 */
export function terraformCloudHost(
  option: string | undefined,
  variables: Readonly<NodeJS.ProcessEnv> = process.env,
): string {
  const host = option ?? variables.TF_CLOUD_HOSTNAME ?? DEFAULT_HOST;
  if (!HOST.test(host)) {
    throw new UserError(
      `${option === undefined ? "TF_CLOUD_HOSTNAME" : "--tfc-host"} is no host name: received ${JSON.stringify(host)}.`,
      `Give a host name without https:// and without a path, for example ${DEFAULT_HOST}.`,
    );
  }
  return host.toLowerCase();
}

/** URL of the API of a host; plain HTTP on this machine only, where nobody else reads the token. */
export function apiUrl(host: string): URL {
  const name = host.replace(/:\d+$/, "");
  const protocol = name === "localhost" || name === "127.0.0.1" ? "http" : "https";
  return new URL(`${protocol}://${host}/api/v2/`);
}
