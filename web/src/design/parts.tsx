import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n';

export type Tone = 'late' | 'soon' | 'ok' | 'law' | 'plain';
export const Chip = ({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) => <span class={`chip ${tone}`}>{children}</span>;

export function Note({ tone, children, role }: { tone?: 'late' | 'soon'; children: ComponentChildren; role?: 'status' | 'alert' }) {
  return <div class={`note ${tone ?? ''}`} role={role}>{children}</div>;
}

/** How much of the promised time is gone. The words beside it say the same. */
export function TimeBar({ spent, tone }: { spent: number; tone: 'late' | 'soon' | 'ok' }) {
  return (
    <svg class={`mini ${tone}`} width="56" height="8" viewBox="0 0 56 8" aria-hidden="true" focusable="false">
      <rect class="rest" width="56" height="8" rx="4" />
      <rect class="gone" width={Math.max(Math.round(spent * 56), 3)} height="8" rx="4" />
    </svg>
  );
}

/** A modal <dialog>: the browser keeps focus inside, closes on Escape and gives focus back. */
export function Dialog({ title, onClose, children, foot, onSubmit, wide, no }: {
  title: string; onClose: () => void; children: ComponentChildren; foot?: ComponentChildren; onSubmit?: (form: FormData) => void; wide?: boolean;
  /** What the way out says, where "cancel" would be read as the deed itself. */
  no?: string;
}) {
  const box = useRef<HTMLDialogElement>(null);
  // Before anything is painted: a dialog that is there but not yet open would let Escape and Tab through to the page.
  useLayoutEffect(() => {
    const dialog = box.current;
    const before = document.activeElement as HTMLElement | null;
    if (dialog && !dialog.open) {
      dialog.showModal();
      (dialog.querySelector<HTMLElement>('[data-first]') ?? dialog.querySelector<HTMLElement>('input:checked, input, select'))?.focus();
    }
    return () => { dialog?.close(); if (before?.isConnected) before.focus(); };
  }, []);
  const body = (
    <>
      <div class="head"><h2 id="dialog-title">{title}</h2></div>
      <div class="body">{children}</div>
      <div class="foot-row">{foot}<button type="button" class="q" onClick={onClose}>{no ?? t(onSubmit ? 'button.cancel' : 'button.close')}</button></div>
    </>
  );
  return (
    <dialog class={wide ? 'dialog broad' : 'dialog'} ref={box} aria-labelledby="dialog-title" onCancel={(event) => { event.preventDefault(); onClose(); }}>
      {onSubmit
        ? <form noValidate onSubmit={(event) => { event.preventDefault(); onSubmit(new FormData(event.currentTarget)); }}>{body}</form>
        : body}
    </dialog>
  );
}

/** Moves focus to a heading after a change of view, never on first load (it would hide the skip link from Tab). */
export function useFocusOn(on: unknown): RefObject<HTMLHeadingElement> {
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useLayoutEffect(() => {
    if (first.current) { first.current = false; return; }
    heading.current?.focus();
    scrollTo(0, 0);
  }, [on]);
  return heading;
}
