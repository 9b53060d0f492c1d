import { devNull } from "node:os";

/** An environment variable that the embedded AWS may receive, and why. */
interface AllowedVariable {
  readonly name: RegExp;
  readonly reason: string;
}

/**
 * All variables that the background process, the control plane and their children receive. Everything else is removed,
 * including credentials and variables that load code (`NODE_OPTIONS`, `PYTHONPATH`, `LD_PRELOAD`).
 *
 * None of them may contain a secret. Proxies are excluded because their URLs can contain passwords, and because these
 * processes download nothing.
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
 * Returns the allowed part of an environment, the most that a child process of the background process receives.
 *
 * @param environment @default - that of this process
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
 * Settings that make AWS SDKs ignore the user's configuration files.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 */
export const isolatedAwsSettings: Readonly<Record<string, string>> = {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
};
