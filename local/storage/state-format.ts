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

/** What a state belongs to, for messages. */
export interface StateOwner {
  /** As the subject of a sentence, for example `The lake's state`. */
  readonly name: string;
  /** How to be rid of it, as the end of `Use version 1.2, or …`. */
  readonly deletion: string;
}

const LAKE: StateOwner = {
  name: "The lake's state",
  deletion: "delete the lake with everything in it: npx lake down --delete",
};

/** The content of {@link FORMAT_FILE}. */
export interface StateFormat {
  readonly format: number;
  readonly writtenBy: StateWriter;
}

const text = { type: "string", maxLength: 100 } as const;

const formatFile = jsonFile<StateFormat>(
  "The format file of a lake's state",
  `Use the version that wrote it, or ${LAKE.deletion}`,
  {
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
  },
);

/** Reads what wrote a state, also one that this version can't read; undefined if there is none. */
export function readStateFormat(stateFolder: string): StateFormat | undefined {
  return readJsonFile(path.join(stateFolder, FORMAT_FILE), formatFile);
}

/**
 * Rejects a state that this version can't read, and leaves it as it is.
 *
 * @param reader the versions that would read it
 * @param owner @default - the lake of a home
 * @returns what wrote it; undefined if there is none
 * @throws UserError naming the versions that can read it
 */
export function checkStateFormat(
  stateFolder: string,
  reader: StateWriter,
  owner = LAKE,
): StateWriter | undefined {
  const found = readStateFormat(stateFolder);
  if (found === undefined) {
    rejectUnmarked(stateFolder, owner);
    return undefined;
  }
  const { format, writtenBy } = found;
  if (format !== STATE_FORMAT) {
    throw new UserError(
      `${owner.name}, ${stateFolder}, has format ${format}, written by version ${writtenBy.project} of this project; this is version ${reader.project}, which reads format ${STATE_FORMAT}. Nothing was changed.`,
      `Use version ${writtenBy.project}, or ${owner.deletion}`,
    );
  }
  // The control plane's state consists of moto's own objects, whose attributes differ between versions.
  if (writtenBy.moto !== reader.moto) {
    throw new UserError(
      `${owner.name}, ${stateFolder}, was written with moto ${writtenBy.moto}; this is moto ${reader.moto}, which can't read it. Nothing was changed.`,
      `Put moto ${writtenBy.moto} first on PATH, or ${owner.deletion}`,
    );
  }
  return writtenBy;
}

/** Marks a state folder, which must exist. */
export function writeStateFormat(stateFolder: string, writtenBy: StateWriter): void {
  const content: StateFormat = { format: STATE_FORMAT, writtenBy };
  writePrivateFile(path.join(stateFolder, FORMAT_FILE), `${JSON.stringify(content)}\n`);
}

function rejectUnmarked(stateFolder: string, owner: StateOwner): void {
  const [part] = entries(stateFolder).filter((name) => KEPT_PARTS.has(name));
  if (part === undefined) return;
  throw new UserError(
    `${owner.name}, ${stateFolder}, has no ${FORMAT_FILE}, so the version that wrote its ${part} is unknown. Nothing was changed.`,
    `Restore the file, or ${owner.deletion}`,
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
