/** Default port of the embedded AWS, the one that AWS emulators commonly use. */
export const DEFAULT_PORT = 4566;

/**
 * Ports that `fetch` never calls, and browsers neither, so that an embedded AWS on one of them could not be asked how it is.
 *
 * @see https://fetch.spec.whatwg.org/#port-blocking
 */
export const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
]);

/** Base URL of the endpoint on a port. */
export function endpointOn(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Exit code of the background process if another program uses the port. */
export const EXIT_PORT_IN_USE = 98;

/** Argument of the background process, and option of `lake up`, that enables authorization by the deployed policies. */
export const ENFORCE_IAM = "--enforce-iam";

/** Variable that names the file in which `lake up` has the embedded AWS record every call, for tests. */
export const RECORD_CALLS_VARIABLE = "LAKE_RECORD_CALLS";

/** Variable that limits the throughput of streams as AWS does, with the value `on`. */
export const STREAM_LIMITS_VARIABLE = "LAKE_STREAM_LIMITS";

/** Variable that gives functions all permissions of the user, with the value `off`. */
export const FUNCTION_PERMISSIONS_VARIABLE = "LAKE_FUNCTION_PERMISSIONS";
