import { randomUUID } from "node:crypto";

import type { AwsRequest } from "../../gateway/aws-request";
import { type Execution, newExecution } from "./query-execution";
import { MAX_PARAMETER_LENGTH, MAX_QUERY_BYTES } from "./query-limits";
import { type Input, objectField, stringField, stringListField } from "./request-fields";
import type { StatementClass } from "./statement-class";
import { invalidRequest, type ExecutionSettings } from "./work-group";

/** A validated request of StartQueryExecution. */
export interface StartRequest {
  readonly text: string;
  readonly parameters: readonly string[];
  /** ClientRequestToken, which makes the call idempotent. */
  readonly token: string | undefined;
  readonly workGroup: string;
  readonly database: string | undefined;
  readonly catalog: string | undefined;
}

/**
 * Validates the input of StartQueryExecution.
 *
 * @throws AwsServiceError InvalidRequestException if a field is missing, too long or not supported
 */
export function parseStartRequest(input: Input): StartRequest {
  const text = stringField(input, "QueryString");
  if (text === undefined || text.trim() === "") throw invalidRequest("Query string is empty.");
  if (Buffer.byteLength(text) > MAX_QUERY_BYTES) throw tooLong("queryString", MAX_QUERY_BYTES);
  const parameters = stringListField(input, "ExecutionParameters");
  if (parameters.some(({ length }) => length > MAX_PARAMETER_LENGTH)) {
    throw tooLong("executionParameters", MAX_PARAMETER_LENGTH);
  }
  // There is one for each ? of the text.
  if (parameters.length > text.length) throw tooLong("executionParameters", text.length);
  const context = objectField(input, "QueryExecutionContext");
  const catalog = stringField(context, "Catalog");
  if (catalog !== undefined && catalog.toLowerCase() !== "awsdatacatalog") {
    throw invalidRequest(
      `The data catalog ${catalog} is not supported by the embedded Athena, only AwsDataCatalog is.`,
    );
  }
  return {
    text,
    parameters,
    token: stringField(input, "ClientRequestToken"),
    workGroup: stringField(input, "WorkGroup") ?? "primary",
    // Athena takes it in backquotes as well; awswrangler sends it so.
    database: stringField(context, "Database")
      ?.replace(/^`(.*)`$/s, "$1")
      .toLowerCase(),
    catalog: catalog?.toLowerCase(),
  };
}

/** Creates an execution of a classified statement. */
export function createExecution(
  request: StartRequest,
  { type, subtype, extension }: StatementClass,
  settings: ExecutionSettings,
  { region, accessKeyId: caller }: Pick<AwsRequest, "region" | "accessKeyId">,
): Execution {
  const { text, parameters, database, catalog } = request;
  const id = randomUUID();
  return newExecution({
    id,
    region,
    caller,
    text,
    parameters,
    database,
    catalog,
    settings,
    statementType: type,
    substatementType: subtype,
    outputLocation: settings.outputLocation + id + extension,
  });
}

function tooLong(field: string, length: number) {
  return invalidRequest(
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${length}`,
  );
}
