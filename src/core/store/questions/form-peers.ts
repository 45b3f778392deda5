import type { Strength } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** An indicator of another form under the same (normalised) name as the form's indicator `ordinal`. */
export interface Peer {
  ordinal: number;
  form_id: string;
  project: string;
  year: number | null;
  other_ordinal: number;
  raw: string | null;
  strength: Strength;
  /** How many such indicators there are; at most `most` of them are given. */
  peers: number;
}

/** The like-named indicators of other forms, by row of the form, in the order of the portfolio. */
export async function formPeers(db: Connector, formId: string, most = 6): Promise<Peer[]> {
  return db.query<Peer>(formPeersSql(formId, most));
}

export function formPeersSql(formId: string, most = 6): string {
  return `SELECT me.ordinal::DOUBLE AS ordinal, o.form_id, p.name AS project, p.year::DOUBLE AS year,
  o.ordinal::DOUBLE AS other_ordinal, o.raw, o.strength, (count(*) OVER (PARTITION BY me.ordinal))::DOUBLE AS peers
FROM (SELECT ordinal, name_norm FROM indicator WHERE form_id = ${literal(formId)} AND length(name_norm) > 0) me
JOIN indicator o ON o.name_norm = me.name_norm AND o.form_id <> ${literal(formId)}
JOIN project p ON p.form_id = o.form_id
QUALIFY row_number() OVER (PARTITION BY me.ordinal ORDER BY p.form_order, o.ordinal) <= ${Math.trunc(most)}
ORDER BY me.ordinal, p.form_order, o.ordinal`;
}
