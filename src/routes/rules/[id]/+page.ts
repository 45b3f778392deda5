import { error } from '@sveltejs/kit';
import { library } from '#core/rules/library.ts';
import type { EntryGenerator, PageLoad } from './$types';

export const entries: EntryGenerator = () => [...library().rules.keys()].map((id) => ({ id }));

export const load: PageLoad = ({ params }) => {
  const rule = library().rules.get(params.id);
  if (!rule) error(404, params.id);
  return { rule };
};
