import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { runInstallStep } from "../install-step";
import { makeScratchFolder } from "../scratch-folder";
import { TRINO_VERSION } from "../versions";
import { TRINO_PLUGINS } from "./trino-plugins";

/** Options of {@link installTrino}. */
export interface InstallTrinoProps {
  /** Path of Maven's program `mvn`. */
  readonly maven: string;
  /** Target. */
  readonly folder: string;
  /** Folder for the download; on the same file system as the target. */
  readonly toolsFolder: string;
  readonly progress: (line: string) => void;
}

const ARTIFACT = `io.trino:trino-server:${TRINO_VERSION}:tar.gz`;

/**
 * Downloads the pinned Trino with Maven, which checks its checksum, keeps the plug-ins that are needed, and moves it in
 * place at once, so that no incomplete server is used.
 *
 * @throws UserError if Maven or tar fails; nothing is left behind then
 */
export async function installTrino(props: InstallTrinoProps): Promise<void> {
  const { maven, folder, progress } = props;
  const what = `Trino ${TRINO_VERSION}`;
  const scratch = await makeScratchFolder(props.toolsFolder, "trino-download-");
  const step = (failure: string) => ({
    progress,
    what,
    failure,
    advice: `Check the network and the free space (3 GB), or set TRINO_HOME to the folder of an unpacked ${what}.`,
  });
  try {
    progress(`${what}: downloading about 800 MB with Maven`);
    // A repository of its own, so that the archive does not stay on the disk.
    const repository = path.join(scratch.folder, "repository");
    await runInstallStep(
      maven,
      [
        ...["-B", "-ntp", "-C", "dependency:get", `-Dmaven.repo.local=${repository}`],
        ...["-Dtransitive=false", `-Dartifact=${ARTIFACT}`],
      ],
      step(`${what} could not be downloaded`),
    );
    const name = `trino-server-${TRINO_VERSION}`;
    const archive = path.join(repository, "io/trino/trino-server", TRINO_VERSION, `${name}.tar.gz`);
    progress(`${what}: unpacking`);
    // Equal files of different plug-ins are links to each other: all are unpacked, then those not needed removed.
    await runInstallStep(
      "tar",
      ["-xzf", archive, "-C", scratch.folder],
      step(`${what} could not be unpacked`),
    );
    const unpacked = path.join(scratch.folder, name);
    const plugins = path.join(unpacked, "plugin");
    for (const plugin of await readdir(plugins)) {
      if (!TRINO_PLUGINS.includes(plugin))
        await rm(path.join(plugins, plugin), { recursive: true });
    }
    await rm(folder, { recursive: true, force: true });
    await rename(unpacked, folder);
    progress(`${what} is installed in ${folder}`);
  } finally {
    await scratch.remove();
  }
}
