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
  { name: /^PATH$/, reason: "Node.js and Python find programs by name" },
  { name: /^HOME$/, reason: "Python finds the packages of a `pip install --user` below it" },
  { name: /^(TMPDIR|TEMP|TMP)$/, reason: "folder for temporary files" },
  {
    name: /^(LANG|LANGUAGE|LC_(ALL|COLLATE|CTYPE|MESSAGES|MONETARY|NUMERIC|TIME))$/,
    reason: "Python's encoding of paths and messages",
  },
  { name: /^TZ$/, reason: "time zone of the log" },
  {
    name: /^LAKE_(HOME|ALLOWED_(HOSTS|ORIGINS|SERVICES)|FUNCTION_PERMISSIONS|STREAM_LIMITS)$/,
    reason: "settings of this project that the embedded AWS reads; no others with this prefix",
  },
  {
    name: /^(SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|NODE_EXTRA_CA_CERTS)$/,
    reason: "certificate authorities for HTTPS subscribers of a topic; paths only",
  },
  {
    name: /^(SYSTEMROOT|SYSTEMDRIVE|WINDIR|USERPROFILE|PATHEXT)$/i,
    reason: "required to start processes on Windows",
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
