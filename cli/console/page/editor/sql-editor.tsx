import {
  autocompletion,
  closeBrackets,
  closeCompletion,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { sql } from "@codemirror/lang-sql";
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import type { ResultOf } from "../../api/calls";
import { athena } from "./athena-dialect";
import { completionSchema } from "./completion-schema";
import { editorTheme } from "./editor-theme";

/** What the editor shows and reports. */
export interface SqlEditorProps {
  /** What the editor begins with; a new object replaces what it has. */
  readonly given: { readonly text: string };
  readonly tables: ResultOf<"catalog">["tables"];
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/**
 * An editor for one statement. It is in a shadow tree, where the editor's styles are sheets of the tree: the page's policy
 * allows no style elements.
 */
export function SqlEditor({ given, tables, onChange, onRun }: SqlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const language = useRef(new Compartment());
  const report = useRef({ onChange, onRun });
  report.current = { onChange, onRun };
  useEffect(() => {
    const host = place.current;
    if (host === null) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const created = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: given.text,
        extensions: [
          lineNumbers(),
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          placeholder("SELECT …"),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "SQL statement" }),
          EditorView.domEventHandlers({ beforeinput: replaceText }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) report.current.onChange(update.state.doc.toString());
          }),
          // Tab leaves the editor, so that the keyboard alone is enough.
          keymap.of([
            {
              key: "Mod-Enter",
              run: (editor) => {
                closeCompletion(editor);
                report.current.onRun();
                return true;
              },
            },
            ...completionKeymap,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          language.current.of([]),
          editorTheme,
        ],
      }),
    });
    view.current = created;
    return () => created.destroy();
  }, []);
  useEffect(() => {
    const schema = completionSchema(tables);
    const support = sql({ dialect: athena, schema, upperCaseKeywords: true });
    view.current?.dispatch({ effects: language.current.reconfigure(support) });
  }, [tables]);
  useEffect(() => {
    const editor = view.current;
    const length = editor?.state.doc.length ?? 0;
    if (editor === undefined || editor.state.doc.toString() === given.text) return;
    editor.dispatch({ changes: { from: 0, to: length, insert: given.text } });
  }, [given]);
  return <div class="editor" ref={place} />;
}

/**
 * Replaces selected text by what is typed. The browser would give the new text the style of the old one, inline, which the
 * page's policy rejects.
 */
function replaceText(event: InputEvent, editor: EditorView): boolean {
  const { inputType, data } = event;
  if (inputType !== "insertText" || data === null || editor.composing) return false;
  const { from, to } = selectionOf(editor);
  if (from === to) return false;
  const insert = () =>
    editor.state.update({
      changes: { from, to, insert: data },
      selection: { anchor: from + data.length },
      userEvent: "input.type",
    });
  // Such as the one that puts quotes around what is selected.
  const handlers = editor.state.facet(EditorView.inputHandler);
  if (!handlers.some((handle) => handle(editor, from, to, data, insert))) {
    editor.dispatch(insert());
  }
  event.preventDefault();
  return true;
}

/** What is selected. The editor's own selection may be behind that of the browser, which tells of it later. */
function selectionOf(editor: EditorView): { readonly from: number; readonly to: number } {
  const { main } = editor.state.selection;
  if (!main.empty) return main;
  // Chromium has it for a shadow tree, too; the others tell only the editor.
  const root = editor.root as Partial<Pick<Document, "getSelection">>;
  const shown = root.getSelection?.();
  const { anchorNode, focusNode } = shown ?? {};
  if (!shown || !anchorNode || !focusNode || !editor.contentDOM.contains(anchorNode)) return main;
  const ends = [
    editor.posAtDOM(anchorNode, shown.anchorOffset),
    editor.posAtDOM(focusNode, shown.focusOffset),
  ];
  return { from: Math.min(...ends), to: Math.max(...ends) };
}
