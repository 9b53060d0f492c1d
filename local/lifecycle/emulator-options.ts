/** The port of the embedded AWS unless another is asked for: the one that AWS emulators commonly use. */
export const DEFAULT_PORT = 4566;

/** Exit code by which the background process says that another program has the port. */
export const EXIT_PORT_IN_USE = 98;

/** Argument of the background process, and option of `lake up`, that has every call of a role authorised. */
export const ENFORCE_IAM = "--enforce-iam";

/** Variable that names the file in which `lake up` has the embedded AWS record every call, for tests. */
export const RECORD_CALLS_VARIABLE = "LAKE_RECORD_CALLS";
