import { readEvolution } from "../evolve/evolve-table";
import { readIcebergLocks } from "../evolve/iceberg-locks";
import type { Target } from "../target/target";
import { failureDocument } from "../terminal/explain-error";

/** What the status shows of the schema of a table. */
interface SchemaStatus {
  readonly state: string;
  readonly lastError?: string;
  /** What somebody should do about it. */
  readonly advice?: string;
}

/**
 * Which version of its lock the Iceberg table of a dataset has. A schema that can't be read or compared is the last error
 * of the stage: everything else of the status is as it is.
 */
export async function readSchemaStatus(target: Target): Promise<SchemaStatus> {
  const { dataset, environment } = target;
  try {
    const lock = readIcebergLocks([dataset.name]).get(dataset.name);
    if (lock === undefined) return { state: "Iceberg, no lock" };
    const evolution = await readEvolution(target, lock);
    if (evolution === undefined) return { state: "no table" };
    const { deployedVersion, lockedVersion } = evolution;
    return {
      state: `Iceberg, version ${deployedVersion}`,
      ...(deployedVersion === lockedVersion
        ? {}
        : {
            advice: `schema: version ${lockedVersion} in the lock, ${deployedVersion} deployed. Run: npx lake evolve --env ${environment.name} --dataset ${dataset.name}`,
          }),
    };
  } catch (error) {
    return { state: "Iceberg", lastError: failureDocument(error).error.message };
  }
}
