import { join } from "node:path";
import type { EmulatorContext } from "../emulator-context";
import { fetchColumns } from "./conversion/glue-schema";
import type { ParquetWriter } from "./conversion/parquet-writer";
import type { DeliveryDependencies } from "./delivery";
import { DeliveryError } from "./destination/delivery-error";
import { objectWriter } from "./destination/object-writer";
import type { IcebergTables } from "./iceberg/iceberg-tables";
import type { DeliveryMonitor } from "./monitoring/delivery-monitor";
import type { RoleClients } from "./role-clients";

/** What the deliveries of one delivery stream have in common. */
export interface DeliveryDependenciesProps {
  readonly context: EmulatorContext;
  readonly roles: RoleClients;
  readonly monitor: DeliveryMonitor;
  readonly parquet: ParquetWriter;
  readonly iceberg: IcebergTables;
}

/** What deliveries call: services as the roles, whose errors get the names that Firehose logs. */
export function deliveryDependencies({
  context,
  roles,
  monitor,
  parquet,
  iceberg,
}: DeliveryDependenciesProps): DeliveryDependencies {
  const put = objectWriter((roleArn) => roles.as(roleArn).s3);
  return {
    put: (...object) => DeliveryError.of("S3", () => put(...object)),
    fetchColumns: (schema) =>
      DeliveryError.of("DataFormatConversion", () =>
        fetchColumns(roles.as(schema.roleArn, schema.region).glue, schema),
      ),
    parquet,
    scratchFolder: join(context.scratchFolder, "firehose"),
    iceberg: {
      describe: (target) => DeliveryError.of("Iceberg", () => iceberg.describe(target)),
      append: (...file) => DeliveryError.of("Iceberg", () => iceberg.append(...file)),
    },
    delivered: (object) => monitor.delivered(object),
  };
}
