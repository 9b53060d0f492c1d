import { isRecord } from "../../../../errors/is-record";
import { sameValue } from "../../changes/same-value";
import type { ReviewRule } from "../review-rule";

/** Parameters that crawlers and engines maintain as statistics, and comments; a projected range is judged as a schema is. */
const HARMLESS =
  /^(comment|transient_lastDdlTime|averageRecordSize|recordCount|objectCount|sizeKey|last_modified_(by|time)|CrawlerSchema(De)?[Ss]erializerVersion|UPDATED_BY_CRAWLER|projection\..+\.range)$/;

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
          .filter((name) => !HARMLESS.test(name) && !sameValue(was?.[name], is?.[name]))
          .map((name) => ({ address, message: `changes the parameter ${name}` }));
      }),
};
