import { readdirSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../../errors/error-code";
import { UserError } from "../../errors/user-error";
import { jsonFile, readJsonFile } from "../home/json-file";
import { writePrivateFile } from "../home/private-files";

/** Version of the layout of a state folder and of the files of its parts. */
export const STATE_FORMAT = 1;

/** Marks a state folder, and says what wrote it. */
const FORMAT_FILE = "format.json";

/** Parts that no version wrote without {@link FORMAT_FILE}; others are what a version left that kept nothing. */
const KEPT_PARTS: ReadonlySet<string> = new Set(["control-plane", "kinesis", "s3"]);

/** The versions that wrote a state. */
export interface StateWriter {
  /** Version of this project. */
  readonly project: string;
  readonly moto: string;
  readonly python: string;
}

interface StateFormat {
  readonly format: number;
  readonly writtenBy: StateWriter;
}

const text = { type: "string", maxLength: 100 } as const;
const ADVICE =
  "Use the version that wrote it, or delete the lake with everything in it: npx lake down --delete";

const formatFile = jsonFile<StateFormat>("The format file of the lake's state", ADVICE, {
  type: "object",
  properties: {
    // Any version, so that a later one is named.
    format: { type: "integer", minimum: 1 },
    writtenBy: {
      type: "object",
      properties: { project: text, moto: text, python: text },
      required: ["project", "moto", "python"],
    },
  },
  required: ["format", "writtenBy"],
});

/**
 * Rejects a state that this version can't read, and leaves it as it is.
 *
 * @param reader the versions that would read it
 * @returns what wrote it; undefined if there is none
 * @throws UserError naming the versions that can read it
 */
export function checkStateFormat(
  stateFolder: string,
  reader: StateWriter,
): StateWriter | undefined {
  const found = readJsonFile(path.join(stateFolder, FORMAT_FILE), formatFile);
  if (found === undefined) {
    rejectUnmarked(stateFolder);
    return undefined;
  }
  const { format, writtenBy } = found;
  if (format !== STATE_FORMAT) {
    throw new UserError(
      `The lake's state, ${stateFolder}, has format ${format}, written by version ${writtenBy.project} of this project; this is version ${reader.project}, which reads format ${STATE_FORMAT}. Nothing was changed.`,
      `Use version ${writtenBy.project}, or delete the lake with everything in it: npx lake down --delete`,
    );
  }
  // The control plane's state consists of moto's own objects, whose attributes differ between versions.
  if (writtenBy.moto !== reader.moto) {
    throw new UserError(
      `The lake's state, ${stateFolder}, was written with moto ${writtenBy.moto}; this is moto ${reader.moto}, which can't read it. Nothing was changed.`,
      `Put moto ${writtenBy.moto} first on PATH, or delete the lake with everything in it: npx lake down --delete`,
    );
  }
  return writtenBy;
}

/** Marks a state folder, which must exist. */
export function writeStateFormat(stateFolder: string, writtenBy: StateWriter): void {
  const content: StateFormat = { format: STATE_FORMAT, writtenBy };
  writePrivateFile(path.join(stateFolder, FORMAT_FILE), `${JSON.stringify(content)}\n`);
}

function rejectUnmarked(stateFolder: string): void {
  const [part] = entries(stateFolder).filter((name) => KEPT_PARTS.has(name));
  if (part === undefined) return;
  throw new UserError(
    `The lake's state, ${stateFolder}, has no ${FORMAT_FILE}, so the version that wrote its ${part} is unknown. Nothing was changed.`,
    "Restore the file, or delete the lake with everything in it: npx lake down --delete",
  );
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
