import { malformedXml, S3Error } from "../s3-error";
import { child, childrenOf, childText, readXml } from "../xml/read-xml";
import type { XmlNode } from "../xml/write-xml";

/** Tags by their keys. */
export type TagSet = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const MAXIMUM_TAGS = 10;
const MAXIMUM_KEY = 128;
const MAXIMUM_VALUE = 256;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Parses the header `x-amz-tagging`, which has the form of a query string. */
export function parseTagging(header: string): TagSet {
  return checkTags([...new URLSearchParams(header)]);
}

/** Parses the document `Tagging`. */
export function parseTaggingDocument(document: string): TagSet {
  const root = readXml(document);
  const set = child(root, "TagSet");
  if (root.name !== "Tagging" || set === undefined) throw malformedXml();
  return checkTags(
    childrenOf(set, "Tag").map((tag) => {
      const [key, value] = [childText(tag, "Key"), childText(tag, "Value")];
      if (key === undefined || value === undefined) throw malformedXml();
      return [key, value];
    }),
  );
}

/** The elements of a document with tags. */
export function tagNodes(tags: TagSet): readonly XmlNode[] {
  return Object.entries(tags).map(
    ([key, value]) =>
      [
        "Tag",
        [
          ["Key", key],
          ["Value", value],
        ],
      ] as const,
  );
}

function checkTags(tags: readonly (readonly [key: string, value: string])[]): TagSet {
  if (tags.length > MAXIMUM_TAGS) {
    throw new S3Error("BadRequest", 400, "Object tags cannot be greater than 10");
  }
  for (const [key, value] of tags) {
    if (key === "" || key.length > MAXIMUM_KEY || !CHARACTERS.test(key) || /^aws:/i.test(key)) {
      throw new S3Error("InvalidTag", 400, "The TagKey you have provided is invalid");
    }
    if (value.length > MAXIMUM_VALUE || !CHARACTERS.test(value)) {
      throw new S3Error("InvalidTag", 400, "The TagValue you have provided is invalid");
    }
  }
  if (new Set(tags.map(([key]) => key)).size < tags.length) {
    throw new S3Error("InvalidTag", 400, "Cannot provide multiple Tags with the same key");
  }
  return Object.fromEntries(tags);
}
