import { findEvents } from "../../../../cli/dataset/inference/find-events";
import { isJsonObject, parseDocuments } from "../../../../formats/openx-json";

function found(document: unknown) {
  const [parsed = null] = parseDocuments(JSON.stringify(document), { caseInsensitive: false });
  if (!isJsonObject(parsed)) throw new Error("No object");
  return findEvents(parsed);
}

const events = Array.from({ length: 20 }, (_, id) => ({ id, name: `event ${id}` }));

describe("the events of a document", () => {
  it.each([
    [{ features: events }, ".features[]"],
    [{ meta: { n: 1 }, data: { items: events } }, ".data.items[]"],
    [{ "my list": events }, '.["my list"][]'],
    [{ a: { "b-c": events } }, '.a["b-c"][]'],
    [{ few: events.slice(0, 2), many: events }, ".many[]"],
  ])("are the list that it consists of: %#", (document, jq) => {
    expect(found(document).chosen?.jq).toBe(jq);
  });

  it.each([
    [{ id: 1, note: "x".repeat(500), lines: events.slice(0, 3) }],
    [{ values: [1, 2, 3] }],
    [{ one: [{ id: 1 }] }],
    [{ a: events, b: events }],
  ])("are not looked for in an event: %#", (document) => {
    expect(found(document).chosen).toBeUndefined();
  });

  it("leave the other lists, which may be chosen instead", () => {
    expect(found({ few: events.slice(0, 2), many: events })).toEqual({
      chosen: { jq: ".many[]", count: 20 },
      others: [{ jq: ".few[]", count: 2 }],
    });
    expect(found({ a: events, b: events }).others.map(({ jq }) => jq)).toEqual([".a[]", ".b[]"]);
  });
});
