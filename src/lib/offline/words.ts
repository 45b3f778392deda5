/** What a page says to the service worker: the new release may take over; earlier ones may go. */
export const TAKE_OVER = 'take over';
export const SWEEP = 'sweep';
