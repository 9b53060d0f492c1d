/** Formats of the table of a dataset. */
export const storageFormats = ["parquet", "iceberg"] as const;

/** One of {@link storageFormats}. */
export type StorageFormat = (typeof storageFormats)[number];
