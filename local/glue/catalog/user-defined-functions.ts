import { AwsServiceError, type JsonOperations } from "../../gateway/emulated-service";
import { CatalogCall } from "./catalog-call";

/**
 * The Data Catalog's functions, of which there are none: creating one is refused. Trino looks for a function there
 * whose schema a query names.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-functions.html
 */
export const functionOperations: JsonOperations = {
  GetUserDefinedFunctions: async (...parts) => {
    await requireDatabase(new CatalogCall(...parts));
    return { UserDefinedFunctions: [] };
  },
  GetUserDefinedFunction: async (...parts) => {
    const call = new CatalogCall(...parts);
    await requireDatabase(call);
    throw new AwsServiceError("EntityNotFoundException", "Cannot find function.");
  },
};

/** @throws AwsServiceError EntityNotFoundException if the call names a database that does not exist */
async function requireDatabase(call: CatalogCall): Promise<void> {
  const { DatabaseName: Name } = call.input;
  if (Name !== undefined) await call.ask("GetDatabase", { Name });
}
