/** Recordings that hold placeholders (`{}`, `string`) where AWS tells times and structures. */
export const placeholders: ReadonlySet<string> = new Set([
  'test_rdscluster_snapshot_count_filter_1.json',
  'test_rdssubnetgroup_unused_1.json',
]);
