/** The value a quarter, or three quarters, of the way up; of as many as there are, none in between is made up. */
const quartile = (fact: string, part: number) =>
  `max(${fact}) FILTER (WHERE ${fact}_rank <= ceil(${part} * ${fact}_n))`;
const ranked = (fact: string) => `
  row_number() OVER (PARTITION BY kind, year ORDER BY coalesce(${fact}, 1e300)) AS ${fact}_rank,
  count(${fact}) OVER (PARTITION BY kind, year) AS ${fact}_n`;

/**
 * One row a kind of form and year: how many forms there are, and the quartiles of their number of indicators and of their share in
 * words. Reads \`counted\`: form_id, kind, year, n_indicators, share_word.
 */
export const peers = (counted: string) => `
  SELECT kind, year, CAST(count(*) AS DOUBLE) AS n_peers,
    ${quartile('n_indicators', 0.25)} AS indicators_low, ${quartile('n_indicators', 0.75)} AS indicators_high,
    ${quartile('share_word', 0.25)} AS word_low, ${quartile('share_word', 0.75)} AS word_high
  FROM (SELECT kind, year, n_indicators, share_word, ${ranked('n_indicators')}, ${ranked('share_word')} FROM ${counted})
  GROUP BY kind, year`;
