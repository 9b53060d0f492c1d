import { XmlNode, XmlText, parseXML } from "@aws-sdk/xml-builder";
import type { ServiceModel, Shape, ShapeRef } from "../../../../local/api-models/service-model";
import { fromText, isFields, memberOnWire } from "./wire-value";

/** Deserializes an XML document; the name of its root does not matter. */
export function readXml(model: ServiceModel, ref: ShapeRef, xml: string): unknown {
  const document: unknown = parseXML(xml);
  const [root] = isFields(document) ? Object.values(document) : [];
  return readElement(model, ref, root);
}

function readElement(model: ServiceModel, ref: ShapeRef, element: unknown): unknown {
  const shape = model.shape(ref);
  if (shape.type === "structure") {
    // The parser returns an empty element as an empty text.
    if (element === "") return {};
    if (!isFields(element)) return element;
    return Object.fromEntries(
      Object.entries(element)
        .filter(([wireName]) => !/^xmlns(?::|$)/.test(wireName))
        .map(([wireName, child]) => {
          const [name, member] = memberOnWire(shape, wireName) ?? [];
          return name === undefined || member === undefined
            ? [wireName, child]
            : [name, readElement(model, member, child)];
        }),
    );
  }
  const { member } = shape;
  if (member !== undefined) {
    const items = isFlattened(shape, ref) ? element : childrenOf(element, itemName(shape));
    if (items === undefined) return element;
    return (Array.isArray(items) ? items : [items]).map((item) => readElement(model, member, item));
  }
  return typeof element === "string" ? fromText(shape, element) : element;
}

/** The items of a list; undefined if there are other children. */
function childrenOf(element: unknown, name: string): unknown {
  if (element === "") return [];
  if (!isFields(element) || Object.keys(element).some((each) => each !== name)) return undefined;
  return element[name];
}

function isFlattened(shape: Shape, ref: ShapeRef): boolean {
  return shape.flattened === true || ref.flattened === true;
}

function itemName({ member }: Shape): string {
  return member?.locationName ?? "member";
}

/** The inverse of {@link readXml}. */
export function writeXml(
  model: ServiceModel,
  ref: ShapeRef,
  rootName: string,
  value: unknown,
): string {
  const root = new XmlNode(rootName);
  fill(model, ref, value, root);
  return root.toString();
}

function fill(
  model: ServiceModel,
  ref: ShapeRef | undefined,
  value: unknown,
  element: XmlNode,
): void {
  const shape = ref === undefined ? undefined : model.shape(ref);
  if (Array.isArray(value)) {
    for (const item of value) {
      const child = new XmlNode(shape === undefined ? "item" : itemName(shape));
      fill(model, shape?.member, item, child);
      element.addChildNode(child);
    }
    return;
  }
  if (!isFields(value)) {
    element.addChildNode(new XmlText(String(value)));
    return;
  }
  for (const [name, each] of Object.entries(value)) {
    const member = shape?.members?.[name];
    const wireName = member?.locationName ?? name;
    if (member?.xmlAttribute === true) {
      element.addAttribute(wireName, each);
      continue;
    }
    const flattened = member !== undefined && isFlattened(model.shape(member), member);
    const items: readonly unknown[] = flattened && Array.isArray(each) ? each : [each];
    for (const item of items) {
      const child = new XmlNode(wireName);
      fill(model, flattened && item !== each ? model.shape(member).member : member, item, child);
      element.addChildNode(child);
    }
  }
}
