import { patternTokens } from "./java-date-tokens";
import { fieldsAt } from "./zoned-fields";

/**
 * Formats an instant with a pattern of Java's `DateTimeFormatter`, as Firehose does in a prefix.
 *
 * @param instant milliseconds since the epoch
 * @param timeZone IANA name @default "UTC"
 * @throws Error naming the letter, repeat count or symbol that Java (or this emulation of it) rejects
 * @see https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 */
export function formatJavaDate(pattern: string, instant: number, timeZone = "UTC"): string {
  const tokens = patternTokens(pattern);
  const fields = fieldsAt(instant, timeZone);
  return tokens
    .map((token) => {
      if (token.kind === "text") return token.text;
      return token.kind === "letters" ? token.render(fields, token.count) : "";
    })
    .join("");
}
