import { isRecord } from "../../../../errors/is-record";
import { AwsServiceError } from "../../../gateway/emulated-service";
import { type CatalogCall, type Fields, recordList, textList } from "../catalog-call";
import { orderOf } from "./partition-pages";

const COUNT_MISMATCH = "The number of partition keys do not match the number of partition values";

/** CreatePartition. @throws AwsServiceError AlreadyExistsException, EntityNotFoundException, InvalidInputException */
export async function createPartition(call: CatalogCall): Promise<object> {
  const keys = await keyCount(call);
  requireValues(call.input["PartitionInput"], keys);
  return call.answer();
}

/** BatchCreatePartition: what can't be created is an error of its own, the others are created. */
export async function batchCreate(call: CatalogCall): Promise<object> {
  const keys = await keyCount(call);
  const inputs = recordList(call.input["PartitionInputList"], "PartitionInputList");
  const valid = inputs.filter((input) => problemOf(input, keys) === undefined);
  const rejected = inputs.flatMap((input) => {
    const problem = problemOf(input, keys);
    return problem === undefined
      ? []
      : { PartitionValues: input["Values"] ?? [], ErrorDetail: detailOf(problem) };
  });
  if (valid.length === 0) return { Errors: rejected };
  const { Errors: errors } = await call.ask(call.operation, {
    ...call.input,
    PartitionInputList: valid,
  });
  return errorsOf(rejected, errors);
}

/**
 * UpdatePartition. The control plane would forget a partition that is renamed to one that exists.
 *
 * @throws AwsServiceError AlreadyExistsException, EntityNotFoundException, InvalidInputException
 */
export async function updatePartition(call: CatalogCall): Promise<object> {
  await rename(call, call.input, await keyCount(call));
  return {};
}

/** BatchUpdatePartition: what can't be updated is an error of its own, the others are updated. */
export async function batchUpdate(call: CatalogCall): Promise<object> {
  const keys = await keyCount(call);
  const entries = recordList(call.input["Entries"], "Entries");
  const errors: object[] = [];
  const inPlace: Fields[] = [];
  for (const entry of entries) {
    try {
      if (isRename(entry, keys)) await rename(call, entry, keys);
      else inPlace.push(entry);
    } catch (error) {
      if (!(error instanceof AwsServiceError)) throw error;
      const { PartitionValueList } = entry;
      errors.push({ PartitionValueList, ErrorDetail: detailOf(error) });
    }
  }
  if (inPlace.length === 0) return errorsOf(errors, []);
  const { Errors: others } = await call.ask(call.operation, { ...call.input, Entries: inPlace });
  return errorsOf(errors, others);
}

async function rename(call: CatalogCall, entry: Fields, keys: number): Promise<void> {
  const { DatabaseName, TableName } = call.input;
  const { PartitionValueList, PartitionInput } = entry;
  if (isRename(entry, keys)) {
    const find = (PartitionValues: unknown) =>
      call.ask("GetPartition", { DatabaseName, TableName, PartitionValues });
    await find(PartitionValueList);
    const target = requireValues(PartitionInput, keys);
    if (await exists(() => find(target))) {
      throw new AwsServiceError("AlreadyExistsException", "Partition already exists.");
    }
  }
  await call.ask("UpdatePartition", {
    DatabaseName,
    TableName,
    PartitionValueList,
    PartitionInput,
  });
}

/** Whether an entry of an update changes the partition's values. */
function isRename(entry: Fields, keys: number): boolean {
  const from = textList(entry["PartitionValueList"], "PartitionValueList");
  return orderOf(from) !== orderOf(requireValues(entry["PartitionInput"], keys));
}

async function exists(find: () => Promise<unknown>): Promise<boolean> {
  try {
    await find();
    return true;
  } catch (error) {
    if (error instanceof AwsServiceError && error.code === "EntityNotFoundException") return false;
    throw error;
  }
}

async function keyCount(call: CatalogCall): Promise<number> {
  const { PartitionKeys: keys } = await call.table(call.input["TableName"]);
  return Array.isArray(keys) ? keys.length : 0;
}

/** The values of a PartitionInput. @throws AwsServiceError InvalidInputException unless they are one for each key */
function requireValues(input: unknown, keys: number): readonly string[] {
  const values = textList(isRecord(input) ? input["Values"] : undefined, "PartitionInput.Values");
  if (values.length === keys) return values;
  throw new AwsServiceError(
    "InvalidInputException",
    `${COUNT_MISMATCH}: ${keys}, ${values.length}`,
  );
}

function problemOf(input: Fields, keys: number): AwsServiceError | undefined {
  try {
    requireValues(input, keys);
    return undefined;
  } catch (error) {
    if (error instanceof AwsServiceError) return error;
    throw error;
  }
}

function detailOf({ code, message }: AwsServiceError): object {
  return { ErrorCode: code, ErrorMessage: message };
}

function errorsOf(own: readonly object[], others: unknown): object {
  const errors = [...own, ...(Array.isArray(others) ? others.filter(isRecord) : [])];
  return errors.length === 0 ? {} : { Errors: errors };
}
