/** Firehose writes an object as soon as one of the two is reached. */
export interface BufferingSettings {
  /** Mebibytes of incoming data. */
  readonly sizeMiB?: number;
  /** Seconds since the first record of the buffer. */
  readonly intervalSeconds?: number;
}

/** The raw copy of every source record. */
export interface BackupSettings {
  /**
   * 1 to 128 MiB, 60 to 900 seconds (0 to 900 with an emulator).
   *
   * @default - 1 MiB or 60 seconds
   * @see https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html
   */
  readonly buffering?: BufferingSettings;
  /** @default "UNCOMPRESSED" */
  readonly compression?: "UNCOMPRESSED" | "GZIP";
}

/** Settings of each dataset's delivery stream. */
export interface DeliverySettings {
  /**
   * Buffer of the Parquet objects: 64 to 128 MiB, 0 to 900 seconds.
   *
   * @default - 64 MiB or 60 seconds
   */
  readonly buffering?: BufferingSettings;
  /**
   * Compression inside the Parquet objects.
   *
   * @default "SNAPPY"
   */
  readonly parquetCompression?: "SNAPPY" | "GZIP" | "UNCOMPRESSED";
  /** @default - 1 MiB or 60 seconds, uncompressed */
  readonly backup?: BackupSettings;
}
