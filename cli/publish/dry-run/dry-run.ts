import { setImmediate as turn } from "node:timers/promises";
import { columnFields } from "../../../model/dataset/column-fields";
import { compileContract } from "../../../model/contract/compile-contract";
import type { ContractCheck, ContractViolation } from "../../../model/contract/contract-violation";
import type { Dataset } from "../../../model/dataset/dataset";
import { columnFinder, jsonKeySettings } from "../../../model/dataset/json-keys";
import type { PartitionKeyOf } from "../../../lambda-src/publisher/sending/partition-key";
import {
  MAXIMUM_RECORD_BYTES,
  toRecord,
} from "../../../lambda-src/publisher/sending/record-batches";
import { isJsonObject, parseDocuments } from "../../../formats/openx-json";
import { ColumnLabels } from "../column-label";
import { conversionCheck } from "../conversion-check";
import type { ConversionCheck } from "../conversion-check";
import { partitionKeyOf } from "../partition-key-of";
import { hiveColumns } from "../../dataset/hive-columns";
import { countOf } from "../../terminal/count-of";
import type { Detail } from "../../terminal/output";
import type { FileRecord } from "./file-records";
import { findSilentChanges } from "./find-silent-changes";
import type { SilentChangeProps } from "./find-silent-changes";
import { ReplacedValues } from "./replaced-values";
import type { SilentChange } from "./silent-change";
import { isRecord } from "../../../errors/is-record";

/** Forecast for one record. */
export interface RecordForecast {
  readonly where: string;
  /**
   * `converted` to a row by Firehose, `failed` and written to an error object, or `rejected` by the publisher: a record
   * above the size limit, or one that violates the contract of a dataset with validation "reject".
   */
  readonly outcome: "converted" | "failed" | "rejected";
  /** Error of Firehose or of the publisher; absent if the record is converted. */
  readonly error?: { readonly code: string; readonly reason: string };
  /** What is dropped or changed without an error. */
  readonly changes: readonly SilentChange[];
  /** How the event violates its contract, whether or not it is validated. */
  readonly violations: readonly ContractViolation[];
}

/** Records between two turns of the event loop, which update the progress. */
const RECORDS_PER_TURN = 5_000;

/** Predicts what would happen to records with the conversion of the embedded Firehose; nothing is sent. */
export async function forecast(
  records: readonly FileRecord[],
  dataset: Dataset,
  detail: Detail,
): Promise<RecordForecast[]> {
  const forecaster = new Forecaster(dataset);
  const forecasts: RecordForecast[] = [];
  for (const record of records) {
    forecasts.push(forecaster.forecast(record));
    if (forecasts.length % RECORDS_PER_TURN === 0) {
      detail(`${forecasts.length} of ${countOf(records.length, "record")}`);
      await turn();
    }
  }
  return forecasts;
}

class Forecaster {
  private readonly checkConversion: ConversionCheck;
  private readonly checkContract: ContractCheck;
  private readonly changes: Omit<SilentChangeProps, "replaced">;
  private readonly partitionKeyOf: PartitionKeyOf;

  constructor(private readonly dataset: Dataset) {
    this.partitionKeyOf = partitionKeyOf(dataset);
    const columns = hiveColumns(dataset.columns);
    const labels = new ColumnLabels(dataset.columns);
    const personal = columnFields(dataset.columns).filter((field) => field.personal);
    this.checkConversion = conversionCheck(columns, jsonKeySettings(dataset.columns));
    this.checkContract = compileContract(dataset);
    this.changes = {
      columns,
      columnOf: columnFinder(dataset.columns),
      keyOf: (name) => labels.keyOf(name),
      personalPaths: new Set(personal.map(({ path }) => path.toLowerCase())),
    };
  }

  forecast({ where, source }: FileRecord): RecordForecast {
    const event = parse(source);
    // The publisher sends the event as it has parsed it.
    const sent = event === undefined ? source : JSON.stringify(event);
    const violations = event === undefined ? [] : this.checkContract(event);
    const error = this.rejection(event, violations) ?? this.failure(sent);
    const outcome = error === undefined ? "converted" : error.by;
    return {
      where,
      outcome,
      ...(error === undefined ? {} : { error: { code: error.code, reason: error.reason } }),
      changes: outcome === "failed" ? [] : this.silentChanges(source),
      violations,
    };
  }

  private rejection(
    event: unknown,
    violations: readonly ContractViolation[],
  ): RecordFailure | undefined {
    if (!isRecord(event)) return undefined;
    const { bytes } = toRecord(event, 0, this.partitionKeyOf);
    if (bytes > MAXIMUM_RECORD_BYTES) {
      const reason = `it has ${bytes} bytes with newline and partition key; the maximum is ${MAXIMUM_RECORD_BYTES}`;
      return { by: "rejected", code: "RecordTooLarge", reason };
    }
    if (this.dataset.validation !== "reject" || violations.length === 0) return undefined;
    const reason = `the dataset's validation is "reject", and it violates the contract`;
    return { by: "rejected", code: "ContractViolation", reason };
  }

  private failure(sent: string): RecordFailure | undefined {
    const error = this.checkConversion(Buffer.from(sent));
    return error && { by: "failed", code: error.code, reason: error.message };
  }

  private silentChanges(source: string): SilentChange[] {
    const replaced = new ReplacedValues();
    // The publisher parses an event as JavaScript does: of equal keys the last counts.
    return parseDocuments(source, {
      caseInsensitive: false,
      duplicateKeys: "last",
      onReplaced: (...found) => replaced.add(...found),
    })
      .filter(isJsonObject)
      .flatMap((document) => findSilentChanges(document, { ...this.changes, replaced }));
  }
}

interface RecordFailure {
  readonly by: "failed" | "rejected";
  readonly code: string;
  readonly reason: string;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
