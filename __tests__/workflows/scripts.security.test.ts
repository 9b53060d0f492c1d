import { readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { projectFolder } from "../../local/home/lake-home";

interface Post {
  readonly id: number;
  readonly number: number;
  readonly title?: string;
  readonly body: string | null;
  readonly user: { readonly login: string } | null;
}

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps?: readonly { readonly with?: { readonly script?: string } }[] }>
  >;
}

/** A call of the script to GitHub's API. */
interface Sent {
  readonly method: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const BOT = { login: "github-actions[bot]" };

/** Runs the script of a workflow as actions/github-script does, with existing posts. */
async function runScript(
  workflow: string,
  posts: readonly Partial<Post>[],
  environment: Readonly<Record<string, string>>,
): Promise<Sent[]> {
  const file = path.join(projectFolder, ".github", "workflows", workflow);
  // The linter checks workflows against GitHub's schema.
  const { jobs } = parse(readFileSync(file, "utf8")) as Workflow;
  const [script] = Object.values(jobs).flatMap(({ steps = [] }) =>
    steps.flatMap((step) => step.with?.script ?? []),
  );
  const sent: Sent[] = [];
  const record = (method: string) => (input: Sent["input"]) => {
    sent.push({ method, input });
    return Promise.resolve({});
  };
  const github = {
    paginate: () => Promise.resolve(posts),
    rest: {
      issues: {
        listComments: record("listComments"),
        listForRepo: record("listForRepo"),
        createComment: record("createComment"),
        updateComment: record("updateComment"),
        create: record("create"),
        update: record("update"),
      },
    },
  };
  await (runInNewContext(`(async () => {${script ?? ""}})()`, {
    github,
    context: { repo: { owner: "my-company", repo: "data-lake" }, issue: { number: 7 } },
    process: { env: environment },
    require: () => ({ readFileSync: () => "# Report" }),
  }) as Promise<void>);
  return sent;
}

describe("the comment of a review", () => {
  const environment = { LAKE_ENVIRONMENT: "prod" };
  const marker = "<!-- lake review of prod -->";
  const body = `${marker}\n# Report`;

  it.each<[string, Partial<Post>[]]>([
    ["nobody has commented", []],
    [
      "somebody else's comment begins as its own",
      [{ id: 1, body: marker, user: { login: "eve" } }],
    ],
    ["an app's comment does", [{ id: 1, body: marker, user: { login: "eve[bot]" } }]],
    ["a deleted user's comment does", [{ id: 1, body: marker, user: null }]],
    [
      "its own are of another environment",
      [{ id: 1, body: "<!-- lake review of dev -->", user: BOT }],
    ],
    ["its own has no text", [{ id: 1, body: null, user: BOT }]],
  ])("is a new one where %s", async (_, posts) => {
    expect(await runScript("review.yml", posts, environment)).toEqual([
      {
        method: "createComment",
        input: { owner: "my-company", repo: "data-lake", issue_number: 7, body },
      },
    ]);
  });

  it("is updated, not the comment of somebody else", async () => {
    const posts = [
      { id: 1, body: marker, user: { login: "eve" } },
      { id: 2, body: `${marker}\nold`, user: BOT },
    ];
    expect(await runScript("review.yml", posts, environment)).toEqual([
      {
        method: "updateComment",
        input: { owner: "my-company", repo: "data-lake", comment_id: 2, body },
      },
    ]);
  });
});

describe("the drift issue", () => {
  const marker = "<!-- lake drift of prod -->";
  const title = "prod differs from main";
  const others = [
    { number: 1, title, body: marker, user: { login: "eve" } },
    { number: 2, title, body: `${marker}\nold`, user: null },
  ];
  const own = { number: 3, title: "renamed by a person", body: `${marker}\nold`, user: BOT };
  const drifts = (DRIFT: string) => ({ LAKE_ENVIRONMENT: "prod", DRIFT });
  const repository = { owner: "my-company", repo: "data-lake" };
  const body = `${marker}\n# Report`;

  it("is created although others have opened similar issues", async () => {
    expect(await runScript("drift.yml", others, drifts("true"))).toEqual([
      { method: "create", input: { ...repository, title, body } },
    ]);
  });

  it("is updated and closed if the workflow opened it", async () => {
    const posts = [...others, own];
    expect(await runScript("drift.yml", posts, drifts("true"))).toEqual([
      { method: "update", input: { ...repository, issue_number: 3, body } },
    ]);
    expect(await runScript("drift.yml", posts, drifts("false"))).toEqual([
      { method: "update", input: { ...repository, issue_number: 3, state: "closed" } },
    ]);
  });

  it("leaves the issues of others open", async () => {
    expect(await runScript("drift.yml", others, drifts("false"))).toEqual([]);
  });
});

describe("the read-only jobs", () => {
  const textOf = (file: string) =>
    readFileSync(path.join(projectFolder, ".github", "workflows", file), "utf8");

  it.each(["review.yml", "drift.yml", "deploy-environment.yml"])(
    "%s plan without the lock",
    (file) => {
      const reviews = textOf(file).match(/npx lake review .*/g) ?? [];
      expect(reviews).toHaveLength(1);
      for (const review of reviews) expect(review).toContain(" --no-lock");
    },
  );

  it("pass the reviewed plan to the deployment, which does not plan again", () => {
    const text = textOf("deploy-environment.yml");
    expect(text).toContain("PLAN_RECEIPT: ${{ needs.plan.outputs.receipt }}");
    expect(text).toMatch(/lake deploy --env "\$LAKE_ENVIRONMENT" --plan -/);
    expect(text + textOf("deploy.yml")).not.toContain("cdktf deploy");
  });
});
