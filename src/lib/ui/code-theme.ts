import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--card)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mono)',
    lineHeight: '1.6',
    overflow: 'auto',
    minHeight: 'var(--code-least)',
    maxHeight: 'var(--code-most)',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px 0 4px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 6%, transparent)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunk)',
    color: 'var(--ink3)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-foldPlaceholder': { border: '1px solid var(--line)', background: 'var(--sunk)', color: 'var(--ink2)' },
  '.cm-placeholder': { color: 'var(--ink3)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-soft)',
    outline: '1px solid var(--accent)',
  },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': {
    color: 'var(--err)',
    backgroundColor: 'transparent',
  },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--trend) 28%, transparent)' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--trend) 40%, transparent)' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--state-ink)' },
  '.cm-panels': { backgroundColor: 'var(--sunk)', color: 'var(--ink)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-textfield': { border: '1px solid var(--line-strong)', background: 'var(--card)', color: 'var(--ink)' },
  '.cm-button': { border: '1px solid var(--line)', background: 'var(--card)', color: 'var(--ink)' },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r)',
    backgroundColor: 'var(--card)',
    color: 'var(--ink)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionDetail': { marginLeft: '1em', fontStyle: 'normal', color: 'var(--ink3)' },
  '[aria-selected] .cm-completionDetail': { color: 'var(--on-accent)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-tooltip.cm-completionInfo': { maxWidth: '340px', padding: '6px 10px' },
  '.cm-diagnostic': { padding: '6px 10px' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--err)' },
  '.cm-diagnostic-warning': { borderLeft: '4px solid var(--warn)' },
  '.cm-diagnostic-info': { borderLeft: '4px solid var(--info)' },
  '.cm-lintRange-error': { backgroundImage: 'none', borderBottom: '2px solid var(--err)' },
  '.cm-lintRange-warning': { backgroundImage: 'none', borderBottom: '2px solid var(--warn)' },
  '.cm-lintRange-info': { backgroundImage: 'none', borderBottom: '2px solid var(--info)' },
});

const words = HighlightStyle.define([
  { tag: [tags.propertyName, tags.typeName], color: 'var(--accent)' },
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--state-ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--ink3)', fontStyle: 'italic' },
  { tag: tags.invalid, color: 'var(--err)' },
]);

/** The app's tokens on CodeMirror: light, dark and print follow by themselves. */
export const codeTheme: Extension = [look, syntaxHighlighting(words)];
