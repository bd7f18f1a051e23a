/** Navigators are HTML that the server writes; without this script they only lose the print button and what the contact form begins with. */
import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';
import './navigators.css';

/** Leaves no way back to the page, and nothing in the tab. */
for (const link of document.querySelectorAll<HTMLAnchorElement>('a.exit, a[data-leave]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    sessionStorage.clear();
    location.replace(link.href);
  });
}
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
// What the contact form begins with goes through this tab's storage, so that it is never part of an address (surfaces/resident/draft.ts).
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-words]')) {
  link.addEventListener('click', () => {
    try {
      if (sessionStorage.getItem('vuoro.ask') !== null) return;
      const { words, result } = link.dataset;
      sessionStorage.setItem('vuoro.ask', JSON.stringify({ typed: { words }, step: 'form' }));
      sessionStorage.setItem('vuoro.led', JSON.stringify({ words, result }));
    } catch { /* storage is forbidden: the form begins empty */ }
  });
}
