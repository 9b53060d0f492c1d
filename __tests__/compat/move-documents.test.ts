import { moveFile } from "../../compat/cdktn/move/move-project";
import { movedPackages } from "../../compat/cdktn/moved-packages";

const minimum = { from: "20.19", to: "22.19" };
const move = (file: string, text: string) => moveFile(file, text, movedPackages, minimum);

describe("the move of a page", () => {
  const page = (tool: string, node: string) => `# With cdktf

You need Node.js ${node} or newer. Run \`npx ${tool} synth\`; \`cdktf.json\` and [cdktf](https://x.y/cdktf) stay.

1. In a list:

   \`\`\`sh
   npx ${tool} synth && cd cdktf.out
   npm install ${tool} ${tool}-cli @${tool}/provider-aws constructs
   \`\`\`

   - nested: \`${tool}\` and \`@${tool}/provider-aws\`

> In a quote:
>
> \`\`\`ts
> import { App } from "${tool}";
> const tag = "cdktf";
> \`\`\`

| command | a \\| b |
| --- | --- |
| \`npx ${tool} diff\` | Node.js ${node} or newer |

<!-- cdktf -->
`;

  it("renames sources and commands wherever they stand, and the minimum of Node.js", () => {
    expect(move("docs/a.md", page("cdktf", "20.19"))).toBe(page("cdktn", "22.19"));
  });

  it("changes nothing of a moved page", () => {
    expect(move("docs/a.md", page("cdktn", "22.19"))).toBe(page("cdktn", "22.19"));
  });
});

describe("the move of a workflow", () => {
  const workflow = (tool: string, node: string, versions: string) => `# npx cdktf
on: { push: { branches: [cdktf] } } # stays
jobs:
  a:
    container: node:${node}-bookworm
    strategy: { matrix: { node: [${versions}] } }
    steps:
      - uses: actions/setup-node@v6
        with: { node-version: "${node}" }
      - run: |
          npx ${tool} synth
          echo "cdktf.out"
      - run: >-
          npx
          jest
      - { name: 'npx ${tool} diff', run: "npx ${tool} \\
          diff" }
`;

  it("renames commands and raises versions of Node.js, and keeps comments and layout", () => {
    const before = workflow("cdktf", "20", '"20", 22, "24"');
    expect(move(".github/workflows/a.yml", before)).toBe(workflow("cdktn", "22", '22, "24"'));
  });

  it("changes nothing of a newer Node.js", () => {
    const moved = workflow("cdktn", "24", "24");
    expect(move(".github/workflows/a.yml", moved)).toBe(moved);
  });

  it("refuses a file that is no YAML", () => {
    expect(() => move("a.yaml", "a: [cdktf")).toThrow(/Flow sequence/);
  });
});

describe("the move of a package.json", () => {
  const moved = (manifest: object): unknown =>
    JSON.parse(move("package.json", JSON.stringify(manifest)));

  it("takes the versions that were tested together, and ranges for peers", () => {
    expect(
      moved({
        engines: { node: ">=20.19", npm: ">=10" },
        scripts: { synth: "cdktf synth", about: "echo cdktf.json" },
        dependencies: { cdktf: "0.21.0", constructs: "10.8.1", ajv: "8.20.0" },
        peerDependencies: { "@cdktf/provider-aws": "^21.22.1", constructs: "^10.4.2" },
        peerDependenciesMeta: { cdktf: { optional: true } },
        keywords: ["cdktf"],
      }),
    ).toEqual({
      engines: { node: ">=22.19", npm: ">=10" },
      scripts: { synth: "cdktn synth", about: "echo cdktf.json" },
      dependencies: { ajv: "8.20.0", cdktn: "0.24.0", constructs: "10.7.0" },
      peerDependencies: { "@cdktn/provider-aws": "^25.7.0", constructs: ">=10.6.0 <10.8.0" },
      peerDependenciesMeta: { cdktn: { optional: true } },
      keywords: ["cdktf"],
    });
  });

  it.each([">=24", ">= 24.1.0", ">=22.20"])("keeps a higher minimum of Node.js: %s", (node) => {
    expect(moved({ engines: { node } })).toEqual({ engines: { node: node.replace(" ", "") } });
  });

  it.each([">=9.0.0", ">=22.18.9", "^20.19 || ^22.1"])("raises another minimum: %s", (node) => {
    expect(moved({ engines: { node } })).toEqual({ engines: { node: ">=22.19" } });
  });

  it("leaves packages that the tool only shares with others, and the layout", () => {
    const text = '{\n    "dependencies": {"constructs": "10.8.1"}\n}';
    expect(move("a/package.json", text)).toBe(text);
  });
});

describe("the move of other files", () => {
  it("renames the commands of a shell script but not its comments", () => {
    const script = (tool: string) => `#!/usr/bin/env bash\n# npx cdktf\nnpx ${tool} synth\n`;
    expect(move(".ci/run", script("cdktf"))).toBe(script("cdktn"));
  });

  it("renames the texts of a picture", () => {
    const picture = (tool: string) => `<svg id="cdktf"><text>npx ${tool} synth</text></svg>\n`;
    expect(move("docs/a.svg", picture("cdktf"))).toBe(picture("cdktn"));
  });

  it("names a version that nvm installs", () => {
    expect(move(".nvmrc", "20\n")).toBe("22\n");
    expect(move(".nvmrc", "9.11.2\n")).toBe("22\n");
  });

  it.each(["24\n", "v24.1.0\n", "100\n"])("keeps the version that nvm installs: %j", (version) => {
    expect(move(".nvmrc", version)).toBe(version);
  });

  it.each(["a.py", "__snapshots__/a.snap", ".gitignore"])("leaves %s", (file) => {
    expect(move(file, "npx cdktf synth")).toBe("npx cdktf synth");
  });
});
