import { errorOutputTypes, icebergErrorOutputTypes } from "../../model/dataset/error-output-types";
import type { S3Prefix } from "../target/lake-contents";
import type { Target } from "../target/target";

/** Where Firehose writes the records of a dataset that it can't deliver. */
export interface ErrorOutput extends S3Prefix {
  /** Folders below the prefix, of which each has folders of hours. */
  readonly types: readonly string[];
}

/** The destination of Iceberg tables has one S3 configuration, so that errors lie next to the source records. */
export function errorOutputOf({ dataset, names }: Pick<Target, "dataset" | "names">): ErrorOutput {
  return dataset.storage === "iceberg"
    ? { bucket: names.rawBucket, prefix: names.rawErrorPrefix, types: icebergErrorOutputTypes }
    : { bucket: names.lakeBucket, prefix: names.errorPrefix, types: errorOutputTypes };
}
