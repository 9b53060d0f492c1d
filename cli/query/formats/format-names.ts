/** Forms in which `lake query --output` prints rows. */
export const RESULT_FORMATS = ["table", "vertical", "csv", "json", "ndjson"] as const;

/** One of {@link RESULT_FORMATS}. */
export type ResultFormat = (typeof RESULT_FORMATS)[number];
