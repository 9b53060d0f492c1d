import { isRecord } from "../../errors/is-record";
import { parseReply, sameServiceCall } from "../gateway/control-plane-call";
import type { JsonOperations } from "../gateway/emulated-service";
import { listPage } from "./execution/list-page";
import { requiredField } from "./execution/request-fields";
import { invalidRequest } from "./execution/work-group";

/** The catalog that every account has; its data is Glue's. */
const AWS_DATA_CATALOG = {
  Type: "GLUE",
  Status: "CREATE_COMPLETE",
} as const;
const AWS_DATA_CATALOG_NAME = "AwsDataCatalog";

/** Items of a page: https://docs.aws.amazon.com/athena/latest/APIReference/API_ListDataCatalogs.html */
const PAGE_LIMITS = { catalogs: { from: 2, to: 50 }, versions: { from: 1, to: 10 } } as const;

/** Versions of the engine that a workgroup can select; queries run on the one that AUTO stands for. */
const ENGINE_VERSIONS = [
  {
    SelectedEngineVersion: "AUTO",
    EffectiveEngineVersion: "Athena engine version 3",
  },
  {
    SelectedEngineVersion: "Athena engine version 3",
    EffectiveEngineVersion: "Athena engine version 3",
  },
];

/**
 * What clients ask first: the data catalogs, with the one that every account has and the control plane lacks, and the
 * engine versions.
 *
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_ListDataCatalogs.html
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_ListEngineVersions.html
 */
export const dataCatalogOperations: JsonOperations = {
  ListDataCatalogs: async (input, request, forward) => {
    const answer = parseReply(await forward(sameServiceCall(request, "ListDataCatalogs", {})));
    const own = answer["DataCatalogsSummary"];
    const all = [
      { CatalogName: AWS_DATA_CATALOG_NAME, ...AWS_DATA_CATALOG },
      ...(Array.isArray(own) ? own.filter(isRecord) : []),
    ];
    return listPage(input, "DataCatalogsSummary", all, PAGE_LIMITS.catalogs);
  },
  GetDataCatalog: async (input, request, forward) => {
    const name = requiredField(input, "Name");
    if (isAwsDataCatalog(name)) {
      return { DataCatalog: { Name: AWS_DATA_CATALOG_NAME, ...AWS_DATA_CATALOG } };
    }
    const { DataCatalog: found } = parseReply(await forward(request));
    if (isRecord(found)) return { DataCatalog: found };
    throw invalidRequest(`Data catalog ${name} was not found`);
  },
  ListEngineVersions: (input) =>
    Promise.resolve(listPage(input, "EngineVersions", ENGINE_VERSIONS, PAGE_LIMITS.versions)),
};

/** Whether a name is that of the catalog that every account has. */
export function isAwsDataCatalog(name: string): boolean {
  return name.toLowerCase() === AWS_DATA_CATALOG_NAME.toLowerCase();
}
