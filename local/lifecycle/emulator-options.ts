/** Default port of the embedded AWS, the one that AWS emulators commonly use. */
export const DEFAULT_PORT = 4566;

/** Exit code of the background process if another program uses the port. */
export const EXIT_PORT_IN_USE = 98;

/** Argument of the background process, and option of `lake up`, that enables authorization by the deployed policies. */
export const ENFORCE_IAM = "--enforce-iam";

/** Variable that names the file in which `lake up` has the embedded AWS record every call, for tests. */
export const RECORD_CALLS_VARIABLE = "LAKE_RECORD_CALLS";
