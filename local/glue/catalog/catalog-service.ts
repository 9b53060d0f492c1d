import type { AwsReply, AwsRequest } from "../../gateway/aws-request";
import {
  type EmulatedService,
  type Forward,
  type JsonOperations,
  serveJson,
} from "../../gateway/emulated-service";
import { KeyedLock } from "./keyed-lock";
import { partitionOperations } from "./partitions/partition-operations";
import { searchOperations } from "./search-tables";
import { type ClientsOfCaller, tableOperations } from "./table-operations";
import { functionOperations } from "./user-defined-functions";

/** Calls of the Data Catalog that the control plane answers differently than AWS does; it stores what they write. */
export class CatalogService implements EmulatedService {
  readonly service = "glue";
  readonly handle: (request: AwsRequest, forward: Forward) => Promise<AwsReply | undefined>;

  private readonly operations: JsonOperations;

  constructor(clients: ClientsOfCaller) {
    const lock = new KeyedLock();
    this.operations = {
      ...tableOperations(lock, clients),
      ...partitionOperations(lock),
      ...functionOperations,
      ...searchOperations,
    };
    this.handle = serveJson(this.operations);
  }

  accepts({ operation }: AwsRequest): boolean {
    return Object.hasOwn(this.operations, operation);
  }
}
