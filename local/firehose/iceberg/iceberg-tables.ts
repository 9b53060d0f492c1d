import { GetTableCommand } from "@aws-sdk/client-glue";
import type { AwsClients } from "../../aws-clients";
import { readTableMetadata } from "../../glue/catalog/iceberg/read-table-metadata";
import { commitTargetOf } from "../../iceberg/commits/commit-target";
import type {
  AppendOutcome,
  AppendRequest,
  CommitTarget,
  CommittedPositions,
  CommitWorker,
} from "../../iceberg/commits/commit-worker";
import type { IcebergField } from "../../iceberg/metadata/iceberg-type";
import type { IcebergTarget } from "../settings/delivery-stream-settings";
import { unwrittenColumn } from "./iceberg-columns";

/** A table as it is now. */
export interface DeliveredTable {
  readonly schemaId: number;
  readonly fields: readonly IcebergField[];
  /** URI of the folder of its data files. */
  readonly dataPrefix: string;
}

/** A file that is to be committed. */
export type CommittedFile = Pick<
  AppendRequest,
  "deliveryStream" | "positions" | "file" | "schemaId"
>;

/** Options of {@link IcebergTables}. */
export interface IcebergTablesProps {
  readonly endpointUrl: string;
  readonly clientsAs: (roleArn: string, region: string) => AwsClients;
  readonly worker: CommitWorker | undefined;
}

/** The Iceberg tables of delivery streams, which are read and changed as their roles. */
export class IcebergTables {
  constructor(private readonly props: IcebergTablesProps) {}

  /** @throws Error that names what of the table is not supported, or that of Glue or S3 */
  async describe(target: IcebergTarget): Promise<DeliveredTable> {
    const { glue, s3 } = this.props.clientsAs(target.roleArn, target.region);
    const { catalogId: CatalogId, databaseName: DatabaseName, tableName: Name } = target;
    const { Table: table } = await glue.send(
      new GetTableCommand({ CatalogId, DatabaseName, Name }),
    );
    const read = await readTableMetadata(s3, table);
    if (read === undefined) {
      throw new Error(`The table ${DatabaseName}.${Name} is not an Iceberg table.`);
    }
    const { location, properties, ...metadata } = read;
    const { currentSchemaId: schemaId, defaultSpecId, partitionSpecs, schemas } = metadata;
    const fields = schemas.get(schemaId)?.fields ?? [];
    const partitions = partitionSpecs.get(defaultSpecId) ?? [];
    if (partitions.some(({ transform }) => transform !== "void")) {
      throw unsupported(`its table ${DatabaseName}.${Name} is partitioned`);
    }
    const unwritten = unwrittenColumn(fields);
    if (unwritten !== undefined) throw unsupported(`the column ${unwritten}`);
    const folder = properties["write.data.path"] ?? `${location.replace(/\/$/, "")}/data`;
    return { schemaId, fields, dataPrefix: folder.replace(/\/$/, "") };
  }

  /** Commits a file as a snapshot. @throws CommitError such as CommitFailedException, if others were faster */
  async append(target: IcebergTarget, file: CommittedFile): Promise<AppendOutcome> {
    return this.worker.append({ ...(await this.commitTarget(target)), ...file });
  }

  /** What the table says that a delivery stream has delivered to it; empty also if there is no such table. */
  async positions(target: IcebergTarget, deliveryStream: string): Promise<CommittedPositions> {
    try {
      const of = await this.commitTarget(target);
      return await this.worker.positions({ ...of, deliveryStream });
    } catch (error) {
      if (error instanceof Error && error.name === "NoSuchTableError") return {};
      throw error;
    }
  }

  private get worker(): CommitWorker {
    if (this.props.worker !== undefined) return this.props.worker;
    throw new Error("There is no pyiceberg here, which commits to Iceberg tables.");
  }

  private commitTarget({ roleArn, region, ...table }: IcebergTarget): Promise<CommitTarget> {
    const { clientsAs, endpointUrl } = this.props;
    return commitTargetOf(clientsAs(roleArn, region), { endpointUrl, region }, table);
  }
}

function unsupported(what: string): Error {
  return new Error(
    `The embedded AWS does not deliver to Iceberg tables like this: ${what}. It would work on AWS.`,
  );
}
