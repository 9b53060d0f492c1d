import type { AwsClients } from "../../aws-clients";
import type { QueryRunner } from "../execution/query-runner";
import type { PreparedStatements } from "../prepared-statements";
import type { TrinoEndpoint } from "./client/trino-client";
import type { TrinoCatalogs } from "./statements/plan-context";

/** A Trino server that is ready, with the catalogs of a region. */
export interface TrinoConnection {
  readonly endpoint: TrinoEndpoint;
  readonly catalogs: TrinoCatalogs;
}

/** What queries on Trino need. */
export interface TrinoRunnerProps {
  /**
   * Waits until the server is ready.
   *
   * @throws QueryError if it has no catalogs of that region, an Error with the reason if it could not be started
   */
  connect(region: string): Promise<TrinoConnection>;
  /** The connection if the server is ready. */
  connected(region: string): TrinoConnection | undefined;
  /** Runs Hive's DDL. */
  readonly gateway: QueryRunner;
  /** Clients of the AWS APIs with the caller's permissions. */
  clients(region: string, caller: string | undefined): AwsClients;
  /** Folder of the result files. */
  readonly resultFolder: string;
  readonly prepared: PreparedStatements;
  /**
   * Whether each call must be allowed by the caller's policies. Trino reads with permissions of its own, so statements
   * that it would run are refused then.
   *
   * @default false
   */
  readonly enforcesIam?: boolean;
  /** Starts the server. @default - it runs already */
  start?(): void;
  /** Stops the server. @default - it goes on */
  stop?(): Promise<void>;
}
