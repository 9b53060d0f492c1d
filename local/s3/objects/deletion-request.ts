import { malformedXml } from "../s3-error";
import { childrenOf, childText, readXml } from "../xml/read-xml";

/** An object that DeleteObjects names. */
export interface ObjectToDelete {
  readonly key: string;
  readonly versionId: string | undefined;
  /** The ETag that it must have. */
  readonly match: string | undefined;
  /** A member that is not supported. */
  readonly refused: string | undefined;
}

/** The document of DeleteObjects. */
export interface DeletionRequest {
  /** Whether the reply names only the objects that could not be deleted. */
  readonly isQuiet: boolean;
  readonly objects: readonly ObjectToDelete[];
}

const MAXIMUM_OBJECTS = 1_000;

/** Members that only directory buckets have. */
const REFUSED = ["LastModifiedTime", "Size"];

/**
 * Reads the document of DeleteObjects: what is deleted, and what permissions that needs.
 *
 * @throws S3Error if it is malformed, or names no object or too many
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function readDeletion(document: string): DeletionRequest {
  const root = readXml(document);
  const elements = childrenOf(root, "Object");
  if (root.name !== "Delete" || elements.length === 0 || elements.length > MAXIMUM_OBJECTS) {
    throw malformedXml();
  }
  const objects = elements.map((element) => {
    const key = childText(element, "Key");
    if (key === undefined || key === "") throw malformedXml();
    return {
      key,
      versionId: childText(element, "VersionId") || undefined,
      match: childText(element, "ETag"),
      refused: REFUSED.find((each) => childText(element, each) !== undefined),
    };
  });
  return { isQuiet: childText(root, "Quiet") === "true", objects };
}
