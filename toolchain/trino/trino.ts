import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { executablesOnPath } from "../executables";
import { TRINO_JAVA_RELEASE, TRINO_VERSION } from "../versions";
import { findJava, type FindJavaProps } from "./java";
import { assertRunningTrino } from "./running-trino";
import { installTrino } from "./trino-install";
import { TRINO_PLUGINS } from "./trino-plugins";

/** Where the Trino of the engine `trino` comes from. */
export type TrinoSource =
  /** A server that somebody else runs, at a base URL. */
  | { readonly type: "url"; readonly url: string }
  /** An unpacked server, and the Java to run it with. */
  | { readonly type: "server"; readonly folder: string; readonly java: string };

/** Options of {@link findTrino}. */
export interface FindTrinoProps extends FindJavaProps {
  /** Folder for installations; created if needed. */
  readonly toolsFolder: string;
  /** Receives progress lines of an installation. */
  readonly progress: (line: string) => void;
}

const WAYS = [
  `install Maven, with which it is downloaded (about 800 MB)`,
  `set TRINO_HOME to the folder of an unpacked Trino ${TRINO_VERSION}`,
  `set TRINO_URL to the address of one that runs, for example in Docker`,
].join("; or ");

/**
 * Finds the pinned Trino: the server at `TRINO_URL`, the folder `TRINO_HOME`, the installation in the tools folder;
 * otherwise it is installed there with Maven.
 *
 * @throws UserError if the one that is named can't be used, if Java is missing or too old, or if there is no Maven
 */
export async function findTrino(props: FindTrinoProps): Promise<TrinoSource> {
  const { environment = process.env } = props;
  const { TRINO_URL: url, TRINO_HOME: home } = environment;
  if (url !== undefined && url !== "") {
    await assertRunningTrino(url);
    return { type: "url", url };
  }
  if (home !== undefined && home !== "") {
    const folder = path.resolve(home);
    const problem = problemOf(folder);
    if (problem !== undefined) {
      throw new UserError(
        `TRINO_HOME is ${folder}, which is not usable: ${problem}.`,
        `Set it to the folder of an unpacked Trino ${TRINO_VERSION}, or unset it.`,
      );
    }
    return { type: "server", folder, java: await javaFor(props) };
  }
  // Before a long download.
  const java = await javaFor(props);
  const folder = path.resolve(props.toolsFolder, `trino-${TRINO_VERSION}`);
  if (problemOf(folder) !== undefined) await install(folder, props);
  return { type: "server", folder, java };
}

async function javaFor(props: FindTrinoProps): Promise<string> {
  return (await findJava(TRINO_JAVA_RELEASE, props)).executable;
}

async function install(folder: string, props: FindTrinoProps): Promise<void> {
  const [maven] = executablesOnPath("mvn", (props.environment ?? process.env)["PATH"] ?? "");
  if (maven === undefined) {
    throw new UserError(
      `The SQL engine "trino" needs Trino ${TRINO_VERSION}, which was not found, and Maven (mvn) is not on PATH to download it.`,
      `Choose one: ${WAYS}.`,
    );
  }
  const { toolsFolder, progress } = props;
  await installTrino({ maven, folder, toolsFolder: path.resolve(toolsFolder), progress });
  const problem = problemOf(folder);
  if (problem === undefined) return;
  throw new UserError(`The downloaded Trino is not usable: ${problem}.`, `Choose one: ${WAYS}.`);
}

/** Why a folder is not the pinned server; undefined if it is. */
function problemOf(folder: string): string | undefined {
  const libraries = path.join(folder, "lib");
  if (!existsSync(libraries)) return "it has no folder lib";
  const versions = readdirSync(libraries).flatMap(
    (name) => /trino-main-(.+)\.jar$/.exec(name)?.[1] ?? [],
  );
  if (!versions.includes(TRINO_VERSION)) {
    return `it has Trino ${versions.join(", ") || "of no known version"}, expected ${TRINO_VERSION}`;
  }
  const missing = TRINO_PLUGINS.filter((name) => !existsSync(path.join(folder, "plugin", name)));
  return missing.length === 0 ? undefined : `it lacks the plug-in ${missing.join(", ")}`;
}
