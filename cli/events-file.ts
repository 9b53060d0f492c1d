import { readFileSync } from "node:fs";
import { UserError } from "../local/user-error";

const STANDARD_INPUT = 0;

/**
 * Reads events from a file, or from standard input for `-`: one JSON document, a JSON array, or JSON lines.
 *
 * @throws UserError that names the line when one can't be read; nothing is published then
 */
export function readEvents(file: string): readonly unknown[] {
  return parseEvents(readText(file), file === "-" ? "standard input" : file);
}

/** Reads the text of {@link readEvents}; `name` is what errors call it. */
export function parseEvents(text: string, name: string): readonly unknown[] {
  if (text.trim() === "") {
    throw new UserError(
      `${name} holds no event.`,
      "Give a JSON object, an array of them, or one a line.",
    );
  }
  const whole = parse(text);
  if (whole.ok) return Array.isArray(whole.value) ? (whole.value as unknown[]) : [whole.value];
  const lines = text.split("\n").map((line, index) => ({ line, number: index + 1 }));
  return lines
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, number }) => {
      const parsed = parse(line);
      if (parsed.ok) return parsed.value;
      throw new UserError(
        `${name}, line ${number} is not JSON (${parsed.reason}): ${line.slice(0, 80)}`,
        "Nothing was published. Give one JSON document, a JSON array, or one JSON object a line.",
      );
    });
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? STANDARD_INPUT : file, "utf8");
  } catch (error) {
    throw new UserError(
      `Can't read ${file}: ${error instanceof Error ? error.message : String(error)}`,
      "Give the path of a JSON file, or - for standard input.",
    );
  }
}

type Parsed = { ok: true; value: unknown } | { ok: false; reason: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
