/** Metadata that the specification does not allow. */
export class InvalidMetadataError extends Error {}

/** Valid metadata of a feature that is not read here. The message is its name. */
export class UnreadFeatureError extends Error {}
