import { PATTERN_LETTERS } from "./java-date-letters";
import { fieldsAt } from "./zoned-fields";
import type { ZonedFields } from "./zoned-fields";

// A quoted literal ('' inside it is a quote), a repeated letter, or any other character.
const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/g;

/**
 * Formats an instant with a pattern of Java's `DateTimeFormatter`, as Firehose does in a prefix.
 *
 * @param instant milliseconds since the epoch
 * @param timeZone IANA name @default "UTC"
 * @throws Error naming the letter, repeat count or symbol that Java (or this emulation of it) rejects
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function formatJavaDate(pattern: string, instant: number, timeZone = "UTC"): string {
  const fields = fieldsAt(instant, timeZone);
  return pattern.replace(TOKEN, (token: string, quoted?: string, letter?: string) => {
    if (quoted !== undefined) return quoted === "" ? "'" : quoted.replaceAll("''", "'");
    if (letter !== undefined) return renderLetters(pattern, letter, token.length, fields);
    if (token === "[" || token === "]") return "";
    if ("'{}#".includes(token)) {
      const reason = token === "'" ? "unterminated quote" : `"${token}" is reserved`;
      throw new Error(`The timestamp pattern "${pattern}" can't be used: ${reason}.`);
    }
    return token;
  });
}

function renderLetters(
  pattern: string,
  letter: string,
  count: number,
  fields: ZonedFields,
): string {
  const known = PATTERN_LETTERS[letter];
  if (known === undefined) {
    throw new Error(
      `The timestamp pattern "${pattern}" can't be used: unknown letter "${letter}"; put text in single quotes.`,
    );
  }
  if (!known.counts.includes(count)) {
    const longest = Math.max(...known.counts);
    throw new Error(
      `The timestamp pattern "${pattern}" can't be used: "${letter}" is repeated ${count} times, allowed are ${known.counts.length === longest ? `1 to ${longest}` : known.counts.join(", ")}.`,
    );
  }
  return known.render(fields, count);
}
