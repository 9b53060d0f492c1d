import { devNull } from "node:os";

/** A variable of the user's environment that the embedded AWS may have, and why. */
interface AllowedVariable {
  readonly name: RegExp;
  readonly reason: string;
}

/**
 * All that reaches the background process, the control plane and their children. Whatever is not listed stays out, so
 * that neither a credential nor a switch that loads code (`NODE_OPTIONS`, `PYTHONPATH`, `LD_PRELOAD`) gets in.
 *
 * Nothing here may hold a secret: proxies stay out for that (their URLs carry passwords), and because nothing is
 * downloaded there.
 */
const allowedVariables: readonly AllowedVariable[] = [
  { name: /^PATH$/, reason: "Node.js and Python start what they need by name" },
  { name: /^HOME$/, reason: "Python finds the packages of a `pip install --user` below it" },
  { name: /^(TMPDIR|TEMP|TMP)$/, reason: "scratch files go where the user has room for them" },
  {
    name: /^(LANG|LANGUAGE|LC_(ALL|COLLATE|CTYPE|MESSAGES|MONETARY|NUMERIC|TIME))$/,
    reason: "Python decodes paths and messages by it",
  },
  { name: /^TZ$/, reason: "the log has the user's clock" },
  {
    name: /^LAKE_(HOME|ALLOWED_(HOSTS|ORIGINS|SERVICES)|FUNCTION_PERMISSIONS)$/,
    reason: "this project's own settings that the embedded AWS reads, and no other of that prefix",
  },
  {
    name: /^(SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|NODE_EXTRA_CA_CERTS)$/,
    reason: "notices to HTTPS subscribers of a topic trust the user's authorities; paths only",
  },
  {
    name: /^(SYSTEMROOT|SYSTEMDRIVE|WINDIR|USERPROFILE|PATHEXT)$/i,
    reason: "Windows starts no process without them",
  },
];

/**
 * The part of an environment that a process of the embedded AWS may have. Every child process of the background
 * process gets this, or less.
 *
 * @param environment @default - this process' own
 */
export function allowedEnvironment(
  environment: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const allowed = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && allowedVariables.some(({ name }) => name.test(entry[0])),
  );
  return Object.fromEntries(allowed);
}

/**
 * What the embedded AWS sets for its own processes: of AWS's settings none of the user's holds, not even in files.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export const isolatedAwsSettings: Readonly<Record<string, string>> = {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
};
