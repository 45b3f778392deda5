/** The pages, in the order of the menu; `letter` after `g` goes there. */
export const PLACES = [
  { href: '/', key: 'nav.overview', letter: 'o' },
  { href: '/explore', key: 'nav.explore', letter: 'e' },
  { href: '/compare', key: 'nav.compare', letter: 'c' },
  { href: '/projects', key: 'nav.projects', letter: 'p' },
  { href: '/audit', key: 'nav.audit', letter: 'a' },
  { href: '/rules', key: 'nav.rules', letter: 'r' },
  { href: '/sql', key: 'nav.sql', letter: 's' },
  { href: '/data', key: 'nav.data', letter: 'd' },
] as const;
