import { expect, test } from 'vitest';
import { placeOf } from './place.ts';

const scope = new URL('https://bureau.example/a/b/');
const files = { '': 'x', audit: 'x', 'theme.js': 'x', '_app/immutable/a.js': 'x', 'fallback.html': 'x' };
const of = (address: string, mode = 'navigate', init: RequestInit = {}) => {
  const { method = 'GET', headers } = init;
  const request = { url: new URL(address, scope).href, mode, method, headers: new Headers(headers) };
  return placeOf(request as Request, scope, files);
};

test('pages come from the copy whatever is asked of them, forms from the fallback, old assets by their hash', () => {
  expect(of('')).toBe('');
  expect(of('audit?rule=x&finding=y')).toBe('audit');
  expect(of('?portfolio=/a/b/2024.duckdb')).toBe('');
  expect(of('projects/a.txt%231')).toBe('fallback.html');
  expect(of('rules/own-1')).toBe('fallback.html');
  expect(of('theme.js', 'no-cors')).toBe('theme.js');
  expect(of('_app/immutable/of-another-release.js', 'cors')).toBe('_app/immutable/of-another-release.js');
});

test('the copy leaves alone data files, parts of files, other folders and hosts, and what is not read', () => {
  expect(of('2024.duckdb')).toBeNull();
  expect(of('data/2024.duckdb', 'cors', { headers: { range: 'bytes=0-99' } })).toBeNull();
  expect(of('projects/2024.duckdb', 'cors')).toBeNull();
  expect(of('_app/immutable/a.js', 'cors', { headers: { range: 'bytes=0-9' } })).toBeNull();
  expect(of('audit', 'cors', { method: 'HEAD' })).toBeNull();
  expect(of('/audit')).toBeNull();
  expect(of('/a/bc/audit')).toBeNull();
  expect(of('https://elsewhere.example/a/b/audit')).toBeNull();
  expect(of('projects/a/b')).toBeNull();
});
