// Installs pyiceberg as `lake up` does for the first Iceberg table, so that the tests of Iceberg tables run.
import "../../errors/require-node.cjs";
import path from "node:path";
import { findPyiceberg } from "./pyiceberg";

const progress = (line: string) => console.log(line);
findPyiceberg({ toolsFolder: path.resolve(".lake", "tools"), progress }).then(progress, (error) => {
  console.error(String(error));
  process.exitCode = 1;
});
