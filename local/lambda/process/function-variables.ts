import { AwsServiceError } from "../../gateway/emulated-service";
import type { JsonInput } from "../code/code-upload";

/**
 * Variables that only Lambda sets.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const RESERVED: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

/** Maximum size of all names and values together. */
const MAXIMUM_BYTES = 4096;

/**
 * Validates the variables of a call that configures a function.
 *
 * @throws AwsServiceError as Lambda rejects reserved names, invalid names, and more than 4 KB
 */
export function checkVariables({ Environment }: JsonInput): void {
  const variables = Object.entries(variablesOf(Environment));
  const reserved = variables.map(([name]) => name).filter((name) => RESERVED.has(name));
  const cannot =
    "Lambda was unable to configure your environment variables because the environment variables you have provided";
  if (reserved.length > 0) {
    throw invalid(
      `${cannot} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  for (const [name, value] of variables) {
    if (/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name) && typeof value === "string" && !/\0/.test(value)) {
      continue;
    }
    throw new AwsServiceError(
      "ValidationException",
      `1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+], and values must be strings: ${JSON.stringify(name)}`,
    );
  }
  if (Buffer.byteLength(JSON.stringify(Object.fromEntries(variables))) > MAXIMUM_BYTES) {
    throw invalid(`${cannot} exceeded the 4KB limit.`);
  }
}

/** Variables that are passed to the function, and the names of those that are not. */
export interface FilteredVariables {
  readonly kept: Readonly<Record<string, string>>;
  readonly dropped: readonly string[];
}

/**
 * Removes variables that a function may not set: Lambda's own names, those by which Node.js finds its channels, and for
 * a confined function those that load native code or write files despite Node.js's permission model.
 */
export function filterVariables(
  variables: Readonly<Record<string, string>>,
  confined: boolean,
): FilteredVariables {
  const kept: Record<string, string> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(variables)) {
    if (RESERVED.has(name) || INTERNAL.test(name) || (confined && ESCAPING.test(name))) {
      dropped.push(name);
    } else if (confined && name === "NODE_OPTIONS") {
      const options = filterNodeOptions(value);
      if (options.kept !== "") kept[name] = options.kept;
      dropped.push(...options.dropped.map((option) => `${option} of NODE_OPTIONS`));
    } else {
      kept[name] = value;
    }
  }
  return { kept, dropped };
}

const INTERNAL = /^NODE_(CHANNEL_\w*|UNIQUE_ID)$/;

/** Variables of dynamic loaders and of OpenSSL, and files that Node.js itself writes or reads. */
const ESCAPING =
  /^(LD_|DYLD_|OPENSSL_|GLIBC_|GCONV_|MALLOC_)\w*$|^NODE_(V8_COVERAGE|REDIRECT_WARNINGS|COMPILE_CACHE|REPL_\w*|ICU_DATA|TEST_CONTEXT)$/;

/** Options that affect how the function's own code runs, but not what it can access. */
const HARMLESS_OPTIONS =
  /^--(no-)?(enable-source-maps|warnings|deprecation|trace-(deprecation|warnings|uncaught|exit)|throw-deprecation|pending-deprecation|disable-warning|unhandled-rejections|stack-trace-limit|max-(old|semi)-space-size|max-http-header-size|dns-result-order|network-family-autoselection(-attempt-timeout)?|insecure-http-parser|use-(bundled|openssl|system)-ca|tls-(min|max)-v1\.\d|tls-cipher-list|conditions|require|import|preserve-symlinks|experimental-(require-module|detect-module|vm-modules|import-meta-resolve|json-modules|wasm-modules|fetch|websocket|strip-types|transform-types|default-type|global-\w+)|addons|frozen-intrinsics|disable-proto|jitless)$/;

/** Options whose value may be the next word. */
const WITH_VALUE =
  /^(-r|-C|--(require|import|conditions|disable-warning|unhandled-rejections|dns-result-order|tls-cipher-list|disable-proto|experimental-default-type))$/;

function filterNodeOptions(text: string): { kept: string; dropped: readonly string[] } {
  const kept: string[] = [];
  const dropped: string[] = [];
  const words = text.match(/(?:"(?:\\.|[^"\\])*"|\\.|\S)+/g) ?? [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    const [name = ""] = word.split("=");
    // Node.js treats underscores as hyphens, and quoted words as their content.
    const isPlain = !/["\\]/.test(name);
    const option = name.replaceAll("_", "-");
    const isHarmless = isPlain && (HARMLESS_OPTIONS.test(option) || /^-[rC]$/.test(option));
    const takesNext = WITH_VALUE.test(option) && !word.includes("=");
    const whole = takesNext ? [word, words[++index] ?? ""] : [word];
    if (isHarmless && (!takesNext || !(whole[1] ?? "").replace(/^"/, "").startsWith("-"))) {
      kept.push(...whole);
    } else {
      dropped.push(name);
    }
  }
  return { kept: kept.join(" "), dropped };
}

function variablesOf(environment: unknown): object {
  if (typeof environment !== "object" || environment === null) return {};
  const { Variables } = environment as { readonly Variables?: unknown };
  return typeof Variables === "object" && Variables !== null ? Variables : {};
}

function invalid(message: string): AwsServiceError {
  return new AwsServiceError("InvalidParameterValueException", message);
}
