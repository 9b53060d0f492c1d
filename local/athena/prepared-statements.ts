import type { AwsRequest } from "../gateway/aws-request";
import { AwsServiceError, type JsonOperations } from "../gateway/emulated-service";
import {
  type Input,
  requiredField,
  stringField,
  stringListField,
} from "./execution/request-fields";
import { invalidRequest } from "./execution/work-group";

/** A prepared statement, as in AWS's JSON. */
export interface PreparedStatement {
  readonly StatementName: string;
  readonly WorkGroupName: string;
  readonly QueryStatement: string;
  readonly Description?: string | undefined;
  /** Epoch seconds, as in AWS's JSON. */
  readonly LastModifiedTime: number;
}

/** Names of prepared statements: https://docs.aws.amazon.com/athena/latest/APIReference/API_CreatePreparedStatement.html */
const NAME = /^[a-zA-Z_][a-zA-Z0-9_@:]{0,255}$/;

/** The prepared statements of each workgroup; moto knows one of a name in all workgroups, and can't change it. */
export class PreparedStatements {
  /** @param statements by region, workgroup and name. @default - kept in memory only */
  constructor(private readonly statements = new Map<string, PreparedStatement>()) {}

  readonly operations: JsonOperations = {
    CreatePreparedStatement: (input, { region }) => {
      const { workGroup, name } = names(input);
      this.create(region, workGroup, name, requiredField(input, "QueryStatement"), input);
      return Promise.resolve({});
    },
    GetPreparedStatement: (input, request) =>
      Promise.resolve({ PreparedStatement: this.require(input, request) }),
    BatchGetPreparedStatement: (input, { region }) => {
      const workGroup = requiredField(input, "WorkGroup");
      const asked = stringListField(input, "PreparedStatementNames");
      const found = asked.flatMap((name) => this.find(region, workGroup, name) ?? []);
      const missing = asked.filter((name) => this.find(region, workGroup, name) === undefined);
      return Promise.resolve({
        PreparedStatements: found,
        UnprocessedPreparedStatementNames: missing.map((StatementName) => ({
          StatementName,
          ErrorCode: "STATEMENT_NOT_FOUND",
          ErrorMessage: notFound(StatementName).message,
        })),
      });
    },
    UpdatePreparedStatement: (input, request) => {
      this.require(input, request);
      const { workGroup, name } = names(input);
      this.put(request.region, workGroup, name, requiredField(input, "QueryStatement"), input);
      return Promise.resolve({});
    },
    DeletePreparedStatement: (input, request) => {
      this.require(input, request);
      const { workGroup, name } = names(input);
      this.delete(request.region, workGroup, name);
      return Promise.resolve({});
    },
    ListPreparedStatements: (input, { region }) => {
      const prefix = key(region, requiredField(input, "WorkGroup"), "");
      const list = [...this.statements]
        .filter(([id]) => id.startsWith(prefix))
        .map(([, { StatementName, LastModifiedTime }]) => ({ StatementName, LastModifiedTime }));
      return Promise.resolve({ PreparedStatements: list });
    },
  };

  /** The text of a prepared statement. */
  textOf(region: string, workGroup: string, name: string): string | undefined {
    return this.find(region, workGroup, name)?.QueryStatement;
  }

  /** Creates one. @throws AwsServiceError InvalidRequestException if there is one of that name, or for another name */
  create(
    region: string,
    workGroup: string,
    name: string,
    statement: string,
    { Description: description }: Input = {},
  ): void {
    if (!NAME.test(name)) {
      throw invalidRequest(`StatementName must match ${NAME.source}, got '${name}'`);
    }
    if (this.find(region, workGroup, name) !== undefined) {
      throw invalidRequest(`PreparedStatement ${name} already exists in WorkGroup ${workGroup}`);
    }
    this.put(region, workGroup, name, statement, { Description: description });
  }

  /** Deletes one. @returns whether there was one */
  delete(region: string, workGroup: string, name: string): boolean {
    return this.statements.delete(key(region, workGroup, name));
  }

  private put(region: string, workGroup: string, name: string, text: string, input: Input): void {
    this.statements.set(key(region, workGroup, name), {
      StatementName: name,
      WorkGroupName: workGroup,
      QueryStatement: text,
      Description: stringField(input, "Description"),
      LastModifiedTime: Date.now() / 1000,
    });
  }

  private find(region: string, workGroup: string, name: string): PreparedStatement | undefined {
    return this.statements.get(key(region, workGroup, name));
  }

  private require(input: Input, { region }: AwsRequest): PreparedStatement {
    const { workGroup, name } = names(input);
    const found = this.find(region, workGroup, name);
    if (found === undefined) throw notFound(name);
    return found;
  }
}

function names(input: Input): { readonly workGroup: string; readonly name: string } {
  return {
    workGroup: requiredField(input, "WorkGroup"),
    name: requiredField(input, "StatementName"),
  };
}

function notFound(name: string): AwsServiceError {
  return new AwsServiceError(
    "ResourceNotFoundException",
    `PreparedStatement ${name} was not found`,
  );
}

/** Neither regions nor names of workgroups have line breaks. */
function key(region: string, workGroup: string, name: string): string {
  return [region, workGroup, name].join("\n");
}
