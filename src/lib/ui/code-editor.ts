import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionSource,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { PostgreSQL, sql, type SQLNamespace } from '@codemirror/lang-sql';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { codeTheme } from './code-theme.ts';

export type CodeLanguage = 'json' | 'sql';

/** Something to say of a stretch of the text, offsets in UTF-16 units; stretches out of the text are moved into it. */
export interface CodeMark {
  from: number;
  to: number;
  severity: 'error' | 'warning' | 'info';
  message: string;
}

/** What an editor is told; everything may change while it stands. */
export interface CodeOptions {
  language: CodeLanguage;
  label: string;
  /** The id of the element that tells the keys. */
  describedBy: string;
  placeholder: string;
  readOnly: boolean;
  marks: readonly CodeMark[];
  /** Completions of its own, before those of the language. */
  complete?: CompletionSource;
  /** Tables and columns that SQL completes. */
  tables?: SQLNamespace;
  /** CodeMirror's own words in the interface's language. */
  phrases: Record<string, string>;
}

export interface CodeEvents {
  onchange: (value: string) => void;
  /** Ctrl or ⌘ with Enter. */
  onrun?: () => void;
}

/** A CodeMirror in `host`. Loaded by CodeEditor.svelte after the first paint; nothing else imports it. */
export class CodeView {
  readonly #view: EditorView;
  readonly #told = new Compartment();

  constructor(host: HTMLElement, value: string, options: CodeOptions, { onchange, onrun }: CodeEvents) {
    const run = { key: 'Mod-Enter', run: () => (onrun?.(), onrun !== undefined) };
    this.#view = new EditorView({
      parent: host,
      state: EditorState.create({
        doc: value,
        extensions: [
          Prec.highest(keymap.of([run])),
          // After Escape the next Tab leaves: CodeMirror's own way out, told in `describedBy`.
          keymap.of([
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...foldKeymap,
            ...lintKeymap,
            ...defaultKeymap,
            indentWithTab,
          ]),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('  '),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          search({ top: true }),
          lineNumbers(),
          foldGutter(),
          lintGutter(),
          codeTheme,
          EditorView.lineWrapping,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onchange(update.state.doc.toString());
          }),
          this.#told.of(told(options)),
        ],
      }),
    });
    this.#mark(options.marks);
  }

  /** Takes a text given from outside; the same text leaves cursor and history alone. */
  set(value: string): void {
    const { doc } = this.#view.state;
    if (value !== doc.toString())
      this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: value } });
  }

  tell(options: CodeOptions): void {
    this.#view.dispatch({ effects: this.#told.reconfigure(told(options)) });
    this.#mark(options.marks);
  }

  /** Puts text in the place of the selection, with a blank before it where a word would run into it. */
  insert(text: string): void {
    const { from, to } = this.#view.state.selection.main;
    const before = this.#view.state.sliceDoc(Math.max(0, from - 1), from);
    const put = before === '' || /[\s(.,]/.test(before) ? text : ` ${text}`;
    this.#view.dispatch({
      changes: { from, to, insert: put },
      selection: { anchor: from + put.length },
      scrollIntoView: true,
    });
    this.#view.focus();
  }

  /** The text of the selection; `''` when nothing is selected. */
  selected(): string {
    const { from, to } = this.#view.state.selection.main;
    return this.#view.state.sliceDoc(from, to);
  }

  /** Selects a stretch and brings it into sight. */
  select(from: number, to: number): void {
    const last = this.#view.state.doc.length;
    const [anchor, head] = [Math.min(from, last), Math.min(to, last)];
    this.#view.dispatch({ selection: { anchor, head }, scrollIntoView: true });
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #mark(marks: readonly CodeMark[]): void {
    const last = this.#view.state.doc.length;
    const within = marks.map((mark) => ({
      ...mark,
      from: Math.min(mark.from, last),
      to: Math.min(Math.max(mark.to, mark.from), last),
    }));
    this.#view.dispatch(setDiagnostics(this.#view.state, within));
  }
}

function told(options: CodeOptions): Extension {
  return [
    spoken(options),
    autocompletion({ icons: false, activateOnTypingDelay: 60 }),
    EditorState.phrases.of(options.phrases),
    EditorState.readOnly.of(options.readOnly),
    placeholder(options.placeholder),
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      'aria-describedby': options.describedBy,
      'aria-readonly': String(options.readOnly),
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
    }),
  ];
}

function spoken({ language, complete, tables }: CodeOptions): Extension {
  const support =
    language === 'sql' ? sql({ dialect: PostgreSQL, ...(tables ? { schema: tables } : {}) }) : json();
  return complete ? [support, support.language.data.of({ autocomplete: complete })] : support;
}
