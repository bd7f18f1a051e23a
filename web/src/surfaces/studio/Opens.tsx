import type { ComponentChildren } from 'preact';

/** A real link that opens inside the page: it can be copied, and opened beside. */
export function Opens({ to, onOpen, children, class: className }: { to: string; onOpen: () => void; children: ComponentChildren; class?: string }) {
  return (
    <a href={to || location.pathname} class={className} onClick={(event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      onOpen();
    }}>{children}</a>
  );
}
