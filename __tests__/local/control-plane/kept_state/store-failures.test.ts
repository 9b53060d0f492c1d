import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { lakeHome, projectFolder } from "../../../../local/home/lake-home";
import { findMoto } from "../../../../toolchain/moto/moto";

/** Opens a store in the folder of its argument, in which `keys` adds to the state; `restored` is what another one finds. */
const PREPARE = `
import os, sys
sys.path.insert(0, sys.argv[1])
import kept_state.prepared
from kept_state import codec, store as stores, touched
from kept_state.journal_file import JournalFile
from kept_state.restore import Restored
from moto.kms.models import kms_backends

folder = sys.argv[2]
store = stores.Store(folder)

def add_key():
    touched.begin_call()
    kms_backends["123456789012"]["us-east-1"].create_key("", "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "", None)
    return touched.end_call()

def entries():
    file = JournalFile.__new__(JournalFile)
    file._file = os.path.join(folder, "journal")
    frames = list(file.read())
    return [entry for frame in frames for entry in stores.pickle.loads(frame)]
`;

const CASES = {
  "writes an entry once though the call before failed": `
dump = codec.dump
def failing(value, outside):
    content = dump(value, outside)
    store.keep("b" * 8, b"large")
    raise ValueError("not now")
codec.dump = failing
try:
    store.write(add_key())
    raise SystemExit("nothing failed")
except ValueError:
    codec.dump = dump
store.write(add_key())
found = [entry[0] for entry in entries()]
assert found == ["backend"], found
`,
  "answers calls while the journal can't be compacted, and compacts it later": `
store.write(add_key())
replace = JournalFile.replace
def full(self, contents):
    list(contents)
    raise OSError(28, "No space left on device")
JournalFile.replace = full
store._next_compaction = 0
store.write(add_key())
JournalFile.replace = replace
assert [entry[0] for entry in entries()] == ["backend", "backend"]
assert store._next_compaction > store._file.size
store._next_compaction = 0
store.write(add_key())
assert [entry[0] for entry in entries()] == ["backend", "compacted"], entries()
`,
  "leaves no draft of a journal that could not be compacted": `
store.write(add_key())
write = JournalFile._write
def full(self, data):
    if self._file.endswith(".draft") and self.size > 100: raise OSError(28, "No space left on device")
    write(self, data)
JournalFile._write = full
store._next_compaction = 0
store.write(add_key())
assert sorted(os.listdir(folder)) == ["journal", "lock"], os.listdir(folder)
`,
  "notes a backend that another thread looks up while others are taken": `
class Shared(dict):
    """Another thread looks up a backend just before it is emptied."""
    is_early = True
    def late(self):
        if self.is_early: self["late"] = "backend"
        self.is_early = False
    def clear(self):
        self.late()
        super().clear()
    def popitem(self):
        self.late()
        return super().popitem()
touched._others = Shared(early="backend")
taken = {**touched.take_others(), **touched.take_others()}
assert set(taken) == {"early", "late"}, taken
`,
  "keeps few of the large values alive that it has digested": `
values = [os.urandom(8) for _ in range(1000)]
assert len({codec._digest(value) for value in values}) == len(values)
assert len(codec._digests) <= 64, len(codec._digests)
`,
};

describe("the store of the control plane's state", () => {
  let folder: string;

  beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), "store-"))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.entries(CASES))("%s", async (_, program) => {
    const { toolsFolder } = lakeHome();
    const python = await findMoto({ toolsFolder, progress: () => undefined });
    const modules = path.join(projectFolder, "local", "control-plane");
    // Python exits with an error if an assertion fails.
    const ended = promisify(execFile)(python, ["-c", PREPARE + program, modules, folder]);
    await expect(ended).resolves.toBeDefined();
  });
});
