import type { Lang } from '../../api/types';

export interface MissingPart { lang: Lang; title: string; words: string; link: string; urgent: string; emergency: string }

/** No such page, said in every language one after another; plain HTML, no script. */
export function MissingPage({ parts }: { parts: MissingPart[] }) {
  return (
    <>
      <div class="topwrap"><header class="top"><a class="brand" href="/">Vuoro</a></header></div>
      <main id="main" class="page stack">
        {parts.map((p, i) => {
          const Title = i === 0 ? 'h1' : 'h2';
          return (
            <section key={p.lang} lang={p.lang}>
              <Title>{p.title}</Title>
              <p>{p.words}</p>
              <p class="row after"><a class="btn" href={`/${p.lang}/`}>{p.link}</a></p>
              <p class="s after">{p.urgent} <a class="nowrap" href="tel:116117">116 117</a> · {p.emergency} <a href="tel:112">112</a></p>
            </section>
          );
        })}
      </main>
    </>
  );
}
