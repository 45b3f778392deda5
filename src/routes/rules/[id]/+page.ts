import { to } from '#lib/app/to.ts';
import { error, redirect } from '@sveltejs/kit';
import { browser } from '$app/environment';
import { library } from '#core/rules/library.ts';
import { ownRules } from '#lib/rules/own-rules.svelte.ts';
import type { EntryGenerator, PageLoad } from './$types';

export const entries: EntryGenerator = () => [...library().rules.keys()].map((id) => ({ id }));

export const load: PageLoad = ({ params }) => {
  const rule = library().rules.get(params.id);
  if (rule) return { rule };
  if (browser) {
    ownRules.restore();
    if (ownRules.of(params.id)) redirect(307, to(`/rules/edit?own=${encodeURIComponent(params.id)}`));
  }
  error(404, params.id);
};
