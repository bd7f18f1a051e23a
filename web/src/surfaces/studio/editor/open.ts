/** The decision table editor of bpmn.io, put together from the parts that a county's table needs: no drawing of diagrams, no dates, no
 *  other expression languages. Its mark, "powered by bpmn.io", is part of it by its licence and stays in sight. */
import 'dmn-js-shared/assets/css/dmn-js-shared.css';
import 'dmn-js-decision-table/assets/css/dmn-js-decision-table.css';
import 'dmn-js-decision-table/assets/css/dmn-js-decision-table-controls.css';
import './editor.css';
import { EditorView } from '@codemirror/view';
import { DmnVariableResolverModule } from '@bpmn-io/dmn-variable-resolver';
import Viewer from 'dmn-js-decision-table/lib/Viewer';
import core from 'dmn-js-decision-table/lib/core';
import addRule from 'dmn-js-decision-table/lib/features/add-rule';
import annotations from 'dmn-js-decision-table/lib/features/annotations';
import annotationsEditor from 'dmn-js-decision-table/lib/features/annotations/editor';
import cellSelection from 'dmn-js-decision-table/lib/features/cell-selection';
import contextMenu from 'dmn-js-decision-table/lib/features/context-menu';
import copyCutPaste from 'dmn-js-decision-table/lib/features/copy-cut-paste';
import copyCutPasteKeys from 'dmn-js-decision-table/lib/features/copy-cut-paste/key-bindings';
import indices from 'dmn-js-decision-table/lib/features/decision-rule-indices';
import rules from 'dmn-js-decision-table/lib/features/decision-rules';
import rulesEditor from 'dmn-js-decision-table/lib/features/decision-rules/editor';
import head from 'dmn-js-decision-table/lib/features/decision-table-head';
import headEditor from 'dmn-js-decision-table/lib/features/decision-table-head/editor';
import dragAndDrop from 'dmn-js-decision-table/lib/features/drag-and-drop';
import editorActions from 'dmn-js-decision-table/lib/features/editor-actions';
import keyboard from 'dmn-js-decision-table/lib/features/keyboard';
import modeling from 'dmn-js-decision-table/lib/features/modeling';
import simpleBoolean from 'dmn-js-decision-table/lib/features/simple-boolean-edit';
import simpleMode from 'dmn-js-decision-table/lib/features/simple-mode';
import simpleNumber from 'dmn-js-decision-table/lib/features/simple-number-edit';
import simpleString from 'dmn-js-decision-table/lib/features/simple-string-edit';
import EditingManager from 'dmn-js-shared/lib/base/EditingManager';
import Manager from 'dmn-js-shared/lib/base/Manager';
import dataTypes from 'dmn-js-shared/lib/features/data-types';
import expressionLanguages from 'dmn-js-shared/lib/features/expression-languages';
import languageContext from 'dmn-js-shared/lib/features/feel-language-context';
import tableContextMenu from 'table-js/lib/features/context-menu';
import tableEditorActions from 'table-js/lib/features/editor-actions';
import interactionEvents from 'table-js/lib/features/interaction-events';
import selection from 'table-js/lib/features/selection';
import { code } from '../../../i18n';
import type { Input } from '../bundle';
import { completeInputs, type Definitions, giveIds, tableOf, typeOf } from './model';

const SHOWN = [core, head, indices, rules];
class TableViewer extends Viewer {
  getModules(): unknown[] { return [...SHOWN, annotations]; }
}
class TableEditor extends Viewer {
  getModules(): unknown[] {
    return [...SHOWN, addRule, annotations, annotationsEditor, cellSelection, tableContextMenu, copyCutPaste, copyCutPasteKeys, dataTypes, contextMenu, editorActions, headEditor, dragAndDrop, expressionLanguages,
      languageContext, keyboard, tableEditorActions, interactionEvents, modeling, rulesEditor, selection, simpleMode, simpleBoolean, simpleNumber, simpleString, DmnVariableResolverModule];
  }
}
/** Opens one table of the model only: that of the id, or without one the first. */
function managerOf(edit: boolean, decision?: string): any {
  const opens = (e: { id?: string; decisionLogic?: { $type: string } }): boolean => e.decisionLogic?.$type === 'dmn:DecisionTable' && (!decision || e.id === decision);
  const Base = (edit ? EditingManager : Manager) as any;
  return class extends Base { _getViewProviders(): unknown[] { return [{ id: 'decisionTable', constructor: edit ? TableEditor : TableViewer, opens }]; } };
}

/** FEEL's own functions that make sense in a condition; the editor's package would offer another product's. */
const BUILTINS = [
  { name: 'list contains', type: 'function', params: [{ name: 'list' }, { name: 'element' }] },
  { name: 'not', type: 'function', params: [{ name: 'negand' }] },
  { name: 'count', type: 'function', params: [{ name: 'list' }] },
  { name: 'contains', type: 'function', params: [{ name: 'string' }, { name: 'match' }] },
];

