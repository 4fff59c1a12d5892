/** Version of the package; a test holds it equal to package.json. */
export const version = '0.1.0';

/** Name and version as snapshots, reports and the user agent carry them. */
export const tool = `headroom ${version}`;
