const PRINCIPAL = /^[a-z0-9-]+\.amazonaws\.com$/;

/**
 * Credentials with which an emulated service calls for itself. The access key is the service's principal, which is how
 * a role's trust policy can be checked; no signature is.
 *
 * @param service for example `firehose`
 */
export function serviceCredentials(service: string): {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
} {
  return { accessKeyId: `${service}.amazonaws.com`, secretAccessKey: "emulator" };
}

/** The service principal that an access key stands for. */
export function servicePrincipal(accessKeyId: string | undefined): string | undefined {
  return accessKeyId !== undefined && PRINCIPAL.test(accessKeyId) ? accessKeyId : undefined;
}
