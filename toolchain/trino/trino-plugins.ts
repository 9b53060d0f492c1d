/** Plug-ins that the server needs; the others are not kept. */
export const TRINO_PLUGINS: readonly string[] = ["hive", "iceberg"];
