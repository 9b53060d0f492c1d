import type { TrinoSource } from "../../toolchain/trino/trino";
import type { TrinoSettings } from "../athena/trino/server/engine-settings";

/** What `lake up` decides about the server of the engine `trino`. */
export type TrinoChoice = Pick<TrinoSettings, "source" | "memoryMiB">;

/** Arguments of the background process about it, for `parseArgs`. */
export const TRINO_ARGUMENTS = {
  "trino-home": { type: "string" },
  "trino-java": { type: "string" },
  "trino-url": { type: "string" },
  "trino-memory": { type: "string" },
} as const;

/** The arguments that {@link parseTrinoArguments} reads. */
export function trinoArguments({ source, memoryMiB }: TrinoChoice): string[] {
  const named =
    source.type === "url"
      ? ["--trino-url", source.url]
      : ["--trino-home", source.folder, "--trino-java", source.java];
  return [...named, "--trino-memory", String(memoryMiB)];
}

/** The server's settings by the arguments of the background process; undefined for the engine `duckdb`. */
export function parseTrinoArguments(
  values: Readonly<Partial<Record<keyof typeof TRINO_ARGUMENTS, string | undefined>>>,
  logFile: string,
): TrinoSettings | undefined {
  const source = parseSource(values);
  return source && { source, memoryMiB: Number(values["trino-memory"]), logFile };
}

function parseSource(values: Parameters<typeof parseTrinoArguments>[0]): TrinoSource | undefined {
  const { "trino-url": url, "trino-home": folder, "trino-java": java } = values;
  if (url !== undefined) return { type: "url", url };
  return folder === undefined || java === undefined ? undefined : { type: "server", folder, java };
}
