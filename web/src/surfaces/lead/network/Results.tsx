import { t } from '../../../i18n';
import { changeOf, type Group, groupName, minutes, type Network, people, percent, type Shown, type Touched, type Tried, whole } from './network';

const arrow = (before: string, after: string, changed: boolean) => (changed && before !== after ? <>{before} <span aria-hidden="true">→</span><span class="sr">{t('network.to')}</span> {after}</> : <>{after}</>);
const side = (touched: Touched): string => (touched.residents >= 0.5 ? t('network.side', { residents: people(touched.residents), minutes: minutes(touched.minutes) }) : '–');
const mean = (fare: Group['before']): string => (fare.visits > 0 ? minutes(fare.minutes) : '–');

function Table({ network, rows, first, id, label, changed }: { network: Network; rows: Group[]; first: string; id: string; label: string; changed: boolean }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table class="figures nettable" id={id}>
        <thead><tr>
          <th scope="col">{first}</th><th scope="col" class="num">{t('network.residents')}</th><th scope="col" class="num">{t('network.meanMinutes')}</th>
          {changed && <th scope="col" class="num">{t('network.change')}</th>}
          {network.within.map((m) => <th key={m} scope="col" class="num">{t('network.within', { minutes: m })}</th>)}
          <th scope="col" class="num">{t('network.longest')}</th>
          {changed && <><th scope="col" class="num">{t('network.losers')}</th><th scope="col" class="num">{t('network.gainers')}</th></>}
        </tr></thead>
        <tbody>
          {rows.map((g) => (
            <tr key={g.kind + g.code}>
              <th scope="row">{groupName(g)}{g.lostVisits >= 0.5 && <small class="lost"> {t('network.lostShort', { visits: people(g.lostVisits) })}</small>}</th>
              <td class="num">{whole(g.residents)}</td>
              <td class="num">{arrow(mean(g.before), mean(g.after), changed)}</td>
              {changed && <td class="num">{g.before.visits > 0 && g.after.visits > 0 ? changeOf(g.after.minutes - g.before.minutes) : '–'}</td>}
              {network.within.map((m, i) => <td key={m} class="num">{arrow(percent(g.before.within[i as 0 | 1]), percent(g.after.within[i as 0 | 1]), changed)}</td>)}
              <td class="num">{arrow(whole(g.before.longest), whole(g.after.longest), changed)}</td>
              {changed && <><td class="num">{side(g.lose)}</td><td class="num">{side(g.gain)}</td></>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The areas in the map's order, with the map's numbers. */
export const AreaTable = ({ network, rows, changed }: { network: Network; rows: Group[]; changed: boolean }) => (
  <section><h2>{t('network.areas')}</h2><Table network={network} rows={rows} first={t('network.area')} id="areas" label={t('network.areas')} changed={changed} /></section>
);
export const GroupTable = ({ network, tried, changed }: { network: Network; tried: Tried; changed: boolean }) => (
  <section>
    <h2>{t(changed ? 'network.groupsChanged' : 'network.groups')}</h2>
    <Table network={network} rows={tried.groups.filter((g) => g.kind !== 'area')} first={t('network.group')} id="groups" label={t('network.groups')} changed={changed} />
  </section>
);

const full = (fare: { hoursNeeded: number; hoursHeld: number } | null): string => (fare && fare.hoursHeld > 0 ? percent(fare.hoursNeeded / fare.hoursHeld) : '–');
export function PointTable({ points, tried, changed }: { points: Shown[]; tried: Tried; changed: boolean }) {
  return (
    <section>
      <h2>{t('network.points')}</h2>
      <p class="s">{t('network.pointsHint')}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('network.points')}>
        <table class="figures nettable" id="points">
          <thead><tr><th scope="col">{t('network.point')}</th><th scope="col" class="num">{t('network.visits')}</th><th scope="col" class="num">{t('network.full')}</th><th scope="col" class="num">{t('network.euros')}</th></tr></thead>
          <tbody>
            {tried.points.map((p) => {
              const name = points.find((one) => one.code === p.code)?.name ?? p.code;
              const over = p.after.hoursHeld > 0 && p.after.hoursNeeded > p.after.hoursHeld;
              return (
                <tr key={p.code}>
                  <th scope="row">{p.open ? name : t('network.shutName', { name })}</th>
                  <td class="num">{arrow(whole(p.before?.visits ?? 0), whole(p.after.visits), changed)}</td>
                  <td class="num">{arrow(full(p.before), full(p.after), changed)}{over && <small class="lost"> {t('network.over')}</small>}</td>
                  <td class="num">{arrow(whole(p.before?.euros ?? 0), whole(p.after.euros), changed)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The alternatives beside the network that stands, by the same figures. */
export function Alternatives({ all, titles }: { all: Tried[]; titles: string[] }) {
  const first = all[0];
  if (!first) return null;
  const of = (tried: Tried): Group | undefined => tried.groups[0];
  const some = (tried: Tried, kind: Group['kind'], last: boolean): Group | undefined => tried.groups.filter((g) => g.kind === kind).at(last ? -1 : 0);
  const eldest = some(first, 'age', true)?.name ?? '';
  const rows: [string, string | null, (tried: Tried) => string][] = [
    [t('network.meanMinutes'), mean(first.groups[0]?.before ?? ({ visits: 0 } as Group['before'])), (a) => (of(a) ? mean((of(a) as Group).after) : '–')],
    [t('network.meanOf', { group: eldest }), minutes(some(first, 'age', true)?.before.minutes ?? 0), (a) => minutes(some(a, 'age', true)?.after.minutes ?? 0)],
    [t('network.meanOf', { group: t('network.withoutCar') }), minutes(some(first, 'car', false)?.before.minutes ?? 0), (a) => minutes(some(a, 'car', false)?.after.minutes ?? 0)],
    [t('network.losers'), null, (a) => side(of(a)?.lose ?? { residents: 0, visits: 0, minutes: 0 })],
    [t('network.gainers'), null, (a) => side(of(a)?.gain ?? { residents: 0, visits: 0, minutes: 0 })],
    [t('network.unserved'), whole(of(first)?.before.unserved ?? 0), (a) => whole(of(a)?.after.unserved ?? 0)],
    [t('network.digitalVisits'), whole(of(first)?.before.digital ?? 0), (a) => whole(of(a)?.after.digital ?? 0)],
    [t('network.kmYear'), whole(of(first)?.before.km ?? 0), (a) => whole(of(a)?.after.km ?? 0)],
    [t('network.euros'), whole(first.euros.before), (a) => whole(a.euros.after)],
  ];
  return (
    <section>
      <h2>{t('network.sides')}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('network.sides')}>
        <table class="figures nettable" id="sides">
          <thead><tr><th scope="col">{t('network.figure')}</th><th scope="col" class="num">{t('network.now')}</th>{titles.map((title) => <th key={title} scope="col" class="num">{title}</th>)}</tr></thead>
          <tbody>{rows.map(([name, before, after]) => <tr key={name}><th scope="row">{name}</th><td class="num">{before ?? '–'}</td>{all.map((tried, i) => <td key={titles[i]} class="num">{after(tried)}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}
