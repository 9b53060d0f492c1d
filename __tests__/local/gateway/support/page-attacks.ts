const credential = (service: string) =>
  `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20261123%2Fus-east-1%2F${service}%2Faws4_request&X-Amz-Signature=0`;

/** The code of attacks as text, because it runs in a page. */
const attack = (code: string): string => `async ({ endpoint, authorization }) => {
  const settled = (element, events, start) => new Promise((resolve) => {
    for (const event of events) element.addEventListener(event, () => resolve(event));
    setTimeout(() => resolve("nothing"), 1500);
    start();
  });
  const readOf = (frame) => {
    try { return frame.contentDocument.documentElement.textContent; } catch { return "unreadable"; }
  };
  const submit = async (form) => {
    const frame = document.createElement("iframe");
    frame.name = "answer";
    document.body.append(frame, form);
    form.target = "answer";
    await settled(frame, ["load"], () => form.submit());
    return readOf(frame);
  };
  const formOf = (method, action, fields, type) => {
    const form = Object.assign(document.createElement("form"), { method, action });
    if (type !== undefined) form.enctype = type;
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement("input"), { name, value }));
    }
    return form;
  };
  const load = async (tag, fields, parent = document.body) => {
    const element = Object.assign(document.createElement(tag), fields);
    return settled(element, ["load", "error"], () => parent.append(element));
  };
  // Nothing of an attack before.
  document.body.replaceChildren();
  try {
    ${code}
  } catch (error) {
    return String(error);
  }
}`;

/** All ways in which a page can send something to another address. */
export const PAGE_ATTACKS: Readonly<Record<string, string>> = {
  "fetch that reads": attack(
    `return await (await fetch(endpoint + "/lake/key?${credential("s3")}")).text();`,
  ),
  "fetch without preflight that reads nothing": attack(
    `const answer = await fetch(endpoint + "/?${credential("glue")}", {
       method: "POST", mode: "no-cors", headers: { "content-type": "text/plain" }, body: '{"Name":"x"}',
     });
     return await answer.text();`,
  ),
  "fetch with preflight": attack(
    `return await (await fetch(endpoint + "/", {
       method: "POST",
       headers: { authorization, "x-amz-target": "AWSGlue.DeleteDatabase", "content-type": "application/x-amz-json-1.1" },
       body: '{"Name":"x"}',
     })).text();`,
  ),
  "fetch that puts": attack(
    `return await (await fetch(endpoint + "/lake/key", { method: "PUT", headers: { authorization }, body: "x" })).text();`,
  ),
  "fetch of the endpoint's own path": attack(
    `return await (await fetch(endpoint + "/_lake/health")).text();`,
  ),
  beacon: attack(
    `navigator.sendBeacon(endpoint + "/?${credential("iam")}", new URLSearchParams({ Action: "DeleteRole" }));
     await new Promise((resolve) => setTimeout(resolve, 500));
     return "";`,
  ),
  "form that uploads to S3": attack(
    `return await submit(formOf("POST", endpoint + "/lake", {
       key: "stolen", policy: "e30=", "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
       "X-Amz-Credential": "AKID/20261123/us-east-1/s3/aws4_request", "X-Amz-Signature": "0", file: "x",
     }, "multipart/form-data"));`,
  ),
  "form with credentials in its address": attack(
    `return await submit(formOf("POST", endpoint + "/?${credential("iam")}", { Action: "DeleteRole", RoleName: "x" }));`,
  ),
  "form of plain text": attack(
    `return await submit(formOf("POST", endpoint + "/lake/key?${credential("s3")}", { '{"a':'"}' }, "text/plain"));`,
  ),
  "form that gets": attack(
    `return await submit(formOf("GET", endpoint + "/", {
       Action: "DeleteRole", "X-Amz-Credential": "AKID/20261123/us-east-1/iam/aws4_request",
     }));`,
  ),
  image: attack(
    `return await load("img", { src: endpoint + "/lake/key?${credential("s3")}", referrerPolicy: "no-referrer" });`,
  ),
  script: attack(
    `return await load("script", { src: endpoint + "/lake/key?${credential("s3")}" }, document.head);`,
  ),
  "style sheet": attack(
    `return await load("link", { rel: "stylesheet", href: endpoint + "/lake/key?${credential("s3")}" }, document.head);`,
  ),
  frame: attack(
    `const frame = Object.assign(document.createElement("iframe"), { src: endpoint + "/lake/key?${credential("s3")}" });
     await settled(frame, ["load"], () => document.body.append(frame));
     return readOf(frame);`,
  ),
  "frame without an origin": attack(
    `const frame = document.createElement("iframe");
     frame.sandbox = "allow-scripts";
     frame.srcdoc = \`<script>fetch(\${JSON.stringify(endpoint)} + "/lake/key?${credential("s3")}", { method: "POST", body: "x" })
       .then((answer) => answer.text()).catch(String).then((text) => parent.postMessage(text, "*"));</\` + "script>";
     return await new Promise((resolve) => {
       addEventListener("message", ({ data }) => resolve(data));
       document.body.append(frame);
     });`,
  ),
  "events from a server": attack(
    `const source = new EventSource(endpoint + "/lake/key?${credential("s3")}");
     let read = "";
     source.onmessage = ({ data }) => (read += data);
     await settled(source, ["open", "error"], () => undefined);
     source.close();
     return read;`,
  ),
  WebSocket: attack(
    `const socket = new WebSocket(endpoint.replace("http", "ws") + "/lake/key?${credential("s3")}");
     return await settled(socket, ["open", "error"], () => undefined);`,
  ),
};
