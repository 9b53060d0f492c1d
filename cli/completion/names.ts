import type { ValueKind } from "./placeholders";

/**
 * The names of what there is, read without a network and without Terraform. What can't be read, such as a file of `config/`
 * that is just being edited, has none: a shell has no place for an error.
 */
export async function namesOf(kind: ValueKind): Promise<readonly string[]> {
  try {
    return await read(kind);
  } catch {
    return [];
  }
}

async function read(kind: ValueKind): Promise<readonly string[]> {
  switch (kind) {
    case "environment":
      return (await import("../../config/environments")).environments.map(({ name }) => name);
    case "dataset":
      return (await import("../../config/datasets")).datasets.map(({ name }) => name);
    case "snapshot": {
      const { snapshotNames } = await import("../emulator/snapshot/snapshot-folder");
      const { lakeHome } = await import("../../local/home/lake-home");
      return snapshotNames(lakeHome());
    }
    case "file":
    case "folder":
      return [];
  }
}
