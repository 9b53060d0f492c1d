import type { AwsRequest } from "../gateway/aws-request";
import { parseReply, sameServiceCall } from "../gateway/control-plane-call";
import type { Forward, JsonOperations } from "../gateway/emulated-service";
import { type Input, stringField, stringListField } from "./execution/request-fields";
import { invalidRequest } from "./execution/work-group";

/** DeleteNamedQuery, which moto lacks: a deleted query is hidden from moto's responses. */
export class SavedQueries {
  /** @param deleted ids of deleted queries. @default - kept in memory only */
  constructor(private readonly deleted = new Map<string, true>()) {}

  readonly operations: JsonOperations = {
    DeleteNamedQuery: (input, request, forward) => this.delete(input, request, forward),
    GetNamedQuery: (input) => {
      this.rejectDeleted(stringField(input, "NamedQueryId"));
      return Promise.resolve(undefined);
    },
    BatchGetNamedQuery: (input) => {
      for (const id of stringListField(input, "NamedQueryIds")) this.rejectDeleted(id);
      return Promise.resolve(undefined);
    },
    ListNamedQueries: async (_input, request, forward) => {
      const answer = parseReply(await forward(request));
      const ids = stringListField(answer, "NamedQueryIds");
      return { ...answer, NamedQueryIds: ids.filter((id) => !this.deleted.has(id)) };
    },
  };

  private async delete(input: Input, request: AwsRequest, forward: Forward): Promise<object> {
    const id = stringField(input, "NamedQueryId");
    this.rejectDeleted(id);
    const existing = await forward(sameServiceCall(request, "GetNamedQuery", input));
    if (id === undefined || existing.status !== 200) throw notFound(id);
    this.deleted.set(id, true);
    return {};
  }

  private rejectDeleted(id: string | undefined): void {
    if (id !== undefined && this.deleted.has(id)) throw notFound(id);
  }
}

function notFound(id: string | undefined) {
  return invalidRequest(`NamedQuery ${id ?? ""} was not found`);
}
