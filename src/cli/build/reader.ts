import packageJson from '../../../package.json' with { type: 'json' };

/** Who read a form: what another version read is read again. */
export const READER = `zhunxing ${packageJson.version}`;
