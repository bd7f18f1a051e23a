// The network of points: what the address keeps, what a trial is, and the words of what comes of it.
import { beforeAll, expect, test } from 'vitest';
import { useTexts } from '../src/i18n';
import common from '../src/i18n/fi/common.json';
import texts from '../src/i18n/fi/network.json';
import { addPoint, changePoint, changesOf, type Fare, type Group, type Network, noTrial, people, readState, sentences, setDigital, takeBack, tone, type Tried, writeState } from '../src/surfaces/lead/network/network';

beforeAll(() => useTexts('fi', common, texts));
const terms = { days: 5, hours: 8, rooms: 2, yearlyEuros: 1, hourEuros: 1, source: 'made up' };
const network = {
  years: [2018, 2030], within: [15, 30], notableMinutes: 1, ages: [{ code: 'young', name: 'Nuoret' }, { code: 'old', name: 'Vanhat' }], languages: [], services: [{ code: 'nurse', name: 'Hoitaja' }], areas: [{ code: 'a', name: 'A', east: 0, north: 0 }, { code: 'b', name: 'B', east: 3, north: 4 }],
  points: [{ code: 'p', name: 'Asema', open: true, mobile: false, east: 1, north: 2, services: ['nurse'], ...terms }], newFixed: terms, newMobile: { ...terms, days: 1 }, source: '', residentsSource: '', travelSource: '',
} as Network;

test('the address keeps the state, and what cannot be read is left out', () => {
  const trial = setDigital(changePoint(network, noTrial(), 'p', { open: false, east: 1.5 }), 'old', 5);
  const state = { year: 2027, at: 1, trials: [noTrial(), trial] };
  expect(readState(writeState(state), [2018, 2030], 2026)).toEqual(state);
  const begin = { year: 2026, at: 0, trials: [noTrial()] };
  for (const spoilt of ['', '#', '#%7B', '#%E0%A4%A', '#null', '#5', '#%7B%22trials%22%3A%5B%5D%7D', '#%7B%22trials%22%3A5%7D']) expect(readState(spoilt, [2018, 2030], 2026), spoilt).toEqual(begin);
  expect(readState('', [2018, 2030], 2050).year).toBe(2030);
  const wild = { year: 3000, at: 9, trials: [{ points: [{ code: 5 }, { code: 'p', east: 'x' }, { code: 'p', days: 2 }], added: [{ code: 'n' }], digital: [null] }, {}, {}, {}] };
  expect(readState(`#${encodeURIComponent(JSON.stringify(wild))}`, [2018, 2030], 2026)).toEqual({ year: 2030, at: 2, trials: [{ points: [{ code: 'p', days: 2 }], added: [], digital: [] }, noTrial(), noTrial()] });
});

test('what is put back as it stands is no change', () => {
  const shut = changePoint(network, noTrial(), 'p', { open: false });
  expect(shut.points).toEqual([{ code: 'p', open: false }]);
  expect(changePoint(network, shut, 'p', { open: true }).points).toEqual([]);
  expect(changePoint(network, shut, 'p', { east: 1 }).points).toEqual([{ code: 'p', open: false }]);
  expect(takeBack(shut, 'p')).toEqual(noTrial());
  expect(setDigital(setDigital(noTrial(), 'old', 5), 'old', 0)).toEqual(noTrial());
  const first = addPoint(network, noTrial(), true);
  const second = addPoint(network, first.trial, false);
  expect([first.code, second.code, second.trial.added[1]?.east, second.trial.added[1]?.north]).toEqual(['new-1', 'new-2', 1.5, 2]);
  expect(changePoint(network, first.trial, 'new-1', { days: 2 }).added[0]?.days).toBe(2);
});

const fare = (more: Partial<Fare> = {}): Fare => ({ visits: 100, digital: 10, unserved: 0, minutes: 10, within: [1, 1], longest: 10, hours: 1, km: 1, carKm: 1, ...more });
const none = { residents: 0, visits: 0, minutes: 0 };
const group = (more: Partial<Group> = {}): Group => ({ kind: 'all', code: 'all', name: '', residents: 1000, before: fare(), after: fare(), lose: none, gain: none, lostVisits: 0, foundVisits: 0, ...more });

test('the sentence says who loses first, the oldest by name, and the cost', () => {
  const plain = (s: string): string => s.replace(/\s/g, ' ');
  const lose = { residents: 4123, visits: 9000, minutes: 12.34 };
  const tried = { year: 2030, euros: { before: 5_000_000, after: 3_800_000 }, groups: [group({ lose }), group({ kind: 'age', name: 'Nuoret' }), group({ kind: 'age', name: 'Vanhat', lose: { residents: 412, visits: 1, minutes: 20 } })], oldest: [], points: [], sites: null } as Tried;
  expect(sentences(network, tried).map(plain)).toEqual(['Matka pitenee noin 4 100 asukkaalla, keskimäärin 12,3 minuuttia suuntaansa.', 'Heistä ikäryhmässä ”Vanhat”: 410 asukasta, 20 minuuttia.', 'Toimipisteet maksavat 1 200 000 € vähemmän vuodessa.']);
  const still = { ...tried, euros: { before: 1, after: 1 }, groups: [group()] } as Tried;
  expect(sentences(network, still)).toEqual(['Kenenkään matka ei muutu vähintään 1 minuuttia.', 'Toimipisteiden kustannukset pysyvät ennallaan.']);
  expect(changesOf(network, changePoint(network, noTrial(), 'p', { open: false, east: 4, north: 6 }))).toEqual(['Suljetaan: Asema', 'Siirretään 5 km: Asema']);
});

test('five steps of colour, and about so many people', () => {
  const by = (change: number): string => tone(group({ after: fare({ minutes: 10 + change }) }), 1);
  expect([6, 5, 1, 0.9, -0.9, -1, -5].map(by)).toEqual(['up2', 'up2', 'up1', 'same', 'same', 'down1', 'down2']);
  expect(tone(group({ after: fare({ visits: 0 }), lostVisits: 5 }), 1)).toBe('up2');
  expect([7, 123, 4123].map((n) => people(n).replace(/\s/g, ' '))).toEqual(['7', '120', '4 100']);
});
