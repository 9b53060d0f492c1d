import { inferColumns } from "../../../../../cli/dataset/inference/infer-columns";
import { exampleOf } from "../../../../../cli/dataset/inference/inferred-field";
import { Observation } from "../../../../../cli/dataset/inference/observation";
import { parseDocuments } from "../../../../../formats/openx-json";

function infer(events: readonly string[]) {
  const observation = new Observation(true);
  for (const event of events) {
    for (const document of parseDocuments(event, { caseInsensitive: false })) {
      observation.add(document, "event");
    }
  }
  return inferColumns(observation);
}

describe("personal data", () => {
  it.each([
    ['"customer":{"name":"Ada"}', "customer.name"],
    ['"app":{"email":"x"}', "app.email"],
    ['"app":{"contactPhone":"1"}', "app.contactPhone"],
    ['"app":{"origin":"192.168.0.7"}', "app.origin"],
    ['"app":{"to":["ada@example.com"]}', "app.to"],
    ['"app":{"password":"x"}', "app.password"],
    ['"identity":{"accessKeyId":"x"}', "identity.accessKeyId"],
    ['"api_key":"x"', "api_key"],
    ['"user_id":"7","lat":1.5', "lat"],
    ['"first_name":"Ada","home":{"address":"1 High Street"}', "home.address"],
    ['"patient":{"race":"x"}', "patient.race"],
  ])("is marked, and neither shown nor used as an example: %s", (field, path) => {
    const { fields } = infer([`{${field}}`, `{${field}}`, `{${field}}`]);
    const found = fields.find((each) => each.path === path);
    expect(found).toMatchObject({ personal: true });
    expect(found === undefined ? undefined : exampleOf(found)).toBe("…");
    expect(found?.reviewNotes).toHaveLength(1);
  });

  it.each([
    '"latitude":1.5,"longitude":2.5,"zip_code":"00501","city":"Holtsville"',
    '"species":"Adelie","sex":"MALE"',
    '"email_sent":true,"email_count":3,"has_phone":false',
    '"token_count":12,"completion_token":7',
    '"version":"1.2.3.400"',
  ])("is not seen where events are not about people, in counts and in switches: %s", (fields) => {
    const found = infer([`{${fields}}`]).fields.filter(({ personal }) => personal);
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it.each(["appName", "eventType", "shipped", "zipped", "host"])("is not seen in %s", (name) => {
    expect(infer([`{"event":{"${name}":"web"}}`]).fields.some(({ personal }) => personal)).toBe(
      false,
    );
  });
});
