const PRINCIPAL = /^[a-z0-9-]+\.amazonaws\.com$/;

/**
 * Credentials of an emulated service. The access key is its service principal, by which trust policies are evaluated;
 * signatures are not checked.
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
 * Credentials with which an emulated service acts on behalf of its caller, or as itself. Signatures are not checked, so
 * the access key alone identifies the caller.
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

/** The service principal that an access key represents. */
export function servicePrincipal(accessKeyId: string | undefined): string | undefined {
  return accessKeyId !== undefined && PRINCIPAL.test(accessKeyId) ? accessKeyId : undefined;
}
