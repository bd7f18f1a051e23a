/** The information pages are plain HTML; this entry only brings their style, and the quick exit's one click. */
import '../../design/tokens.css';
import '../../design/base.css';
import '../../design/print.css';

document.querySelector('a.exit')?.addEventListener('click', (event) => {
  event.preventDefault();
  sessionStorage.clear();
  location.replace((event.currentTarget as HTMLAnchorElement).href);
});
