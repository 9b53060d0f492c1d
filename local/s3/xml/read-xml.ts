import { malformedXml } from "../s3-error";

/** An element of a document. */
export interface XmlElement {
  /** Without the prefix of its namespace. */
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Its text, without that of its children. */
  readonly text: string;
}

const TOKEN =
  /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([^\s<>/!?]+)([^<>]*?)(\/?)>|([^<]+)/y;
const MAXIMUM_DEPTH = 32;

/**
 * Reads a document as S3's API has them: elements and text. Attributes are skipped.
 *
 * @throws S3Error if it is not well-formed, or declares a document type
 */
export function readXml(document: string): XmlElement {
  const root = { name: "", children: [] as XmlElement[], text: "" };
  const open: { name: string; children: XmlElement[]; text: string }[] = [root];
  const source = document.replace(/^\ufeff/, "").trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    const top = open.at(-1);
    if (match === null || top === undefined) throw malformedXml();
    const [, cdata, closes, tag, , isEmpty, text] = match;
    if (cdata !== undefined) top.text += cdata;
    else if (text !== undefined) top.text += unescapeXml(text);
    else if (tag !== undefined) {
      const name = tag.slice(tag.indexOf(":") + 1);
      if (closes === "/") {
        if (open.length < 2 || top.name !== name) throw malformedXml();
        open.pop();
      } else {
        const element = { name, children: [], text: "" };
        top.children.push(element);
        if (isEmpty !== "/") open.push(element);
        if (open.length > MAXIMUM_DEPTH) throw malformedXml();
      }
    }
  }
  const [first] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || first === undefined) throw malformedXml();
  return first;
}

/** The first child of a name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((each) => each.name === name);
}

/** The text of the first child of a name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return child(element, name)?.text;
}

/** All children of a name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((each) => each.name === name);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (_, hex, decimal, name) => {
    if (name !== undefined) {
      const character = Object.hasOwn(ENTITIES, String(name)) ? ENTITIES[String(name)] : undefined;
      if (character === undefined) throw malformedXml();
      return character;
    }
    const code = hex === undefined ? Number(decimal) : parseInt(String(hex), 16);
    if (code > 0x10ffff) throw malformedXml();
    return String.fromCodePoint(code);
  });
}
