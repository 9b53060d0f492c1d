import { isRecord } from "../../../../errors/is-record";
import { sameValue } from "../../changes/same-value";
import type { ReviewRule } from "../review-rule";

/**
 * Parameters that crawlers and engines maintain.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/table-properties-crawler.html
 */
const MAINTAINED =
  /^(transient_lastDdlTime|averageRecordSize|recordCount|objectCount|sizeKey|typeOfData|last_modified_(by|time)|CrawlerSchema(De)?[Ss]erializerVersion|CRAWL_RUN_ID|UPDATED_BY_CRAWLER|partition_filtering\.enabled)$/;

/** Comments say nothing to a query; a projected range is judged as a schema is. */
const HARMLESS = /^(comment|projection\..+\.range)$/;

/** Whether a crawler or an engine writes an argument of a table, so that each of its runs is a drift. */
export function isMaintainedByCrawlers(path: string): boolean {
  const [, parameter] = /^(?:storage_descriptor\.)?parameters\.(.+)$/.exec(path) ?? [];
  if (parameter !== undefined) return MAINTAINED.test(parameter);
  return path === "owner" || path === "storage_descriptor.number_of_buckets";
}

/** Parameters of tables, whose names contain dots: they say where objects are, and how they are read. */
export const tableParameters: ReviewRule = {
  id: "delivery/table-parameters",
  title: "A parameter of a table changes that says where its objects are, or how they are read",
  source: "https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html",
  level: "look closely",
  find: ({ changes }) =>
    changes
      .filter(({ type, kind }) => type === "aws_glue_catalog_table" && kind === "update")
      .flatMap(({ address, before, after }) => {
        const [was, is] = [before?.parameters, after?.parameters].map((each) =>
          isRecord(each) ? each : {},
        );
        return [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])]

          .filter((name) => !HARMLESS.test(name) && !MAINTAINED.test(name))
          .filter((name) => !sameValue(was?.[name], is?.[name]))
          .map((name) => ({ address, message: `changes the parameter ${name}` }));
      }),
};