export interface Opened {
  undo: () => void; redo: () => void; canUndo: () => boolean; canRedo: () => boolean;
  hitPolicy: () => string; setHitPolicy: (policy: string) => void;
  addInput: (input: Input, label: string) => void; addOutput: (name: string, label: string) => void;
  close: () => void;
}
/* The packages are without types; what they give is used in this file only. */
interface Parts { get: (name: string) => any }

/** What the editor leaves out for those who do not see it or use no mouse: its scrolling box is reached by Tab and has a name, and so
 *  has the column of the rows' numbers. */
function mend(box: HTMLElement): void {
  const scrolls = box.querySelector('.tjs-table-container');
  scrolls?.setAttribute('tabindex', '0');
  scrolls?.setAttribute('role', 'group');
  scrolls?.setAttribute('aria-label', code('dmn', 'Decision table'));
  const number = document.createElement('span');
  number.className = 'sr';
  number.textContent = code('dmn', 'Row');
  box.querySelector('th.index-column')?.appendChild(number);
}

/** The boxes of the editor's lists of values have no names of their own: each gets that of the value beside it. */
function nameToggles(box: HTMLElement): void {
  for (const toggle of box.querySelectorAll('.item-toggle:not([aria-label])')) toggle.setAttribute('aria-label', toggle.parentElement?.textContent?.trim() || code('dmn', 'Value'));
}
/** What is typed over a selection goes to the cell's editor directly. The browser's own editing would carry the colour of the old text
 *  over as a style attribute, which the policy refuses. */
function typeOver(event: InputEvent): void {
  const content = (event.target as HTMLElement).closest<HTMLElement>('.cm-content');
  const view = content && EditorView.findFromDOM(content);
  if (!view || event.inputType !== 'insertText' || !event.data || view.state.selection.main.empty) return;
  event.preventDefault();
  const text = event.data;
  const { from, to } = view.state.selection.main;
  const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true });
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, insert))) view.dispatch(insert());
}

/** Opens the table in `box`. `changed` gets the XML after each change by hand; it is told once with null when the XML could not be written. */
export async function openTable(box: HTMLElement, xml: string, edit: boolean, inputs: readonly Input[], changed: (xml: string | null) => void, decision?: string): Promise<Opened> {
  const options = {
    container: box, width: '100%', height: 'auto',
    decisionTable: { additionalModules: [{ translate: ['value', (words: string, values?: Record<string, string>) => (words.trim() ? code('dmn', words.trim(), values ?? {}) + (words.endsWith(' ') ? ' ' : '') : words)] }] },
    common: {
      // What is typed is known at once: nothing is saved or checked without its last letters.
      debounceInput: false,
      dataTypes: ['string', 'number', 'boolean'],
      feelLanguageContext: { builtins: BUILTINS },
    },
  };
  box.addEventListener('beforeinput', typeOver, true);
  const names = new MutationObserver(() => nameToggles(box));
  names.observe(box, { childList: true, subtree: true });
  const manager = new (managerOf(edit, decision))(options);
  manager.on('import.parse.complete', (event: { definitions?: Definitions; elementsById?: Record<string, unknown> }) => { if (event.definitions) giveIds(event.definitions, new Set(Object.keys(event.elementsById ?? {})), decision); });
  await manager.importXML(xml);
  const parts = manager.getActiveViewer() as Parts;
  if (!parts) throw new Error('no decision table');
  const definitions = (): Definitions => manager.getDefinitions() as Definitions;
  mend(box);
  const stack = edit ? parts.get('commandStack') : null;
  const logic = () => tableOf(definitions(), decision)?.decisionLogic;
  const tell = async (): Promise<void> => {
    try {
      if (!stack.canUndo()) { changed(xml); return; }  // all taken back: exactly what was opened
      if (inputs.length > 0) completeInputs(definitions(), inputs, (type, attributes) => manager._moddle.create(type, attributes));
      changed((await manager.saveXML({ format: true })).xml as string);
    } catch { changed(null); }
  };
  if (edit) parts.get('eventBus').on('commandStack.changed', () => void tell());
  return {
    undo: () => stack?.undo(), redo: () => stack?.redo(), canUndo: () => stack?.canUndo() ?? false, canRedo: () => stack?.canRedo() ?? false,
    hitPolicy: () => logic()?.hitPolicy || 'UNIQUE',
    setHitPolicy: (policy) => parts.get('modeling').editHitPolicy(policy, undefined),
    addInput: (input, label) => {
      const column = parts.get('modeling').addCol({ type: 'dmn:InputClause' }, logic()?.input?.length ?? 0);
      parts.get('modeling').editInputExpression(column.businessObject.inputExpression, { text: input.name, typeRef: typeOf(definitions(), input) });
      parts.get('modeling').updateProperties(column.businessObject, { label });
    },
    addOutput: (name, label) => {
      const column = parts.get('modeling').addCol({ type: 'dmn:OutputClause' }, (logic()?.input?.length ?? 0) + (logic()?.output?.length ?? 0));
      parts.get('modeling').updateProperties(column.businessObject, { name, label, typeRef: 'string' });
    },
    close: () => { names.disconnect(); box.removeEventListener('beforeinput', typeOver, true); manager.destroy(); },
  };
}
