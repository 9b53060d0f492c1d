import Ajv from "ajv";
import type { JSONSchemaType, ValidateFunction } from "ajv";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { errorCode } from "../../errors/error-code";
import { UserError } from "../../errors/user-error";

/** These files contain a few hundred bytes. */
const MAX_BYTES = 64 * 1024;

const ajv = new Ajv({ allErrors: true, strict: true });

/** A small JSON file through which processes of this project communicate. */
export interface JsonFile<Content> {
  /** Names the file in messages, for example `The run file of the embedded AWS`. */
  readonly what: string;
  /** What to do if the file is invalid. */
  readonly advice: string;
  readonly validate: ValidateFunction<Content>;
}

/** A file of the home is invalid. */
export class InvalidFileError extends UserError {}

/** A file with a schema, which is compiled when one is read first: that costs as much as the start of Node.js. */
export function jsonFile<Content>(
  what: string,
  advice: string,
  schema: JSONSchemaType<Content>,
): JsonFile<Content> {
  let validate: ValidateFunction<Content> | undefined;
  return {
    what,
    advice,
    get validate() {
      return (validate ??= ajv.compile(schema));
    },
  };
}

/**
 * Reads a file without following links.
 *
 * @returns undefined if there is none
 * @throws InvalidFileError if it is damaged, has another schema or version, or belongs to another user
 */
export function readJsonFile<Content>(file: string, kind: JsonFile<Content>): Content | undefined {
  const { what, advice } = kind;
  const text = readOwn(
    file,
    (problem) => new InvalidFileError(`${what}, ${file}, ${problem}.`, advice),
  );
  if (text === undefined) return undefined;
  const content = parse(text);
  const { validate } = kind;
  if (content !== undefined && validate(content)) return content;
  const problem =
    content === undefined
      ? `is ${text.trim() === "" ? "empty" : "not JSON"}`
      : `does not match the schema of this version: ${violations(validate)}`;
  throw new InvalidFileError(`${what}, ${file}, ${problem}.`, advice);
}

function readOwn(file: string, invalid: (problem: string) => InvalidFileError): string | undefined {
  let descriptor: number;
  try {
    // Without O_NONBLOCK, opening a named pipe would block.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT") return undefined;
    throw invalid(code === "ELOOP" ? "is a link" : `can't be read (${code ?? "unknown"})`);
  }
  try {
    const { size, uid, ...found } = fstatSync(descriptor);
    const user = process.getuid?.();
    if ((found.mode & constants.S_IFMT) !== constants.S_IFREG) throw invalid("is not a file");
    if (user !== undefined && uid !== user) {
      throw invalid(`belongs to user ${uid}, you are user ${user}`);
    }
    if (size > MAX_BYTES) throw invalid(`has ${size} bytes, at most ${MAX_BYTES} are allowed`);
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The first violation, and how many more there are: a file of something else violates almost everything. */
function violations(validate: ValidateFunction): string {
  const [first, ...more] = validate.errors ?? [];
  const rest = more.length === 0 ? "" : ` (and ${more.length} more problems)`;
  return `${first?.instancePath || "it"} ${first?.message ?? "is invalid"}${rest}`;
}
