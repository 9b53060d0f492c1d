import { unsupportedReason } from "../../query-error";
import { messageOf } from "../../../../errors/message-of";

/** Compiled patterns: a query applies the same one to every row. */
const CACHE = new Map<string, RegExp>();
const MAX_CACHED = 100;

/**
 * Compiles a Java regular expression. Syntax with another meaning in JavaScript is rewritten or rejected.
 *
 * @throws Error with Athena's error code for an invalid or unsupported pattern
 */
export function javaRegExp(pattern: string): RegExp {
  const known = CACHE.get(pattern);
  if (known !== undefined) return known;
  const compiled = translate(pattern);
  if (CACHE.size >= MAX_CACHED) CACHE.clear();
  CACHE.set(pattern, compiled);
  return compiled;
}

/** Parses a Java replacement string, in which `$1` and `${name}` refer to groups and a backslash escapes. */
export function javaReplacement(
  replacement: string,
): (
  groups: readonly (string | undefined)[],
  named: Readonly<Record<string, string | undefined>>,
) => string {
  const parts = [...replacement.matchAll(/\\([^])|\$(\d)|\$\{(\w+)\}|([^\\$]+|[\\$])/g)];
  return (groups, named) =>
    parts
      .map(([, escaped, number, name, plain]) => {
        if (number !== undefined) {
          if (Number(number) >= groups.length) {
            throw new Error(
              `INVALID_FUNCTION_ARGUMENT: Illegal replacement sequence: unknown group { ${number} }`,
            );
          }
          return groups[Number(number)] ?? "";
        }
        if (name !== undefined) {
          if (!Object.hasOwn(named, name)) {
            throw new Error(
              `INVALID_FUNCTION_ARGUMENT: Illegal replacement sequence: unknown group { ${name} }`,
            );
          }
          return named[name] ?? "";
        }
        if (plain === "$" || plain === "\\") {
          throw new Error("INVALID_FUNCTION_ARGUMENT: Illegal replacement sequence");
        }
        return escaped ?? plain ?? "";
      })
      .join("");
}

const SPACE = " \\t\\n\\v\\f\\r";
const POSSESSIVE = /(?:[*+?]|\{\d+(?:,\d*)?\})\+/;
const PLAIN_ESCAPES = "dDwWbBtnrfvcxuk0123456789pPs";
const SYNTAX = "^$\\.*+?()[]{}|/-";

function translate(pattern: string): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const flags = inline?.[1] ?? "";
  const body = pattern.slice(inline?.[0].length ?? 0);
  if (
    /\(\?[a-z]+\)|\(\?[a-z-]+:|\(\?>|\\[QEAzZGhRX]|&&/.test(body) ||
    POSSESSIVE.test(withoutEscapes(body))
  ) {
    throw unsupportedPattern(pattern);
  }
  let source = "";
  let inClass = false;
  for (let index = 0; index < body.length; index += 1) {
    const character = body.charAt(index);
    if (character === "\\") {
      index += 1;
      source += escapeOf(body.charAt(index), inClass, pattern);
      continue;
    }
    if (character === "[" && inClass) throw unsupportedPattern(pattern);
    if (character === "[") inClass = true;
    else if (character === "]") inClass = false;
    // Java's dollar sign also matches before a line break at the end.
    if (character === "$" && !inClass && !flags.includes("m")) {
      source += "(?=\\n?(?![^]))";
      continue;
    }
    // Java reads `{,2}` as text, where JavaScript finds an incomplete quantifier.
    if (character === "{" && !inClass && body.charAt(index + 1) === ",") {
      throw unsupportedPattern(pattern);
    }
    source +=
      character === "." && !inClass && !flags.includes("s")
        ? "[^\\n\\r\\u0085\\u2028\\u2029]"
        : character;
  }
  try {
    return new RegExp(source, `gu${flags}`);
  } catch (error) {
    const reason = messageOf(error);
    throw new Error(`INVALID_FUNCTION_ARGUMENT: ${reason}`, { cause: error });
  }
}

function escapeOf(letter: string, inClass: boolean, pattern: string): string {
  // Java's \s has only these six characters.
  if (letter === "s") return inClass ? SPACE : `[${SPACE}]`;
  if (letter === "S") {
    if (inClass) throw unsupportedPattern(pattern);
    return `[^${SPACE}]`;
  }
  if (PLAIN_ESCAPES.includes(letter) || SYNTAX.includes(letter)) return `\\${letter}`;
  if (/[A-Za-z]/.test(letter) || letter === "") throw unsupportedPattern(pattern);
  return letter;
}

function withoutEscapes(pattern: string): string {
  return pattern.replace(/\\[^]/g, "a").replace(/\[[^\]]*\]/g, "a");
}

function unsupportedPattern(pattern: string): Error {
  return new Error(`NOT_SUPPORTED: ${unsupportedReason(`The regular expression '${pattern}'`)}`);
}
