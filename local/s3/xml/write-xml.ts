import { escapeXml } from "../../../formats/escape-xml";

/** The content of an element: a text, elements, or nothing. */
export type XmlContent = string | number | boolean | readonly XmlNode[] | undefined;

/** An element; without content it is left out. */
export type XmlNode = readonly [name: string, content: XmlContent];

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

/** A document of S3's API. */
export function writeXml(root: string, content: readonly XmlNode[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${nodes(content)}</${root}>`;
}

/** An error document, which has no namespace. */
export function writeError(content: readonly XmlNode[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${nodes(content)}</Error>`;
}

function nodes(content: readonly XmlNode[]): string {
  let text = "";
  for (const [name, value] of content) {
    if (value === undefined) continue;
    text += `<${name}>${typeof value === "object" ? nodes(value) : textOf(value)}</${name}>`;
  }
  return text;
}

function textOf(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  if (PLAIN.test(value)) return value;
  // S3 writes characters that an XML 1.0 document can't contain as references, and clients read those.
  return [...value]
    .map((each) => (isControl(each) ? `&#x${each.charCodeAt(0).toString(16)};` : escapeXml(each)))
    .join("");
}

/** Most keys, numbers and dates need no escaping. */
const PLAIN = /^[\w\-./=+:*~!$ ]*$/;

function isControl(character: string): boolean {
  return character < " " && character !== "\t" && character !== "\n";
}
