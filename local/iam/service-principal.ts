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

/**
 * Credentials with which an emulated service calls as whoever called it, or for itself. No signature is checked, so the
 * access key alone says who calls.
 *
 * @param caller access key of the call
 */
export function callerCredentials(
  service: string,
  caller: string | undefined,
): ReturnType<typeof serviceCredentials> {
  return caller === undefined
    ? serviceCredentials(service)
    : { accessKeyId: caller, secretAccessKey: "emulator" };
}

/** The service principal that an access key stands for. */
export function servicePrincipal(accessKeyId: string | undefined): string | undefined {
  return accessKeyId !== undefined && PRINCIPAL.test(accessKeyId) ? accessKeyId : undefined;
}
