import type { ConfigViolation } from "../validation/config-violation";
import { areFieldIds } from "./iceberg/parse-field-ids";
import type { LockedType } from "./locked-type";
import type { LockedPartitionKey, SchemaLock } from "./schema-lock";
import { lockPath } from "./schema-lock-files";
import type { LockFile } from "./schema-lock-files";
import { isRecord } from "../../errors/is-record";

/** Parses a lock; it may have been edited by hand. */
export function parseSchemaLock({ path, text }: LockFile): SchemaLock | ConfigViolation {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return broken(path, "is not JSON", error instanceof Error ? error.message : text);
  }
  if (!isRecord(document)) return broken(path, "is not a schema lock", document);
  const { dataset, version, columns, jsonKeys, partitionKeys, environments, accepted } = document;
  const { storage, renamedFrom, fieldIds } = document;
  if (typeof dataset !== "string") return broken(`${path}: dataset`, "is not a name", dataset);
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    return broken(`${path}: version`, "is not an integer of at least 1", version);
  }
  if (!isFields(columns)) return broken(`${path}: columns`, "have an invalid format", columns);
  if (jsonKeys !== undefined && !isTexts(jsonKeys)) {
    return broken(`${path}: jsonKeys`, "have an invalid format", jsonKeys);
  }
  if (storage !== undefined && storage !== "iceberg") {
    return broken(`${path}: storage`, "is not a format that a lock has", storage);
  }
  if (renamedFrom !== undefined && !isTexts(renamedFrom)) {
    return broken(`${path}: renamedFrom`, "have an invalid format", renamedFrom);
  }
  const hasIds = fieldIds !== undefined && areFieldIds(fieldIds, { version, columns }, isFields);
  if ((storage === "iceberg" || fieldIds !== undefined) && !hasIds) {
    return broken(`${path}: fieldIds`, "are not the ids of the columns", fieldIds);
  }
  if (!isPartitionKeys(partitionKeys)) {
    return broken(`${path}: partitionKeys`, "have an invalid format", partitionKeys);
  }
  if (environments !== undefined && !isTexts(environments)) {
    return broken(`${path}: environments`, "have an invalid format", environments);
  }
  if (!Array.isArray(accepted) || !accepted.every(isAcceptance)) {
    return {
      path: `${path}: accepted`,
      problem: "has an invalid format",
      received: accepted,
      expected:
        'a list of {"version": 2, "change": "the change as the gate reports it", "reason": "why"}, each with a reason',
      fix: "Correct the entry.",
    };
  }
  if (path !== lockPath(dataset)) {
    return {
      path,
      problem: "is the lock of another dataset",
      received: dataset,
      expected: "the dataset that the file is named after",
      fix: `Rename the file to ${lockPath(dataset)}, or restore it from git.`,
    };
  }
  return {
    dataset,
    version,
    ...(storage === undefined ? {} : { storage }),
    columns,
    ...(jsonKeys === undefined ? {} : { jsonKeys }),
    ...(renamedFrom === undefined ? {} : { renamedFrom }),
    ...(hasIds ? { fieldIds } : {}),
    partitionKeys,
    ...(environments === undefined ? {} : { environments }),
    accepted,
  };
}

/** Whether a lock could be parsed. */
export function isSchemaLock(parsed: SchemaLock | ConfigViolation): parsed is SchemaLock {
  return "version" in parsed;
}

function broken(path: string, problem: string, received: unknown): ConfigViolation {
  return {
    path,
    problem,
    received,
    expected: "what `npx lake dataset lock` wrote",
    fix: "Restore the file from git.",
  };
}

function isFields(value: unknown): value is Record<string, LockedType> {
  return isRecord(value) && Object.values(value).every(isType);
}

function isPartitionKeys(value: unknown): value is Record<string, LockedPartitionKey> {
  return isRecord(value) && Object.values(value).every(isPartitionKey);
}

function isPartitionKey(value: unknown): value is LockedPartitionKey {
  if (typeof value === "string") return value !== "";
  if (!isRecord(value) || typeof value.field !== "string") return false;
  const { values } = value;
  return (
    values === undefined ||
    (Array.isArray(values) && values.every((each) => typeof each === "string"))
  );
}

function isType(value: unknown): value is LockedType {
  if (typeof value === "string") return value !== "";
  if (!isRecord(value) || Object.keys(value).length !== 1) return false;
  const { array, map, struct } = value;
  if (struct !== undefined) return isFields(struct);
  if (array !== undefined) return isType(array);
  return isRecord(map) && typeof map.key === "string" && isType(map.value);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === "string");
}

function isAcceptance(value: unknown): value is SchemaLock["accepted"][number] {
  return (
    isRecord(value) &&
    typeof value.version === "number" &&
    typeof value.change === "string" &&
    typeof value.reason === "string" &&
    value.reason.trim() !== ""
  );
}
