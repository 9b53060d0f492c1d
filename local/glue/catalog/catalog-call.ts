import type { AwsRequest } from "../../gateway/aws-request";
import { parseReply, sameServiceCall } from "../../gateway/control-plane-call";
import { AwsServiceError, type Forward } from "../../gateway/emulated-service";
import { isRecord } from "../../../errors/is-record";

/** Input or output of a call. */
export type Fields = Readonly<Record<string, unknown>>;

/** A call to the Data Catalog, with what is needed to ask the control plane about the same table. */
export class CatalogCall {
  constructor(
    readonly input: Fields,
    private readonly request: AwsRequest,
    private readonly forward: Forward,
  ) {}

  get region(): string {
    return this.request.region;
  }

  /** Access key of the caller. */
  get accessKeyId(): string | undefined {
    return this.request.accessKeyId;
  }

  get operation(): string {
    return this.request.operation;
  }

  /** Identifies the table of the call among those of all regions; Glue's names have no upper case. */
  tableKey(name: unknown): string {
    return JSON.stringify([this.request.region, this.input["DatabaseName"], name]).toLowerCase();
  }

  /** Lets the control plane answer the call itself. @throws AwsServiceError of the control plane */
  answer(): Promise<Fields> {
    return this.ask(this.operation, this.input);
  }

  /** Another call of the same caller. @throws AwsServiceError of the control plane */
  async ask(operation: string, input: object): Promise<Fields> {
    return parseReply(await this.forward(sameServiceCall(this.request, operation, input)));
  }

  /**
   * A table.
   *
   * @param DatabaseName @default - the call's
   * @throws AwsServiceError EntityNotFoundException if it does not exist
   */
  async table(name: unknown, DatabaseName = this.input["DatabaseName"]): Promise<Fields> {
    const { Table: table } = await this.ask("GetTable", { DatabaseName, Name: name });
    return isRecord(table) ? table : {};
  }
}

/** A value as a list of texts. @throws AwsServiceError InvalidInputException if it is something else */
export function textList(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw new AwsServiceError("InvalidInputException", `${name} must be a list of strings`);
}

/** A value as a list of structures. @throws AwsServiceError InvalidInputException if it is something else */
export function recordList(value: unknown, name: string): readonly Fields[] {
  if (Array.isArray(value) && value.every(isRecord)) return value;
  throw new AwsServiceError("InvalidInputException", `${name} must be a list of structures`);
}

/** The error of a value outside of the limits of Glue's API model. */
export function constraintError(member: string, constraint: string): AwsServiceError {
  return new AwsServiceError(
    "ValidationException",
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have ${constraint}`,
  );
}
